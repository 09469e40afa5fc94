import type { Presence } from '../circuit/schemas';
import type { PresenceUpdate } from '../circuit/types';
import type { Connection, Known } from './model';

const roundingMs = 60_000;

/** Whether a person looks the same; when it was asked for does not matter. */
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

/** Whether Circuit shows what was asked for; it may round the end of Do Not Disturb. */
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

/** Whether a connection need not be told again. Each failure is told: the next try moved. */
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

/** Longer than any pace of polling. */
const oldMs = 10 * 60_000;

/** Twice the slowest poll, and a little: later than that, nobody has asked Circuit for a while. */
export const STALE_AFTER_MS = 11 * 60_000;

/** When something was asked for, and as the how manieth, for what was asked within a millisecond. */
export interface Dated {
  readonly checkedAt: number;
  readonly order: number;
}

/** Whether an answer was asked for before the one already there. Times are epoch milliseconds. */
export function isOvertaken(answer: Dated, by: Dated | undefined, now: number): boolean {
  if (!by) {
    return false;
  }
  return by.checkedAt === answer.checkedAt || by.checkedAt > now
    ? answer.order < by.order
    : answer.checkedAt < by.checkedAt;
}

/** A time that still lies ahead proves nothing: the computer's clock was set back since. */
export function isOlder(checkedAt: number, than: number, now: number): boolean {
  return checkedAt < than && than <= now;
}

/** Whether even the same answer is news: the last one was old, or its DND should be over. */
export function isLongAwaited(before: Known, checkedAt: number): boolean {
  const until = endOf(before) ?? Infinity;
  return checkedAt - before.checkedAt >= oldMs || (before.checkedAt <= until && until < checkedAt);
}

export function hasEnded(known: Known, now: number): boolean {
  const until = endOf(known);
  return until !== undefined && until <= now;
}

function endOf(known: Known): number | undefined {
  return known.kind === 'known' ? known.presence.dndUntil : undefined;
}
