import * as l10n from '@vscode/l10n';
import { escapeIcons, plainMessage } from '../../base/plainText';
import { presenceIcon, stateWord } from '../../presence/stateWords';
import type { OwnState } from '../../presence/store';
import type { RecentStatus } from './recentStatuses';
import type { StatusRow } from './row';

/** Writing a message, and clearing it as long as there is one. */
export function messageRows({ known }: OwnState): StatusRow[] {
  const message = known?.kind === 'known' ? plainMessage(known.presence.statusMessage) : '';
  const write: StatusRow = {
    icon: 'comment',
    label: l10n.t('Status message…'),
    description: escapeIcons(message),
    act: { kind: 'writeMessage' },
    group: l10n.t('Message'),
  };
  const clear: StatusRow = {
    icon: 'clear-all',
    label: l10n.t('Clear message'),
    act: { kind: 'set', change: { statusMessage: '' } },
  };
  return message === '' ? [write] : [write, clear];
}

/** A status that was set from here before; the first one heads them all. */
export function recentRow(recent: RecentStatus, index: number): StatusRow {
  const { state, statusMessage, minutes } = recent;
  return {
    icon: presenceIcon(state).icon,
    label: escapeIcons(plainMessage(statusMessage)),
    description:
      minutes === undefined ? stateWord(state) : l10n.t('Do Not Disturb for {0} min', minutes),
    act:
      minutes === undefined
        ? { kind: 'set', change: { state, statusMessage } }
        : { kind: 'dndFor', minutes, statusMessage },
    forgettable: true,
    ...(index === 0 ? { group: l10n.t('Recent') } : {}),
  };
}
