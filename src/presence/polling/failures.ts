import type { Logger } from '../../base/log';
import { sentenceFor } from '../../base/userError';
import { type CircuitError, isCircuitError, ProtocolError } from '../../circuit/errors';
import { pauseAfterFailure } from '../shared/pause';
import type { SharedRounds } from '../shared/rounds';
import type { PollSession } from '../shared/session';
import type { PresenceStore } from '../store';

interface Parts {
  readonly store: PresenceStore;
  readonly rounds: SharedRounds;
  readonly log: Logger;
}

/**
 * Records the failure for all windows and returns what to throw: a `CircuitError`, or the reason of
 * the abort if the session is over.
 */
export async function noteFailure(
  parts: Parts,
  session: PollSession,
  thrown: unknown,
): Promise<unknown> {
  if (isOver(session)) {
    return session.end.signal.reason;
  }
  const reason = asCircuitError(thrown, parts.log);
  if (reason.kind === 'unauthorized') {
    refuse(parts.store, session, reason);
    return reason;
  }
  const { pause } = await parts.rounds.read();
  const next = pauseAfterFailure(reason, pause, Math.random());
  const { pause: kept } = await parts.rounds.publish({ answers: new Map(), pause: next });
  if (isOver(session)) {
    return session.end.signal.reason;
  }
  parts.log.warn(`presence: ${reason.kind}, failure ${kept.failures}`);
  const { me } = session;
  parts.store.setConnection({ kind: 'offline', reason, retryAt: kept.notBefore, me });
  return reason;
}

/** Stops polling until the account changes. The last known data stays. */
function refuse(store: PresenceStore, session: PollSession, reason: CircuitError): void {
  session.refused = reason;
  store.setConnection({ kind: 'offline', reason, me: session.me });
}

function isOver(session: PollSession): boolean {
  return session.end.signal.aborted;
}

function asCircuitError(thrown: unknown, log: Logger): CircuitError {
  if (isCircuitError(thrown)) {
    return thrown;
  }
  log.error(`presence: ${thrown instanceof Error ? thrown.constructor.name : typeof thrown}`);
  return new ProtocolError(sentenceFor(thrown));
}
