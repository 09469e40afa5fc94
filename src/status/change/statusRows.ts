import * as l10n from '@vscode/l10n';
import { escapeIcons, plainMessage, plainName } from '../../base/plainText';
import { clockWords, MINUTE_MS, type Moment } from '../../base/timeWords';
import type { WorkingHours } from '../../presence/dndTimes';
import { presenceIcon, shownState, stateWord } from '../../presence/stateWords';
import type { OwnState } from '../../presence/store';
import { dndRows, isMessageRow, typedRow } from './dndRows';
import type { RecentStatus } from './recentStatuses';
import type { StatusRow } from './row';

export interface Offer {
  readonly own: OwnState;
  readonly canUndo: boolean;
  readonly recent: readonly RecentStatus[];
  /** Whose presence it is; foreign text. */
  readonly account: string;
  readonly hours: WorkingHours;
}

const OFFERED_ENDS = new Set([30, 60, undefined]);

/** The one quick pick of the status bar: what is typed as a row, then everything that can be done. */
export function statusRows(offer: Offer, typed: string, moment: Moment): StatusRow[] {
  const live = typedRow(typed, moment, offer.hours);
  const rows = [
    ...dndNowRows(offer.own, moment),
    ...(offer.canUndo ? [undoRow()] : []),
    ...stateRows(offer, moment),
    messageRow(offer.own),
    ...offer.recent.map(recentRow),
    accountRow(offer.account),
  ];
  return withTyped(live, rows);
}

/** A time comes first, so that Enter takes it; a mere word comes last, after the rows it finds. */
export function withTyped(live: StatusRow | undefined, rows: readonly StatusRow[]): StatusRow[] {
  if (!live) {
    return [...rows];
  }
  return isMessageRow(live) ? [...rows, live] : [live, ...rows];
}

function dndNowRows({ known }: OwnState, moment: Moment): StatusRow[] {
  if (known?.kind !== 'known' || known.presence.state !== 'DND') {
    return [];
  }
  const end: StatusRow = {
    icon: 'bell',
    label: l10n.t('End Do Not Disturb now'),
    act: { kind: 'set', change: { state: 'AVAILABLE' } },
  };
  const { dndUntil } = known.presence;
  if (dndUntil === undefined || dndUntil <= moment.now) {
    return [end];
  }
  const later = dndUntil + 15 * MINUTE_MS;
  return [
    end,
    {
      icon: 'bell-slash',
      label: l10n.t('15 minutes longer'),
      description: l10n.t('until {0}', clockWords(later, moment)),
      act: { kind: 'set', change: { state: 'DND', dndUntil: later } },
    },
  ];
}

function undoRow(): StatusRow {
  return { icon: 'discard', label: l10n.t('Undo the last change'), act: { kind: 'undo' } };
}

function stateRows({ own, hours }: Offer, moment: Moment): StatusRow[] {
  const ends = dndRows(moment, hours).filter(({ act }) =>
    OFFERED_ENDS.has(act.kind === 'dndFor' ? act.minutes : undefined),
  );
  const [available, away, busy] = (['AVAILABLE', 'AWAY', 'BUSY'] as const).map(state => ({
    icon: presenceIcon(state).icon,
    label: stateWord(state),
    description: shownState(own.known) === state ? l10n.t('current') : undefined,
    act: { kind: 'set' as const, change: { state } },
  }));
  return [available, ...ends, away, busy]
    .filter(row => row !== undefined)
    .map((row, index) => (index === 0 ? { ...row, group: setHeading() } : row));
}

function setHeading(): string {
  return l10n.t({ message: 'Set', comment: 'A verb, over the statuses that can be set.' });
}

function messageRow({ known }: OwnState): StatusRow {
  const message = known?.kind === 'known' ? plainMessage(known.presence.statusMessage) : '';
  return {
    icon: 'comment',
    label: l10n.t('Status message…'),
    description: escapeIcons(message),
    act: { kind: 'writeMessage' },
    group: l10n.t('Message'),
  };
}

function recentRow(recent: RecentStatus, index: number): StatusRow {
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

function accountRow(account: string): StatusRow {
  return {
    icon: 'account',
    label: l10n.t('Account…'),
    description: escapeIcons(plainName(account)),
    act: { kind: 'account' },
    group: l10n.t('Account'),
  };
}
