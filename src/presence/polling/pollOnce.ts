import type { Logger } from '../../base/log';
import type { CircuitClient } from '../../circuit/client';
import { applyToStore } from '../shared/applyToStore';
import { pauseAfterSuccess, pauseError, refuseDuringPause } from '../shared/pause';
import type { SharedRounds } from '../shared/rounds';
import type { PollSession } from '../shared/session';
import { answersOf, type SharedState } from '../shared/state';
import { waitForNews } from '../shared/waitForNews';
import type { PresenceStore } from '../store';
import { noteFailure } from './failures';
import { fetchPresences } from './fetchPresences';
import { isLeftAlone, pollTargets } from './targets';

const longestWaitMs = 75_000;

/** What asking needs. */
export interface PollTools {
  readonly store: PresenceStore;
  readonly client: CircuitClient;
  readonly rounds: SharedRounds;
  readonly log: Logger;
  /** The ids to poll besides the user's own. */
  readonly interest: () => readonly string[];
}

/** A wanted poll. Answers requested at `since` (epoch milliseconds) or before are too old. */
export interface PollRequest {
  readonly since: number;
  readonly byPerson: boolean;
}

/**
 * Makes sure that everybody of interest is known as of `since`: from another window's answers if
 * possible, otherwise by asking Circuit, unless another window is doing so right now. Throws a
 * `CircuitError`, or the reason of the abort.
 */
export async function pollOnce(
  tools: PollTools,
  session: PollSession,
  request: PollRequest,
): Promise<void> {
  const giveUpWaitingAt = Date.now() + longestWaitMs;
  if (request.byPerson) {
    // Circuit may accept the sign-in again, for example after a fault of its own, so a person may
    // try.
    session.refused = undefined;
  }
  while (isAskingNeeded(tools, session, request, tools.rounds.known)) {
    const release = await tools.rounds.claim();
    tools.store.setAlone(tools.rounds.isAlone);
    if (release ?? Date.now() > giveUpWaitingAt) {
      try {
        const shared = await takeIn(tools, session);
        if (isAskingNeeded(tools, session, request, shared)) {
          await askCircuit(tools, session, request.since, shared);
        }
        return;
      } finally {
        await release?.();
      }
    }
    await waitForNews(tools.rounds.onDidChange, session.end.signal);
  }
}

/** Applies the windows' shared data to the store. Throws if the session is over. */
export async function takeIn(
  { store, rounds }: PollTools,
  session: PollSession,
): Promise<SharedState> {
  const shared = await rounds.read();
  session.end.signal.throwIfAborted();
  applyToStore(store, shared, session);
  return shared;
}

/** Throws if Circuit may not be asked. */
function isAskingNeeded(
  tools: PollTools,
  session: PollSession,
  { since, byPerson }: PollRequest,
  { pause, answers }: SharedState,
): boolean {
  if (session.refused) {
    throw session.refused;
  }
  const { store, interest } = tools;
  if (session.me && pollTargets({ store, interest, session, answers, since }).length === 0) {
    return false;
  }
  const isPaused = pause.notBefore > Date.now();
  const refusal = byPerson ? refuseDuringPause(pause, 'refresh') : isPaused && pauseError(pause);
  if (refusal) {
    throw refusal;
  }
  return true;
}

async function askCircuit(
  tools: PollTools,
  session: PollSession,
  since: number,
  { answers, pause }: SharedState,
): Promise<void> {
  const { store, rounds, client, interest } = tools;
  const { signal } = session.end;
  try {
    session.me ??= await client.getProfile(signal);
    const ids = pollTargets({ store, interest, session, answers, since });
    const begun = Date.now();
    const ticket = store.beginPoll();
    const quarantine = { has: (id: string) => isLeftAlone(answers.get(id), begun) };
    const round = await fetchPresences(client, ids, quarantine, signal, session.me.userId);
    signal.throwIfAborted();
    session.askedAt = new Map([...session.askedAt, ...ids.map(id => [id, begun] as const)]);
    store.applyPoll(ticket, round.presences, round.unknownIds, begun);
    const all = await rounds.publish({
      answers: answersOf(round, begun, answers),
      pause: pauseAfterSuccess(pause, begun),
    });
    signal.throwIfAborted();
    applyToStore(store, all, session);
  } catch (error) {
    throw await noteFailure(tools, session, error);
  }
}
