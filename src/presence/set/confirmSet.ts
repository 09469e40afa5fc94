import * as l10n from '@vscode/l10n';
import type { Turn } from '../../base/lease';
import { CircuitError, HttpError, isCircuitError } from '../../circuit/errors';
import type { Presence } from '../../circuit/schemas';
import type { PresenceUpdate } from '../../circuit/types';
import { fulfils } from '../equality';
import type { Poller } from '../polling/poller';

/**
 * The outcome of one set. `readBack`: the answer was read afterwards. `inDoubt`: Circuit may still
 * carry it out.
 */
export type SetOutcome = SentOutcome | { readonly kind: 'notSent' };

export type SentOutcome =
  | { readonly kind: 'done'; readonly answer: Presence; readonly readBack: boolean }
  | {
      readonly kind: 'failed';
      readonly error: unknown;
      readonly found?: Presence | undefined;
      readonly inDoubt: boolean;
    };

/**
 * Sends `update` once, never twice, if this still is the window's `turn` right before. When no whole
 * answer came, Circuit may have acted on it or not: then it is asked what it shows.
 */
export async function confirmSet(
  poller: Poller,
  update: PresenceUpdate,
  turn: Pick<Turn, 'isHeld'>,
): Promise<SetOutcome> {
  try {
    const answer = await poller.ask(async (client, signal) =>
      (await turn.isHeld()) ? await client.setPresence(update, signal) : undefined,
    );
    return answer ? { kind: 'done', answer, readBack: false } : { kind: 'notSent' };
  } catch (error) {
    const inDoubt = isInDoubt(error);
    const found = inDoubt ? await readOrGiveUp(poller) : undefined;
    if (found && fulfils(found, update)) {
      return { kind: 'done', answer: found, readBack: true };
    }
    const isSure = isCircuitError(error) && !inDoubt;
    return { kind: 'failed', error: isSure ? new NotChanged(error) : error, found, inDoubt };
  }
}

/** The reason that a presence was certainly not set. */
class NotChanged extends CircuitError {
  override readonly kind;

  constructor(cause: CircuitError) {
    super(l10n.t("{0} Your status wasn't changed.", cause.message), { cause });
    this.kind = cause.kind;
  }
}

/** Describes `error` as the failure of a set that was never sent. */
export function notSent(error: unknown): unknown {
  return isCircuitError(error) && error.kind !== 'unauthorized' ? new NotChanged(error) : error;
}

/**
 * The sentence for a set that failed at Circuit; undefined for any other failure and if only a new
 * sign-in helps.
 */
export function describeFailedSet(error: unknown): string | undefined {
  if (!isCircuitError(error) || error.kind === 'unauthorized') {
    return undefined;
  }
  return error instanceof NotChanged
    ? error.message
    : l10n.t("{0} Circuit hasn't confirmed the change.", error.message);
}

/**
 * No complete answer, a server or gateway error, or a conflict. A 429 means it was not carried out.
 */
function isInDoubt(error: unknown): boolean {
  if (error instanceof HttpError) {
    return error.status === 409 || (error.status >= 500 && error.retryAfterMs === undefined);
  }
  return isCircuitError(error) && (error.kind === 'network' || error.kind === 'protocol');
}

async function readOrGiveUp(poller: Poller): Promise<Presence | undefined> {
  return await poller.readOwn().catch(() => undefined);
}
