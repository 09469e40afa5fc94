import type { Known } from './known';

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
