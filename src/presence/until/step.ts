import { MINUTE_MS } from '../../base/timeWords';
import { type Arrangement, latestEnd, LEASE_MS, leaseEnd } from './arrangement';

const renewAfterMs = 10 * MINUTE_MS;
const againMs = MINUTE_MS;
/** A restart ends debugging and begins it anew. */
const restartMs = 30_000;
/** Who was away did nothing in any window for so long. */
const awayMs = 5 * MINUTE_MS;
const noteActivityMs = MINUTE_MS;
/** The window that wrote the message down clears it; others only if that one is gone. */
const othersWaitMs = 20_000;
const settleMs = 3_000;
const forgetMessageMs = 15 * MINUTE_MS;
const hourMs = 60 * MINUTE_MS;
const mostRenewalsAnHour = 6;
const mostPutsAnHour = 7;

/** All that decides what is to be done. Times are epoch milliseconds. */
export interface Situation {
  readonly arrangement: Arrangement;
  readonly now: number;
  /** Whether this window keeps it. */
  readonly isMine: boolean;
  /** Since when the awaited event is over. */
  readonly overSince?: number | undefined;
  /** When Circuit could not be asked. */
  readonly failedAt?: number | undefined;
  /** When this window set something for an arrangement, in the last hour. */
  readonly puts: readonly number[];
  /** Whether somebody works in this window, and when somebody was last seen in any. */
  readonly isActive: boolean;
  readonly activeAt: number;
}

/**
 * What is to be done now: set the end anew, put back what was before, keep nothing of it, tell the
 * other windows that somebody is here, or look again at a time.
 */
export type Step =
  | Act
  | { readonly kind: 'forget' | 'noteActivity' }
  | { readonly kind: 'wait'; readonly until: number };

/** What Circuit is asked for. */
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
  // Longer than it can be: the clock was set back while it was asked for.
  const isTooLong = until - now > LEASE_MS + MINUTE_MS;
  const renewAt = isTooLong ? now : until - (LEASE_MS - renewAfterMs);
  if (renewAt > now || overSince <= now || until >= latest) {
    return { kind: 'wait', until: Math.min(endAt, renewAt > now ? renewAt : until, until) };
  }
  return afterFailure(situation, mostRenewalsAnHour, { kind: 'renew' });
}

/** `step`, unless Circuit could not be asked a moment ago, or was asked often enough. */
function afterFailure(situation: Situation, mostPuts: number, step: Step): Step {
  const { now, failedAt = -Infinity, puts } = situation;
  const recent = puts.filter(at => Math.abs(now - at) < hourMs);
  const freeAt = recent.length < mostPuts ? -Infinity : Math.min(...recent) + hourMs;
  const again = Math.max(Math.abs(now - failedAt) < againMs ? failedAt + againMs : now, freeAt);
  return again > now ? { kind: 'wait', until: again } : step;
}

/** Whoever works in a window after a while without anybody in any window is back. */
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
