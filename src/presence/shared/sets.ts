import type { PresenceUpdate } from '../../circuit/types';
import type { Presence } from '../../circuit/schemas';
import { fulfils } from '../equality';
import type { PresenceChange, Settable } from '../presenceChange';

/**
 * What both clocks say: `at` is epoch milliseconds, `tick` is by the clock of the computer. Only what both
 * call recent surely is: one can be set, and the other may stand still while the computer sleeps.
 */
export interface ClockReadings {
  readonly at: number;
  readonly tick: number;
}

/** A set on its way to Circuit, or once it was. It deals with the choices up to `number`. */
export interface SentUpdate extends ClockReadings {
  readonly number: number;
  readonly update: PresenceUpdate;
  /** The presence before it was sent, if known. */
  readonly before?: Settable | undefined;
}

/** What a choice asked for, and when it was made, by the clock of the computer. */
export interface MadeChange {
  readonly tick: number;
  readonly change: PresenceChange;
}

/** The shared record of one account's sets. Only the holder of the lease changes it. */
export interface Sets {
  /** Changes up to this number are settled. */
  readonly settled: number;
  /** What Circuit took lately, or may have: an earlier choice that comes only now stays behind it. */
  readonly taken: readonly MadeChange[];
  /** The set being sent; remains if its window dies. */
  readonly sent?: (SentUpdate & { readonly choices: readonly MadeChange[] }) | undefined;
  /** The newest change that Circuit accepted, and whether it was sent a second time. */
  readonly last?: (SentUpdate & { readonly sentAgain: boolean }) | undefined;
  /** Unanswered sets, which Circuit may still carry out. */
  readonly unanswered: readonly SentUpdate[];
}

export const noSets: Sets = { settled: 0, taken: [], unanswered: [] };

const sendAgainMs = 2 * 60_000;
const forgetMs = 15 * 60_000;
const mostUnanswered = 8;
const takenMs = 3 * 60_000;
const mostTaken = 8;

/**
 * The outcome of a set: `answered` by Circuit, certainly `refused`, or in doubt, with what Circuit
 * shows.
 */
export type SetEnd = 'answered' | 'refused' | 'shown' | 'notShown';

/** Adds a set that is about to be sent. The window of one still being sent is gone. */
export function withSent(sets: Sets, sent: NonNullable<Sets['sent']>): Sets {
  return { ...sets, sent, unanswered: unansweredOf(sets, sets.sent, sent.tick) };
}

/** Marks the changes up to `sent` as settled. */
export function withEnd(
  sets: Sets,
  { choices, ...sent }: NonNullable<Sets['sent']>,
  end: SetEnd,
  now: ClockReadings,
): Sets {
  const isTaken = end === 'answered' || end === 'shown';
  const isInDoubt = end === 'shown' || end === 'notShown';
  const taken = [...sets.taken, ...(isTaken || isInDoubt ? choices : [])];
  return {
    settled: Math.max(sets.settled, sent.number),
    taken: taken.filter(({ tick }) => isWithin(tick, now.tick, takenMs)).slice(-mostTaken),
    last: isTaken ? { ...sent, ...now, sentAgain: false } : sets.last,
    unanswered: unansweredOf(sets, isInDoubt ? sent : undefined, now.tick),
  };
}

/** When the last set ended, or was sent without an answer, by the clock of the computer. */
export function lastSetTick({ last, sent, unanswered }: Sets): number {
  const all = [last, sent, ...unanswered].map(each => each?.tick ?? -Infinity);
  return Math.max(...all);
}

/** Whether Circuit still shows the presence before the set, so it was not carried out. */
export function isUntouched({ before }: SentUpdate, shown: Presence): boolean {
  return (
    before !== undefined &&
    before.state === shown.state &&
    before.dndUntil === shown.dndUntil &&
    before.statusMessage === shown.statusMessage
  );
}

/** Adds an unanswered set. */
export function withUnanswered(sets: Sets, sent: SentUpdate, tick: number): Sets {
  return { ...sets, unanswered: unansweredOf(sets, sent, tick) };
}

function unansweredOf(sets: Sets, more: SentUpdate | undefined, now: number) {
  const all = [...sets.unanswered, ...(more ? [more] : [])];
  return all.filter(({ tick }) => isWithin(tick, now, forgetMs)).slice(-mostUnanswered);
}

/** Whether a time is one of the last `ms` before `now`, by the same clock. */
export function isWithin(time: number, now: number, ms: number): boolean {
  return time <= now && now - time <= ms;
}

/** An earlier change that Circuit carried out after a later one, and what to do about it. */
export interface Overturned {
  readonly by: SentUpdate;
  readonly last: SentUpdate;
  readonly isToBeSentAgain: boolean;
}

/**
 * Tells whether Circuit shows exactly what an earlier set without an answer asked for, and no later one.
 * Anything else is what the person wants elsewhere.
 */
export function overturnedBy(
  { last, unanswered }: Sets,
  shown: Presence,
  now: ClockReadings,
): Overturned | undefined {
  const isLater = (each: SentUpdate) => each.number > (last?.number ?? 0);
  const mayHaveCome = unanswered.filter(({ update }) => fulfils(shown, update));
  if (!last || fulfils(shown, last.update) || mayHaveCome.some(isLater)) {
    return undefined;
  }
  const by = mayHaveCome.find(({ number }) => number < last.number);
  const isRecent =
    isWithin(last.at, now.at, sendAgainMs) && isWithin(last.tick, now.tick, sendAgainMs);
  return by && { by, last, isToBeSentAgain: !last.sentAgain && isRecent };
}

/** What Circuit would show, had it not carried out an earlier set after the last one. */
export function withoutLateSet(sets: Sets, shown: Presence, now: ClockReadings): Settable {
  const overturned = overturnedBy(sets, shown, now);
  return overturned?.isToBeSentAgain ? overturned.last.update : shown;
}

/** Records an overturned change: it is sent again once, and a late set is reported once. */
export function withOverturned(sets: Sets, { by, last, isToBeSentAgain }: Overturned): Sets {
  return {
    ...sets,
    last: { ...last, sentAgain: isToBeSentAgain || (sets.last?.sentAgain ?? false) },
    unanswered: sets.unanswered.filter(({ number }) => number !== by.number),
  };
}

/**
 * When to check whether an earlier set was carried out after the last one, in epoch milliseconds.
 */
export function timesToLook({ last, unanswered }: Sets): readonly number[] {
  const isInDoubt = last && unanswered.some(({ number }) => number < last.number);
  return isInDoubt ? lookAfterMs.map(after => last.at + after) : [];
}

const lookAfterMs = [10_000, 30_000, 60_000, 110_000];
