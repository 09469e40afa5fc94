import type { Disposable } from '../../base/disposables';
import type { Logger } from '../../base/log';
import type { SharedFolder } from '../../base/sharedFolder';
import type { Presence } from '../../circuit/schemas';
import type { OwnPresence } from '../set/ownPresence';
import type { Poller } from '../polling/poller';
import type { PresenceChange } from '../presenceChange';
import type { PresenceStore } from '../store';
import {
  type Arrangement,
  type AwaitedEnd,
  isLease,
  isOurs,
  LEASE_MS,
  type UserActivity,
} from './arrangement';
import type { ArrangementFile } from './arrangementFile';
import { ArrangementKeeper } from './arrangementKeeper';
import { confirm } from './carryOut';
import { CurrentPlace } from './arrangementPlace';
import { ThisWindow } from './thisWindow';
import { UntilInStore } from './untilInStore';

export interface ArrangementsParts {
  readonly store: PresenceStore;
  readonly poller: Pick<Poller, 'session' | 'account'>;
  readonly ownPresence: Pick<OwnPresence, 'set' | 'setUnlessChosen'>;
  /** Where all windows see what one of them keeps. */
  readonly folder: SharedFolder;
  readonly activity: UserActivity;
  readonly log: Logger;
}

/**
 * Statuses that last until something happens. Sets only what somebody chose, for as long as they
 * chose: each time only if Circuit shows exactly what was set last and nobody has chosen anything
 * since.
 */
export class Arrangements implements Disposable {
  private readonly ownPresence: Pick<OwnPresence, 'set'>;
  private readonly thisWindow: ThisWindow;
  private readonly untilInStore: UntilInStore;
  private readonly place: CurrentPlace;
  private readonly keeper: ArrangementKeeper;
  private readonly listener: Disposable;
  /** How often something was chosen in this window. */
  private choices = 0;
  private removing: Promise<unknown> = Promise.resolve();

  constructor({ store, poller, ownPresence, folder, activity, log }: ArrangementsParts) {
    this.ownPresence = ownPresence;
    const thisWindow = new ThisWindow(activity);
    const untilInStore = new UntilInStore(store, thisWindow.id);
    const place = new CurrentPlace(poller, folder, thisWindow);
    this.thisWindow = thisWindow;
    this.untilInStore = untilInStore;
    this.place = place;
    const parts = { ownPresence, place, folder, thisWindow, untilInStore, log };
    this.keeper = new ArrangementKeeper(parts);
    this.listener = store.onDidChangeConnection(({ kind }) => {
      if (kind === 'signedOut') {
        void this.letGo();
      }
      this.keeper.look();
    });
  }

  /**
   * Sets `change` until `end`. Resolves to what Circuit says, or to undefined if a later choice
   * replaced it. Throws what setting throws.
   */
  async begin(end: AwaitedEnd, change: PresenceChange): Promise<Presence | undefined> {
    const { keeper, thisWindow, untilInStore } = this;
    const choice = ++this.choices;
    const place = this.place.find();
    const isLast = () => choice === this.choices;
    keeper.pause();
    untilInStore.forgetEnd();
    let begun: Arrangement | undefined;
    try {
      const whole = isLease(end) ? { ...change, dndUntil: Date.now() + LEASE_MS } : change;
      const answer = await this.ownPresence.set(whole, async (shown, asked) => {
        await this.removing;
        const isPossible = end.event.kind !== 'dndEnd' || asked.state === 'DND';
        if (place && isLast() && isPossible) {
          begun = await this.writeDown(place.file, { event: end.event, asked }, shown);
          untilInStore.tell(begun);
          thisWindow.countFirstPut();
        }
      });
      if (place && begun && isLast()) {
        const isKept = answer !== undefined && (await confirm(place.file, begun, answer));
        if (isKept && isLast()) {
          thisWindow.await(begun.id, end);
        } else {
          await place.file.removeOnly(begun.id);
        }
      }
      return answer;
    } catch (error) {
      await (place && begun && place.file.removeOnly(begun.id));
      throw error;
    } finally {
      keeper.resume();
    }
  }

  /** Drops the arrangement, because somebody chose something else. */
  async letGo(): Promise<void> {
    this.choices += 1;
    this.thisWindow.forget();
    this.untilInStore.forgetEnd();
    this.keeper.pause();
    try {
      this.removing = this.place.latest?.file.remove() ?? Promise.resolve();
      this.untilInStore.tell(undefined);
      await this.removing;
    } finally {
      this.keeper.resume();
    }
  }

  dispose(): void {
    this.listener.dispose();
    this.keeper.dispose();
    this.thisWindow.dispose();
  }

  /** When one arrangement follows another, it goes back to what was before the first. */
  private async writeDown(
    file: ArrangementFile,
    { event, asked }: Pick<Arrangement, 'event' | 'asked'>,
    shown: Presence,
  ): Promise<Arrangement> {
    const { state, dndUntil, statusMessage } = shown;
    const earlier = await file.read();
    const isOver = earlier === undefined || !isOurs(earlier, shown);
    const before = isOver ? { state, dndUntil, statusMessage } : earlier.before;
    const ids = { id: crypto.randomUUID(), window: this.thisWindow.id };
    const arrangement = { ...ids, event, asked, before, chosenAt: Date.now() };
    await file.write(arrangement);
    return arrangement;
  }
}
