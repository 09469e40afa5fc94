import { OneAtATime } from '../../base/async';
import { combinedDisposable, type Disposable } from '../../base/disposables';
import type { Logger } from '../../base/log';
import type { SharedFolder } from '../../base/sharedFolder';
import { createAlarm } from '../../base/timers';
import { isCircuitError } from '../../circuit/errors';
import type { OwnPresence } from '../set/ownPresence';
import { type Arrangement, isLease } from './arrangement';
import { type CarriedOut, hasRunOut, putBack, renew } from './carryOut';
import type { CurrentPlace, ArrangementPlace } from './arrangementPlace';
import { type Act, nextStep } from './step';
import type { ThisWindow } from './thisWindow';
import type { UntilInStore } from './untilInStore';

/** The shortest wait, whatever the clock says. */
const leastWaitMs = 1_000;

export interface KeeperParts {
  readonly ownPresence: Pick<OwnPresence, 'setUnlessChosen'>;
  readonly place: CurrentPlace;
  readonly folder: SharedFolder;
  readonly thisWindow: ThisWindow;
  readonly untilInStore: UntilInStore;
  readonly log: Logger;
}

/**
 * Checks the arrangement whenever something may have changed, and renews or ends it when that is
 * due.
 */
export class ArrangementKeeper implements Disposable {
  private readonly parts: KeeperParts;
  private readonly subscriptions: Disposable;
  private readonly looks = new OneAtATime(() => this.lookSafely());
  private readonly alarm = createAlarm(
    () => this.dueAt,
    () => this.look(),
  );
  private dueAt = Infinity;
  private pauses = 0;
  private isDisposed = false;

  constructor(parts: KeeperParts) {
    this.parts = parts;
    const { folder, thisWindow, untilInStore } = parts;
    this.subscriptions = combinedDisposable(
      thisWindow.onDidChange(() => this.look()),
      thisWindow.activity.onDidChange(() => this.followActivity()),
      folder.watch(() => this.look()),
      untilInStore.onDidChange(() => this.look()),
    );
    this.look();
  }

  /** Checks it now, or once more after the check that is under way. */
  look(): void {
    this.looks.ask();
  }

  /** Does nothing until `resume`, while somebody is choosing. */
  pause(): void {
    this.pauses += 1;
  }

  resume(): void {
    this.pauses -= 1;
    this.look();
  }

  dispose(): void {
    this.isDisposed = true;
    this.subscriptions.dispose();
    this.alarm.clear();
  }

  private async lookSafely(): Promise<void> {
    const place = this.isDisposed ? undefined : this.parts.place.find();
    try {
      if (place) {
        await this.lookOnce(place);
      } else if (!this.isDisposed) {
        this.parts.untilInStore.tell(undefined);
      }
    } catch (error) {
      if (!place?.session.aborted && !isCircuitError(error)) {
        this.parts.log.error(`until: ${error instanceof Error ? error.name : typeof error}`);
      }
    }
  }

  private async lookOnce(place: ArrangementPlace): Promise<void> {
    const { thisWindow, untilInStore } = this.parts;
    this.alarm.clear();
    const found = await place.file.read();
    if (this.isDisposed || this.pauses > 0) {
      return;
    }
    untilInStore.tell(found);
    if (!found) {
      place.isTidy = true;
      return;
    }
    if (found.window === thisWindow.id) {
      await place.file.answerKnock();
    }
    if (!untilInStore.isOnline) {
      return;
    }
    if (untilInStore.isChangedByHand(found)) {
      await this.remove(place, found.id);
      return;
    }
    await (place.isTidy || !isLease(found) ? this.take(place, found) : this.tidy(place, found));
  }

  /** At the start, if the window that kept an arrangement is gone, its event counts as over. */
  private async tidy(place: ArrangementPlace, found: Arrangement): Promise<void> {
    if (hasRunOut(found, Date.now())) {
      await this.remove(place, found.id);
    } else if (!(await place.file.isKept(place.session))) {
      this.parts.thisWindow.adopt(found.id);
    }
    place.isTidy = true;
    this.look();
  }

  private async take(place: ArrangementPlace, found: Arrangement): Promise<void> {
    const seenAt = found.event.kind === 'back' ? await place.file.readActivity() : undefined;
    const activeAt = seenAt ?? found.shown?.at ?? found.chosenAt;
    const step = nextStep(this.parts.thisWindow.situation(found, activeAt));
    switch (step.kind) {
      case 'forget':
        await this.remove(place, found.id);
        return;
      case 'noteActivity':
        await place.file.writeActivity(Date.now());
        this.wait(Date.now());
        return;
      case 'wait':
        this.wait(step.until);
        return;
      case 'renew':
      case 'end':
        await this.carryOut(place, found, step);
    }
  }

  private wait(until: number): void {
    if (until !== Infinity && !this.isDisposed) {
      this.dueAt = until;
      this.alarm.set(leastWaitMs);
    }
  }

  private async carryOut(place: ArrangementPlace, found: Arrangement, step: Act): Promise<void> {
    const { ownPresence, thisWindow, untilInStore } = this.parts;
    const parts = { ownPresence, file: place.file, thisWindow };
    let outcome: CarriedOut = 'notNow';
    try {
      outcome = await (step.kind === 'end' ? putBack(parts, found) : renew(parts, found));
    } finally {
      this.look();
      thisWindow.noteReached(outcome !== 'notNow');
      if (outcome === 'putBack' || outcome === 'leftAlone' || outcome === 'chosen') {
        untilInStore.noteEnd(found, step.kind === 'end' ? outcome : 'chosen');
        await this.remove(place, found.id);
      }
    }
  }

  private async remove({ file }: ArrangementPlace, id: string): Promise<void> {
    await file.removeOnly(id);
    this.look();
  }

  private followActivity(): void {
    const { thisWindow, untilInStore } = this.parts;
    if (!thisWindow.activity.isActive && untilInStore.current?.event.kind === 'back') {
      void this.parts.place.latest?.file.writeActivity(Date.now());
    }
    this.look();
  }
}
