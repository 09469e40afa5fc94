import type { Presence } from '../../circuit/schemas';
import { samePresence } from '../equality';
import { presenceOf } from '../model';
import { type PresenceChange, restoringChange } from '../presenceChange';
import type { PresenceStore } from '../store';

/** A presence before a set, and Circuit's answer to it. */
export interface BeforeAndAfter {
  readonly before: Presence;
  readonly after: Presence;
}

/** Remembers what undoing this window's last set goes back to. */
export class Undo {
  private readonly store: PresenceStore;
  private last: BeforeAndAfter | undefined;

  constructor(store: PresenceStore) {
    this.store = store;
  }

  /** With `undefined` nothing can be undone, for example because what was before isn't known. */
  remember(last: BeforeAndAfter | undefined): void {
    this.last = last;
  }

  /**
   * For a set that follows the last one, such as a renewal: undoing still goes back to before both.
   */
  continue(shown: Presence, answer: Presence): void {
    const { last } = this;
    const isSame = last !== undefined && samePresence(last.after, shown);
    this.last = isSame ? { before: last.before, after: answer } : undefined;
  }

  /** Whether nothing was set here that could be undone. */
  get isEmpty(): boolean {
    return this.last === undefined;
  }

  /** What to go back to, if Circuit, as far as known, still shows what was set here last. */
  get target(): Presence | undefined {
    return this.change && this.last?.before;
  }

  /** The change that goes back to it. */
  get change(): PresenceChange | undefined {
    const { last, store } = this;
    const current = store.own.pending ? undefined : presenceOf(store.own.known);
    return last !== undefined &&
      current !== undefined &&
      samePresence(current, last.after) &&
      !samePresence(current, last.before)
      ? restoringChange(last.before, Date.now())
      : undefined;
  }
}
