import { isUserId } from '../../circuit/ids';
import { isQuarantined } from '../shared/quarantine';
import type { PollSession } from '../shared/session';
import type { SharedAnswer, SharedState } from '../shared/state';
import type { PresenceStore } from '../store';

/** What decides whom to poll. Answers requested at `since` or before are too old. */
export interface PollTargets {
  readonly store: PresenceStore;
  readonly session: PollSession;
  readonly answers: SharedState['answers'];
  readonly interest: () => readonly string[];
  readonly since: number;
}

/**
 * Everybody whose answer is too old; once the user's own is, everybody, so that polls stay
 * together.
 */
export function pollTargets(wanted: PollTargets): string[] {
  const now = Date.now();
  const everybody = everyId(wanted).filter(id => !isLeftAlone(wanted.answers.get(id), now));
  const stale = everybody.filter(id => !(lastAsked(wanted, id) > wanted.since));
  const own = wanted.session.me?.userId;
  return own !== undefined && stale.includes(own) ? everybody : stale;
}

/** When the least recently polled person and the user were polled. */
export function lastAskedTimes(wanted: Omit<PollTargets, 'since'>): {
  oldestAt: number;
  ownAt: number;
} {
  const own = wanted.session.me?.userId;
  if (own === undefined) {
    return { oldestAt: -Infinity, ownAt: -Infinity };
  }
  const now = Date.now();
  const times = everyId(wanted)
    .filter(id => !isLeftAlone(wanted.answers.get(id), now))
    .map(id => lastAsked(wanted, id));
  return { oldestAt: Math.min(...times), ownAt: lastAsked(wanted, own) };
}

/** Whether Circuit recently did not know this person. */
export function isLeftAlone(answer: SharedAnswer | undefined, now: number): boolean {
  return answer?.kind === 'unknown' && isQuarantined(answer.checkedAt, now);
}

/** The user's own id, which certainly exists, comes first. */
function everyId({ session, interest }: Omit<PollTargets, 'since'>): string[] {
  const own = session.me ? [session.me.userId] : [];
  return [...new Set([...own, ...interest().filter(id => isUserId(id))])];
}

/** A time in the future comes from a clock that was set back since. */
function lastAsked({ store, session, answers }: Omit<PollTargets, 'since'>, id: string): number {
  const now = Date.now();
  const times = [
    answers.get(id)?.checkedAt,
    store.get(id)?.checkedAt,
    session.askedAt.get(id),
  ].filter(time => time !== undefined && time <= now);
  return Math.max(-Infinity, ...times.map(time => time ?? -Infinity));
}
