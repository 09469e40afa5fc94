import type { Turn } from '../../base/lease';
import type { Presence } from '../../circuit/schemas';
import type { PresenceUpdate } from '../../circuit/types';
import type { Poller } from '../polling/poller';
import type { SetOrder } from '../shared/setOrder';
import { withEnd, withSent } from '../shared/sets';
import type { PresenceStore } from '../store';
import { confirmSet } from './confirmSet';
import { endOf } from './lateSet';

/** What to set where Circuit shows `shown`; undefined leaves it as it is. */
export type NextUpdate = (shown: Presence) => Promise<PresenceUpdate | undefined>;

/** What came of a set that somebody chose earlier. */
export type LaterSet =
  /** Somebody chose something else, or is choosing it. */
  | { readonly kind: 'chosen' }
  /** Another window took this one for dead: nothing was sent. */
  | { readonly kind: 'outOfTurn' }
  | { readonly kind: 'left'; readonly shown: Presence }
  | { readonly kind: 'set'; readonly shown: Presence; readonly answer: Presence };

/** What a set of something chosen earlier needs. */
export interface LaterSetParts {
  readonly store: PresenceStore;
  readonly poller: Poller;
  readonly order: SetOrder;
  readonly session: AbortSignal;
  /** Whether this window sets something that was chosen. */
  readonly isBusy: () => boolean;
}

/**
 * Sets what `next` makes of what Circuit shows, in this window's turn and only if nobody has chosen
 * anything by then. What is chosen from then on comes after it. Throws what keeps Circuit from it.
 */
export async function setUnlessChosen(parts: LaterSetParts, next: NextUpdate): Promise<LaterSet> {
  const { order, session, isBusy } = parts;
  const turn = await order.take(async () => !isBusy() && !(await order.newest()), session);
  if (!turn) {
    return { kind: 'chosen' };
  }
  try {
    const shown = await parts.poller.readOwn();
    const update = await next(shown);
    session.throwIfAborted();
    return update ? await setInTurn(parts, turn, shown, update) : { kind: 'left', shown };
  } finally {
    await order.end(turn, session);
  }
}

async function setInTurn(
  { store, poller, order, session, isBusy }: LaterSetParts,
  turn: Turn,
  shown: Presence,
  update: PresenceUpdate,
): Promise<LaterSet> {
  const number = isBusy() ? undefined : await order.reserve();
  session.throwIfAborted();
  if (number === undefined) {
    return { kind: 'chosen' };
  }
  const sent = { number, choices: [], ...order.now(), update, before: shown };
  await order.write(turn, withSent(order.sets, sent));
  session.throwIfAborted();
  const outcome = await confirmSet(poller, update, turn);
  session.throwIfAborted();
  if (outcome.kind === 'notSent') {
    return { kind: 'outOfTurn' };
  }
  await order.write(turn, withEnd(order.sets, sent, endOf(outcome), order.now()));
  if (outcome.kind === 'failed') {
    throw outcome.error;
  }
  if (!isBusy() && !(await order.isOvertaken(number))) {
    store.applySet(outcome.answer);
  }
  return { kind: 'set', shown, answer: outcome.answer };
}
