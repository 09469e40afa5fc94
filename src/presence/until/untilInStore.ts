import type { Disposable } from '../../base/disposables';
import { MINUTE_MS } from '../../base/timeWords';
import type { Presence } from '../../circuit/schemas';
import { samePresence } from '../equality';
import { presenceOf, type UntilEvent } from '../model';
import type { PresenceStore } from '../store';
import { type Arrangement, isLease, isOurs, latestEnd, leaseEnd } from './arrangement';
import { type CarriedOut, hasRunOut } from './carryOut';

/**
 * Tells the store what the presence lasts until, and checks that the presence is still the one that
 * was set.
 */
export class UntilInStore {
  private readonly store: PresenceStore;
  private readonly window: string;
  private told: Arrangement | undefined;
  private note: { readonly until: UntilEvent; readonly presence: Presence | undefined } | undefined;

  constructor(store: PresenceStore, window: string) {
    this.store = store;
    this.window = window;
  }

  /** The arrangement that the store was last told about. */
  get current(): Arrangement | undefined {
    return this.told;
  }

  get isOnline(): boolean {
    return this.store.connection.kind === 'online';
  }

  onDidChange(listener: () => void): Disposable {
    return this.store.onDidChangeOwn(listener);
  }

  /**
   * Tells the store what the presence lasts until, if it is what was set; otherwise how that ended.
   */
  tell(found: Arrangement | undefined): void {
    this.told = found;
    const { store, note } = this;
    const presence = this.shown();
    if (found && presence && (store.own.pending !== undefined || isOurs(found, presence))) {
      store.setUntil({
        kind: 'lasting',
        event: found.event,
        isMine: found.window === this.window,
        leaseEnd: leaseEnd(found),
        latestEnd: latestEnd(found),
        before: found.before,
      });
      return;
    }
    const isSame = note?.presence && presence && samePresence(note.presence, presence);
    store.setUntil(isSame ? note.until : undefined);
  }

  /** The next `tell` says how it ended. */
  noteEnd({ event }: Arrangement, outcome: CarriedOut): void {
    this.note =
      outcome === 'putBack' || outcome === 'leftAlone'
        ? { until: { kind: outcome, event, at: Date.now() }, presence: this.shown() }
        : undefined;
  }

  forgetEnd(): void {
    this.note = undefined;
  }

  /**
   * Whether Circuit has shown something else since it was set, so that somebody changed it
   * elsewhere.
   */
  isChangedByHand(found: Arrangement): boolean {
    const { known, pending } = this.store.own;
    const isLater = found.shown !== undefined && (known?.checkedAt ?? 0) > found.shown.at;
    const mayEnd = found.event.kind === 'dndEnd' && hasRunOut(found, Date.now() + MINUTE_MS);
    const isJudge = !isLease(found) || found.window === this.window;
    const presence = this.shown();
    return (
      isJudge &&
      isLater &&
      !mayEnd &&
      !pending &&
      presence !== undefined &&
      !isOurs(found, presence)
    );
  }

  private shown(): Presence | undefined {
    return presenceOf(this.store.own.known);
  }
}
