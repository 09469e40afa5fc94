import * as l10n from '@vscode/l10n';
import { escapeIcons, isolate, plainMessage } from '../../base/plainText';
import { presenceIcon, stateWord } from '../../presence/stateWords';
import type { AwaitedEnd } from '../../presence/until/arrangement';
import { untilEventWords } from '../../presence/until/eventWords';
import { lengthWords } from '../change/dndRows';
import type { RowAction, StatusRow } from '../change/row';
import { withoutEvent } from '../until/withoutEvent';
import type { PinnedStatus } from './pinnedStatuses';
import { isSameEvent, isSameStatus, type SavedStatus } from './savedStatus';

/**
 * Statuses to set again: the pinned ones, then the other recent ones. Those whose end can't come
 * are left out.
 */
export function savedRows(
  pinned: readonly PinnedStatus[],
  recent: readonly SavedStatus[],
  ends: readonly AwaitedEnd[],
): StatusRow[] {
  const others = recent.filter(each => !pinned.some(other => isSameStatus(each, other)));
  return [
    ...headed(
      l10n.t('Pinned'),
      pinned.flatMap(each => pinnedRow(each, ends) ?? []),
    ),
    ...headed(
      l10n.t('Recent'),
      others.flatMap(each => recentRow(each, ends) ?? []),
    ),
  ];
}

function headed(group: string, rows: readonly StatusRow[]): StatusRow[] {
  return rows.map((row, index) => (index === 0 ? { ...row, group } : row));
}

function recentRow(status: SavedStatus, ends: readonly AwaitedEnd[]): StatusRow | undefined {
  const act = actOf(status, ends);
  return (
    act && {
      ...textsOf(status),
      act,
      buttons: [
        { kind: 'pin', status },
        { kind: 'forget', status },
      ],
    }
  );
}

function pinnedRow(status: PinnedStatus, ends: readonly AwaitedEnd[]): StatusRow | undefined {
  const act = actOf(status, ends);
  const { label, description, ...texts } = textsOf(status);
  const name = status.name === undefined ? undefined : escapeIcons(isolate(status.name));
  return (
    act && {
      ...texts,
      label: name ?? label,
      description: name === undefined ? description : l10n.t('{0}: {1}', description, label),
      act,
      buttons: [
        { kind: 'pinToTop', status },
        { kind: 'rename', status },
        { kind: 'unpin', status },
      ],
    }
  );
}

function textsOf({ state, statusMessage, minutes, event }: SavedStatus) {
  return {
    icon: presenceIcon(state).icon,
    label: escapeIcons(isolate(plainMessage(statusMessage))),
    description: escapeIcons(endWordsOf(state, minutes, event)),
  };
}

function endWordsOf(
  state: SavedStatus['state'],
  minutes: number | undefined,
  event: SavedStatus['event'],
): string {
  if (minutes === undefined) {
    return event ? untilEventWords(event) : stateWord(state);
  }
  const words = l10n.t('Do Not Disturb for {0}', lengthWords(minutes));
  return event ? l10n.t('{0}, then without the message', words) : words;
}

/** Undefined if nothing is going on that could end. */
function actOf(
  { state, statusMessage, minutes, event }: SavedStatus,
  ends: readonly AwaitedEnd[],
): RowAction | undefined {
  if (minutes !== undefined) {
    return { kind: 'dndFor', minutes, statusMessage, ...(event && { clearsMessage: true }) };
  }
  const change = { state, statusMessage };
  if (!event) {
    return { kind: 'set', change };
  }
  const end =
    event.kind === 'back'
      ? withoutEvent('back')
      : ends.find(each => isSameEvent(each.event, event));
  return end && { kind: 'until', end, change };
}
