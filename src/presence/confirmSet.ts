import * as l10n from '@vscode/l10n';
import type { Turn } from '../base/sharedFolder';
import { CircuitError, HttpError, isCircuitError } from '../circuit/errors';
import type { Presence } from '../circuit/schemas';
import type { PresenceUpdate } from '../circuit/types';
import { fulfils } from './equality';
import type { Poller } from './polling/poller';

/**
 * What came of one set. `readBack`: the answer is what Circuit said when asked afterwards. `inDoubt`:
 * Circuit may still carry it out. `notSent`: it was another window's turn by then.
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

/** What kept Circuit from setting it, when Circuit surely did not. */
class NotChanged extends CircuitError {
  override readonly kind;

  constructor(cause: CircuitError) {
    super(l10n.t("{0} Your status wasn't changed.", cause.message), { cause });
    this.kind = cause.kind;
  }
}

/** `error` as what is known of a set that was not even sent. */
export function notSent(error: unknown): unknown {
  return isCircuitError(error) && error.kind !== 'unauthorized' ? new NotChanged(error) : error;
}

/**
 * What to say of a set that Circuit kept from succeeding; undefined for everything else that can go
 * wrong, and where only a sign-in helps.
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
 * No whole answer, one of a server or gateway in trouble, or a conflict with something newer. Who
 * asks to wait has not done it.
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
