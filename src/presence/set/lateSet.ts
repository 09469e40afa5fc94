import type { Turn } from '../../base/lease';
import type { Presence } from '../../circuit/schemas';
import type { PresenceUpdate } from '../../circuit/types';
import { fulfils } from '../equality';
import type { Poller } from '../polling/poller';
import type { SetOrder } from '../shared/setOrder';
import {
  isUntouched,
  overturnedBy,
  type SetEnd,
  type Sets,
  withEnd,
  withOverturned,
  withUnanswered,
} from '../shared/sets';
import type { PresenceStore } from '../store';
import { confirmSet, type SentOutcome } from './confirmSet';

/** The outcome of a change that nothing waits for any more. */
export type SetNotice =
  /** Circuit carried out `late` after the newer `update`, which was then sent again. */
  | { readonly kind: 'sentAgain'; readonly update: PresenceUpdate; readonly late: PresenceUpdate }
  /** The same, but Circuit still shows `late`. */
  | { readonly kind: 'overturned'; readonly update: PresenceUpdate; readonly late: PresenceUpdate }
  /**
   * The window that was setting `update` is gone, and Circuit shows something else or cannot be
   * asked.
   */
  | {
      readonly kind: 'lost';
      readonly update: PresenceUpdate;
      readonly shown: Presence | undefined;
    }
  /** A change from a window that is gone could not be set; `reason` is a sentence. */
  | { readonly kind: 'notSet'; readonly reason: string };

interface Parts {
  readonly store: PresenceStore;
  readonly poller: Poller;
  readonly tell: (notice: SetNotice) => void;
}

/** The turn of one window, in one session. */
interface InTurn {
  readonly order: SetOrder;
  readonly turn: Turn;
  readonly session: AbortSignal;
}

/**
 * Whether Circuit has carried out a set whose window is gone. It is sent again only if Circuit
 * still shows the presence before it; otherwise it may have been carried out and changed elsewhere
 * since.
 */
export async function hasCome(
  { poller, tell }: Omit<Parts, 'store'>,
  { order, turn, session }: InTurn,
  sent: NonNullable<Sets['sent']>,
): Promise<boolean> {
  const shown = await poller.readOwn().catch(() => undefined);
  session.throwIfAborted();
  const isShown = shown !== undefined && fulfils(shown, sent.update);
  if (shown && !isShown && isUntouched(sent, shown)) {
    return false;
  }
  await order.write(turn, withEnd(order.sets, sent, isShown ? 'shown' : 'notShown', order.now()));
  if (!isShown) {
    tell({ kind: 'lost', update: sent.update, shown });
  }
  return true;
}

/** The outcome of a set as shared between windows. */
export function endOf(outcome: SentOutcome): SetEnd {
  switch (outcome.kind) {
    case 'done':
      return outcome.readBack ? 'shown' : 'answered';
    case 'failed':
      return outcome.inDoubt ? 'notShown' : 'refused';
  }
}

/**
 * If Circuit shows an earlier, unanswered change, sends the last one again and tells the person.
 * Returns what Circuit then shows. Only for the window whose turn it is.
 */
export async function sendLastAgain(
  { store, poller, tell }: Parts,
  { order, turn, session, shown }: InTurn & { readonly shown: Presence },
): Promise<Presence> {
  const isNewerOpen = await order.isAnythingOpen();
  const overturned = overturnedBy(order.sets, shown, order.now());
  session.throwIfAborted();
  if (!overturned || isNewerOpen || !(await turn.isHeld())) {
    return shown;
  }
  await order.write(turn, withOverturned(order.sets, overturned));
  const { update } = overturned.last;
  const late = overturned.by.update;
  if (!overturned.isToBeSentAgain) {
    tell({ kind: 'overturned', update, late });
    return shown;
  }
  store.beginSet(update);
  const outcome = await confirmSet(poller, update, turn);
  session.throwIfAborted();
  if (outcome.kind !== 'notSent' && isUnanswered(endOf(outcome))) {
    await order.write(turn, withUnanswered(order.sets, overturned.last, order.now().tick));
  }
  if (outcome.kind !== 'done') {
    store.failSet();
    tell({ kind: 'overturned', update, late });
    return shown;
  }
  store.applySet(outcome.answer);
  tell({ kind: 'sentAgain', update, late });
  return outcome.readBack ? outcome.answer : await poller.readOwn().catch(() => outcome.answer);
}

function isUnanswered(end: SetEnd): boolean {
  return end === 'shown' || end === 'notShown';
}
