import * as l10n from '@vscode/l10n';
import { escapeIcons, isolate, plainMessage, plainName } from '../../base/plainText';
import type { Moment } from '../../base/timeWords';
import type { Presence } from '../../circuit/schemas';
import type { WorkingHours } from '../../presence/dndTimes';
import { presenceOf } from '../../presence/model';
import { presenceIcon, shownState, stateWord, updateWords } from '../../presence/stateWords';
import type { OwnState } from '../../presence/store';
import type { AwaitedEnd } from '../../presence/until/arrangement';
import { awayRow, untilNowRows, untilRows, untilWithMessage } from '../until/untilRows';
import { dndNowRows, dndRows } from './dndRows';
import type { PinnedStatus } from '../saved/pinnedStatuses';
import { savedRows } from '../saved/savedRows';
import type { SavedStatus } from '../saved/savedStatus';
import { isMessageRow, type StatusRow, withTyped } from './row';
import { typedRows } from './typedRows';

export interface Offer {
  readonly own: OwnState;
  /** The presence that *Undo* restores, if there is one. */
  readonly undoTarget?: Presence | undefined;
  /** What goes on now, and so can be waited for. */
  readonly ends: readonly AwaitedEnd[];
  readonly pinned: readonly PinnedStatus[];
  readonly recent: readonly SavedStatus[];
  /** The account's name. Untrusted text. */
  readonly account: string;
  readonly hours: WorkingHours;
  /** The zone of the times, if it is not the computer's or may be wrong. */
  readonly zone?: ShownZone | undefined;
}

export interface ShownZone {
  /** An IANA name. */
  readonly name: string;
  /** Whether the person chose the zone. */
  readonly isChosen: boolean;
}

const OFFERED_ENDS = new Set([30, 60, undefined]);

/** The rows of the status pick: the typed text, then everything that can be done. */
export function statusRows(offer: Offer, typed: string, moment: Moment): StatusRow[] {
  const { known } = offer.own;
  const isDnd = known?.kind === 'known' && known.presence.state === 'DND';
  const untilNow = untilNowRows(offer.own, moment);
  const undo = offer.undoTarget ? undoRow(offer.undoTarget, moment) : undefined;
  const isEnd = untilNow.some(({ description }) => description === undo?.description);
  const rows = [
    ...(untilNow.length > 0 ? untilNow : dndNowRows(offer.own, moment)),
    ...stateRows(offer, moment),
    // Never first, since Enter takes the first row, and not beside an end that does the same.
    ...(undo && !isEnd ? [undo] : []),
    ...messageRows(offer.own, moment),
    ...savedRows(offer.pinned, offer.recent, offer.ends),
    accountRow(offer.account),
    ...(offer.zone ? [zoneRow(offer.zone)] : []),
  ];
  const live = typedRows(typed, { moment, hours: offer.hours, isDnd });
  return withUntil(withTyped(live, rows, typed, moment), live, offer.ends);
}

/** A message that is typed can be one until something ends, too. */
function withUntil(
  rows: readonly StatusRow[],
  live: readonly StatusRow[],
  ends: readonly AwaitedEnd[],
): StatusRow[] {
  const typed = live.find(isMessageRow);
  const at = typed ? rows.indexOf(typed) + 1 : 0;
  const message = typed?.act.kind === 'set' ? typed.act.change.statusMessage : undefined;
  return rows.toSpliced(at, 0, ...(message === undefined ? [] : untilWithMessage(ends, message)));
}

function undoRow(target: Presence, moment: Moment): StatusRow {
  const state = updateWords(target, moment);
  const message = isolate(plainMessage(target.statusMessage));
  return {
    icon: 'discard',
    label: l10n.t('Undo the last change'),
    description: escapeIcons(
      message === '' ? l10n.t('back to {0}', state) : l10n.t('back to {0}: {1}', state, message),
    ),
    act: { kind: 'undo' },
  };
}

function stateRows({ own, hours, ends: events }: Offer, moment: Moment): StatusRow[] {
  const ends = dndRows(moment, hours).filter(({ act }) =>
    OFFERED_ENDS.has(act.kind === 'dndFor' ? act.minutes : undefined),
  );
  const [available, away, busy] = (['AVAILABLE', 'AWAY', 'BUSY'] as const).map(state => ({
    icon: presenceIcon(state).icon,
    label: stateWord(state),
    description: shownState(own.known) === state ? l10n.t('current') : undefined,
    act: { kind: 'set' as const, change: { state } },
  }));
  return [available, ...ends, ...untilRows(events, own, moment), away, awayRow(), busy]
    .filter(row => row !== undefined)
    .map((row, index) => (index === 0 ? { ...row, group: setHeading() } : row));
}

function setHeading(): string {
  return l10n.t({ message: 'Set', comment: 'A verb, over the statuses that can be set.' });
}

function zoneRow({ name, isChosen }: ShownZone): StatusRow {
  return {
    icon: 'globe',
    label: l10n.t('Time zone…'),
    description: isChosen
      ? name
      : l10n.t('{0}, the time zone of the computer VS Code runs on; choose yours', name),
    act: { kind: 'chooseZone' },
  };
}

function accountRow(account: string): StatusRow {
  return {
    icon: 'account',
    label: l10n.t('Account…'),
    description: escapeIcons(isolate(plainName(account))),
    act: { kind: 'account' },
    group: l10n.t('Account'),
  };
}

/** The rows that set and, if there is one, clear the message. */
function messageRows({ known, until }: OwnState, { now }: Moment): StatusRow[] {
  const message = plainMessage(presenceOf(known)?.statusMessage ?? '');
  const write: StatusRow = {
    icon: 'comment',
    label: l10n.t('Status message…'),
    description: escapeIcons(isolate(message)),
    act: { kind: 'writeMessage' },
    group: l10n.t('Message'),
  };
  const clear: StatusRow = {
    icon: 'clear-all',
    label: l10n.t('Clear message'),
    act: { kind: 'set', change: { statusMessage: '' } },
  };
  const dndUntil = presenceOf(known)?.dndUntil;
  const isLease = until?.kind === 'lasting' && until.latestEnd !== undefined;
  const hasEnd = dndUntil !== undefined && dndUntil > now && !isLease;
  const writeForDnd: StatusRow = {
    icon: 'comment',
    label: l10n.t('Status message until Do Not Disturb ends…'),
    act: { kind: 'writeMessageForDnd' },
  };
  return [write, ...(hasEnd ? [writeForDnd] : []), ...(message === '' ? [] : [clear])];
}
