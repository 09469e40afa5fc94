import type { Presence } from '../../circuit/schemas';
import type { PresenceStore } from '../store';

/** Circuit's latest answer, while it isn't shown because a newer change is pending. */
export class HeldAnswer {
  private readonly store: PresenceStore;
  private held: { readonly presence: Presence; readonly setHere: boolean } | undefined;

  constructor(store: PresenceStore) {
    this.store = store;
  }

  get presence(): Presence | undefined {
    return this.held?.presence;
  }

  /** `setHere`: it answers a change made in this window, rather than a read. */
  hold(presence: Presence, setHere: boolean): void {
    this.held = { presence, setHere };
  }

  forget(): void {
    this.held = undefined;
  }

  /** Drops what is pending. Then shows what was held, or else what was shown before. */
  rollBack(): void {
    const { store, held } = this;
    if (held?.setHere) {
      store.applySet(held.presence);
    } else {
      store.failSet();
      store.applyPoll(store.beginPoll(), held ? [held.presence] : []);
    }
    this.held = undefined;
  }
}
