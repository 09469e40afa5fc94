import type { PresenceUpdate } from '../../circuit/types';
import type { Presence } from '../../circuit/schemas';
import { fulfils } from '../equality';
import type { Settable } from '../presenceChange';

/** A set on its way to Circuit, or once it was. `at` is epoch milliseconds. */
export interface SentUpdate {
  readonly number: number;
  readonly at: number;
  readonly update: PresenceUpdate;
  /** What Circuit showed before it was sent, as far as that was known. */
  readonly before?: Settable | undefined;
}

/** What the windows know together of the sets of one account. Only who holds the lease changes it. */
export interface Sets {
  /** Choices up to this number are dealt with. */
  readonly settled: number;
  /** Under way; there still when the window that sent it died. */
  readonly sent?: SentUpdate | undefined;
  /** The newest choice that Circuit took, and whether it was sent a second time. */
  readonly last?: (SentUpdate & { readonly sentAgain: boolean }) | undefined;
  /** Circuit never said what became of these, and may still carry them out. */
  readonly unanswered: readonly SentUpdate[];
}

export const noSets: Sets = { settled: 0, unanswered: [] };

const sendAgainMs = 2 * 60_000;
const forgetMs = 15 * 60_000;
const mostUnanswered = 8;

/** What came of a set: `answered` by Circuit, `refused` for sure, or in doubt, as far as it shows. */
export type SetEnd = 'answered' | 'refused' | 'shown' | 'notShown';

/** With a set that is about to be sent. One that was under way has no window any more. */
export function withSent(sets: Sets, sent: SentUpdate): Sets {
  return { ...sets, sent, unanswered: unansweredOf(sets, sets.sent, sent.at) };
}

/** With the choices up to `sent` dealt with. */
export function withEnd(sets: Sets, sent: SentUpdate, end: SetEnd, at: number): Sets {
  const isTaken = end === 'answered' || end === 'shown';
  const isInDoubt = end === 'shown' || end === 'notShown';
  return {
    settled: Math.max(sets.settled, sent.number),
    last: isTaken ? { ...sent, at, sentAgain: false } : sets.last,
    unanswered: unansweredOf(sets, isInDoubt ? sent : undefined, at),
  };
}

/** Whether Circuit still shows what it did before, so that nothing can have come of the set. */
export function isUntouched({ before }: SentUpdate, shown: Presence): boolean {
  return (
    before !== undefined &&
    before.state === shown.state &&
    before.dndUntil === shown.dndUntil &&
    before.statusMessage === shown.statusMessage
  );
}

/** With one more set that Circuit did not answer. */
export function withUnanswered(sets: Sets, sent: SentUpdate, at: number): Sets {
  return { ...sets, unanswered: unansweredOf(sets, sent, at) };
}

function unansweredOf(sets: Sets, more: SentUpdate | undefined, now: number) {
  const all = [...sets.unanswered, ...(more ? [more] : [])];
  return all.filter(({ at }) => Math.abs(now - at) < forgetMs).slice(-mostUnanswered);
}

/** An earlier choice that Circuit carried out after a later one, and what is to be done about it. */
export interface Overturned {
  readonly by: SentUpdate;
  readonly last: SentUpdate;
  readonly isToBeSentAgain: boolean;
}

/**
 * Tells whether Circuit shows exactly what an earlier set without an answer asked for. Anything else
 * is what the person wants elsewhere.
 */
export function overturnedBy(
  { last, unanswered }: Sets,
  shown: Presence,
  now: number,
): Overturned | undefined {
  if (!last || fulfils(shown, last.update)) {
    return undefined;
  }
  const by = unanswered.find(
    ({ number, update }) => number < last.number && fulfils(shown, update),
  );
  const age = now - last.at;
  return by && { by, last, isToBeSentAgain: !last.sentAgain && age >= 0 && age <= sendAgainMs };
}

/** After `overturned` was seen: a choice is sent again once, and a late set told once. */
export function withOverturned(sets: Sets, { by, last, isToBeSentAgain }: Overturned): Sets {
  return {
    ...sets,
    last: { ...last, sentAgain: isToBeSentAgain || (sets.last?.sentAgain ?? false) },
    unanswered: sets.unanswered.filter(({ number }) => number !== by.number),
  };
}

/** When to look whether an earlier set came after the last one, in epoch milliseconds. */
export function timesToLook({ last, unanswered }: Sets): readonly number[] {
  const isInDoubt = last && unanswered.some(({ number }) => number < last.number);
  return isInDoubt ? lookAfterMs.map(after => last.at + after) : [];
}

const lookAfterMs = [10_000, 30_000, 60_000, 110_000];
