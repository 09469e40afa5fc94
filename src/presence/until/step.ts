import { MINUTE_MS } from '../../base/timeWords';
import { type Arrangement, latestEnd, LEASE_MS, leaseEnd } from './arrangement';

const renewAfterMs = 10 * MINUTE_MS;
const againMs = MINUTE_MS;
/** Restarting ends debugging and begins it again. */
const restartMs = 30_000;
/** Somebody is away after doing nothing in any window for this long. */
const awayMs = 5 * MINUTE_MS;
const noteActivityMs = MINUTE_MS;
/** The window that set the message clears it; others do so only if that one is gone. */
const othersWaitMs = 20_000;
const settleMs = 3_000;
const forgetMessageMs = 15 * MINUTE_MS;
const hourMs = 60 * MINUTE_MS;
const mostRenewalsAnHour = 6;
const mostPutsAnHour = 7;

/** Everything that decides what to do next. Times are epoch milliseconds. */
export interface Situation {
  readonly arrangement: Arrangement;
  readonly now: number;
  /** Whether this window keeps it. */
  readonly isMine: boolean;
  /** When the awaited event was found to be over. */
  readonly overSince?: number | undefined;
  /** When Circuit last couldn't be asked. */
  readonly failedAt?: number | undefined;
  /** The latest times at which this window set something for the arrangement. */
  readonly puts: readonly number[];
  /** Whether somebody works in this window, and when somebody was last seen in any window. */
  readonly isActive: boolean;
  readonly activeAt: number;
}

/**
 * What to do now: set a later end, put back what was before, drop the arrangement, tell other
 * windows that somebody is here, or check again at a given time.
 */
export type Step =
  | Act
  | { readonly kind: 'forget' | 'noteActivity' }
  | { readonly kind: 'wait'; readonly until: number };

/** What involves a request to Circuit. */
export interface Act {
  readonly kind: 'renew' | 'end';
}

export function nextStep(situation: Situation): Step {
  const { event } = situation.arrangement;
  switch (event.kind) {
    case 'back':
      return stepWhileAway(situation);
    case 'dndEnd':
      return stepOfMessage(situation);
    case 'debugging':
    case 'task':
    case 'terminal':
      return stepOfLease(situation, event.kind === 'debugging' ? restartMs : 0);
  }
}

function stepOfLease(situation: Situation, graceMs: number): Step {
  const { arrangement, now, isMine, overSince = Infinity } = situation;
  const until = leaseEnd(arrangement) ?? 0;
  if (until <= now) {
    return { kind: 'forget' };
  }
  if (!isMine) {
    return { kind: 'wait', until };
  }
  const latest = latestEnd(arrangement) ?? Infinity;
  const endAt = Math.min(overSince + graceMs, latest - settleMs);
  if (endAt <= now) {
    return afterFailure(situation, mostPutsAnHour, { kind: 'end' });
  }
  // It can only be this long if the clock was set back meanwhile.
  const isTooLong = until - now > LEASE_MS + MINUTE_MS;
  const renewAt = isTooLong ? now : until - (LEASE_MS - renewAfterMs);
  if (renewAt > now) {
    return { kind: 'wait', until: Math.min(endAt, renewAt) };
  }
  if (overSince <= now || until >= latest) {
    return { kind: 'wait', until: Math.min(endAt, until) };
  }
  return afterFailure(situation, mostRenewalsAnHour, { kind: 'renew' });
}

/** `step`, unless Circuit couldn't be asked a moment ago or has been asked often enough. */
function afterFailure(situation: Situation, mostPuts: number, step: Step): Step {
  const { now, failedAt = -Infinity, puts } = situation;
  const recent = puts.filter(at => Math.abs(now - at) < hourMs);
  const freeAt = recent.length < mostPuts ? -Infinity : Math.min(...recent) + hourMs;
  const again = Math.max(Math.abs(now - failedAt) < againMs ? failedAt + againMs : now, freeAt);
  return again > now ? { kind: 'wait', until: again } : step;
}

/** Whoever works in a window after a while without activity in any window is back. */
function stepWhileAway(situation: Situation): Step {
  const { now, isActive, activeAt } = situation;
  if (!isActive) {
    return { kind: 'wait', until: Infinity };
  }
  const sinceMs = now - activeAt;
  if (sinceMs >= awayMs) {
    return afterFailure(situation, mostPutsAnHour, { kind: 'end' });
  }
  return sinceMs >= noteActivityMs || sinceMs < 0
    ? { kind: 'noteActivity' }
    : { kind: 'wait', until: activeAt + noteActivityMs };
}

function stepOfMessage(situation: Situation): Step {
  const { arrangement, now, isMine } = situation;
  const until = leaseEnd(arrangement) ?? 0;
  const endAt = until + settleMs + (isMine ? 0 : othersWaitMs);
  if (now < endAt) {
    return { kind: 'wait', until: endAt };
  }
  return now > until + forgetMessageMs
    ? { kind: 'forget' }
    : afterFailure(situation, mostPutsAnHour, { kind: 'end' });
}
