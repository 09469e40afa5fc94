import type { Presence } from '../circuit/schemas';
import type { PresenceUpdate } from '../circuit/types';
import { type Connection, type Known, presenceOf } from './model';

const roundingMs = 60_000;

/** Whether a person looks the same, regardless of when it was polled. */
export function sameKnown(a: Known | undefined, b: Known | undefined): boolean {
  if (a?.kind === 'known' && b?.kind === 'known') {
    return samePresence(a.presence, b.presence);
  }
  return a?.kind === b?.kind;
}

export function samePresence(a: Presence, b: Presence): boolean {
  return (
    a.userId === b.userId &&
    a.state === b.state &&
    a.statusMessage === b.statusMessage &&
    a.dndUntil === b.dndUntil &&
    a.mobile === b.mobile &&
    a.isOptedOut === b.isOptedOut
  );
}

/** Whether a presence is what `update` asked for; Circuit may round the end of Do Not Disturb. */
export function fulfils(presence: Presence, update: PresenceUpdate): boolean {
  if (
    presence.state !== update.state ||
    presence.statusMessage.trim() !== update.statusMessage.trim()
  ) {
    return false;
  }
  return (
    update.state !== 'DND' ||
    (presence.dndUntil !== undefined && Math.abs(presence.dndUntil - update.dndUntil) < roundingMs)
  );
}

/** Whether a connection is unchanged. Each failure counts as a change, since the next try moved. */
export function sameConnection(a: Connection, b: Connection): boolean {
  switch (a.kind) {
    case 'signedOut':
    case 'connecting':
      return a.kind === b.kind;
    case 'online':
      return b.kind === 'online' && a.me === b.me;
    case 'offline':
      return false;
  }
}

/** Longer than any polling interval. */
const oldMs = 10 * 60_000;

/** A little over twice the longest polling interval; older data is out of date. */
export const STALE_AFTER_MS = 11 * 60_000;

/** When something was requested, with a sequence number for requests within a millisecond. */
export interface Dated {
  readonly checkedAt: number;
  readonly order: number;
}

/** Whether an answer was requested before the one already there. Times are epoch milliseconds. */
export function isOvertaken(answer: Dated, by: Dated | undefined, now: number): boolean {
  if (!by) {
    return false;
  }
  return by.checkedAt === answer.checkedAt || by.checkedAt > now
    ? answer.order < by.order
    : answer.checkedAt < by.checkedAt;
}

/** A time in the future is ignored: the clock was set back since. */
export function isOlder(checkedAt: number, than: number, now: number): boolean {
  return checkedAt < than && than <= now;
}

/** Whether even an equal answer is news: the last one was old, or its DND should have ended. */
export function isLongAwaited(before: Known, checkedAt: number): boolean {
  const until = endOf(before) ?? Infinity;
  return checkedAt - before.checkedAt >= oldMs || (before.checkedAt <= until && until < checkedAt);
}

export function hasEnded(known: Known, now: number): boolean {
  const until = endOf(known);
  return until !== undefined && until <= now;
}

function endOf(known: Known): number | undefined {
  return presenceOf(known)?.dndUntil;
}
