import * as l10n from '@vscode/l10n';
import type { CircuitClient } from '../../circuit/client';
import { HttpError, ProtocolError, UnauthorizedError } from '../../circuit/errors';
import type { Presence, User } from '../../circuit/schemas';
import { samePresence } from '../equality';
import { applyToStore } from '../shared/applyToStore';
import { pauseAfterSuccess, refuseDuringPause } from '../shared/pause';
import type { PollSession } from '../shared/session';
import type { PresenceStore } from '../store';
import { noteFailure } from './failures';
import type { PollTools } from './pollOnce';

/** Whether a person asked for it in words, or it comes along with what they look at. */
export type Purpose = 'onPurpose' | 'inPassing';

/** A request to Circuit. */
export type UserRequest<T> = (client: CircuitClient, signal: AbortSignal) => Promise<T>;

/** Makes a request for something the person did, unless Circuit asked all windows to wait. */
export async function requestForUser<T>(
  tools: PollTools,
  session: PollSession,
  request: UserRequest<T>,
  purpose: Purpose = 'onPurpose',
): Promise<T> {
  const { signal } = session.end;
  const act = purpose === 'onPurpose' ? 'set' : purpose;
  const refusal = session.refused ?? refuseDuringPause(tools.rounds.known.pause, act);
  if (refusal) {
    throw refusal;
  }
  try {
    const answer = await request(tools.client, signal);
    signal.throwIfAborted();
    return answer;
  } catch (error) {
    throw concernsEverybody(error) || signal.aborted
      ? await noteFailure(tools, session, error)
      : error;
  }
}

/** Reads only the user's presence, applies it and shares it with the other windows. */
export async function readOwnPresence(
  tools: PollTools,
  session: PollSession,
  me: User,
  purpose?: Purpose,
): Promise<Presence> {
  const { store, rounds } = tools;
  const begun = Date.now();
  const ticket = store.beginPoll();
  const ask: UserRequest<Presence> = async (client, signal) => {
    const answer = await client.getPresence(me.userId, signal);
    if (!answer) {
      throw new ProtocolError(l10n.t("Circuit didn't report your own presence."));
    }
    return answer;
  };
  const presence = await requestForUser(tools, session, ask, purpose);
  store.applyPoll(ticket, [presence], [], begun);
  const answer = { kind: 'known', presence, checkedAt: begun } as const;
  const shared = await rounds.publish({
    answers: new Map([[me.userId, { ...answer, setHere: isSetHere(store, presence) }]]),
    pause: pauseAfterSuccess(rounds.known.pause, begun),
  });
  session.end.signal.throwIfAborted();
  applyToStore(store, shared, session);
  return presence;
}

function isSetHere({ own }: PresenceStore, presence: Presence): boolean {
  const { known, cause } = own;
  return (
    cause.kind === 'setHere' && known?.kind === 'known' && samePresence(known.presence, presence)
  );
}

/** Whether one window's failure concerns all windows. */
function concernsEverybody(error: unknown): boolean {
  return (
    error instanceof UnauthorizedError ||
    (error instanceof HttpError && (error.status === 429 || error.retryAfterMs !== undefined))
  );
}
