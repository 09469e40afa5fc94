import { combinedDisposable, type Disposable } from '../../base/disposables';
import type { Event } from '../../base/event';
import type { Logger } from '../../base/log';
import type { SharedFolder } from '../../base/sharedFolder';
import { MINUTE_MS } from '../../base/timeWords';
import { createAlarm } from '../../base/timers';
import { isCircuitError } from '../../circuit/errors';
import type { Presence } from '../../circuit/schemas';
import { samePresence } from '../equality';
import { presenceOf, type UntilEvent } from '../model';
import type { OwnPresence } from '../ownPresence';
import type { Poller } from '../polling/poller';
import type { PresenceChange } from '../presenceChange';
import type { PresenceStore } from '../store';
import {
  type Arrangement,
  type AwaitedEnd,
  isLease,
  isOurs,
  latestEnd,
  LEASE_MS,
  leaseEnd,
} from './arrangement';
import { ArrangementFile } from './arrangementFile';
import { type CarriedOut, confirm, hasRunOut, putBack, renew } from './carryOut';
import { type Act, nextStep, type Step } from './step';

/** Whatever the clock says, nothing is done more often than this. */
const leastWaitMs = 1_000;

/** Whether somebody works in this window. */
export interface UserActivity {
  readonly isActive: boolean;
  readonly onDidChange: Event<unknown>;
}

export interface ArrangementsParts {
  readonly store: PresenceStore;
  readonly poller: Pick<Poller, 'session' | 'account'>;
  readonly ownPresence: Pick<OwnPresence, 'set' | 'setUnlessChosen'>;
  /** Where all windows see what one of them keeps. */
  readonly folder: SharedFolder;
  readonly activity: UserActivity;
  readonly log: Logger;
}

/** Where the arrangement of the account that is signed in is kept. */
interface Place {
  readonly session: AbortSignal;
  readonly file: ArrangementFile;
  /** Whether what an earlier window may have left was looked at. */
  isTidy: boolean;
}

/**
 * Statuses that last until something happens. Sets nothing but what somebody chose, until what they
 * chose: each time only if Circuit shows exactly what was set last, and nobody chose anything since.
 */
export class Arrangements implements Disposable {
  private readonly parts: ArrangementsParts;
  private readonly window = crypto.randomUUID();
  private readonly subscriptions: Disposable;
  private readonly alarm = createAlarm(
    () => this.dueAt,
    () => this.look(),
  );
  private dueAt = Infinity;
  private place: Place | undefined;
  private awaited: { readonly id: string; readonly end: AwaitedEnd } | undefined;
  private listening: Disposable | undefined;
  /** What a window left behind that is gone. */
  private orphan: string | undefined;
  private overSince: number | undefined;
  private failedAt: number | undefined;
  private puts: readonly number[] = [];
  private known: Arrangement | undefined;
  private note: { readonly until: UntilEvent; readonly presence: Presence | undefined } | undefined;
  /** Counts what was chosen in this window. */
  private choices = 0;
  private beginning = 0;
  private removing: Promise<unknown> = Promise.resolve();
  private looking: Promise<void> | undefined;
  private hasNews = false;
  private isDisposed = false;

  constructor(parts: ArrangementsParts) {
    this.parts = parts;
    const { store, folder, activity } = parts;
    this.subscriptions = combinedDisposable(
      activity.onDidChange(() => this.followActivity()),
      folder.watch(() => this.look()),
      store.onDidChangeConnection(({ kind }) => {
        if (kind === 'signedOut') {
          void this.letGo();
        }
        this.look();
      }),
      store.onDidChange(ids => {
        if (ids.has(store.ownId ?? '')) {
          this.look();
        }
      }),
    );
    this.look();
  }

  /**
   * Sets `change` until `end`. Gives what Circuit says, undefined when a later choice took its place.
   * Throws what setting throws.
   */
  async begin(end: AwaitedEnd, change: PresenceChange): Promise<Presence | undefined> {
    const choice = ++this.choices;
    const place = this.currentPlace();
    const isLast = () => choice === this.choices;
    this.beginning += 1;
    this.note = undefined;
    let begun: Arrangement | undefined;
    try {
      const whole = isLease(end) ? { ...change, dndUntil: Date.now() + LEASE_MS } : change;
      const answer = await this.parts.ownPresence.set(whole, async (shown, asked) => {
        await this.removing;
        const isPossible = end.event.kind !== 'dndEnd' || asked.state === 'DND';
        if (place && isLast() && isPossible) {
          begun = await this.writeDown(place.file, { event: end.event, asked }, shown);
          this.publish(begun);
          this.puts = [Date.now()];
        }
      });
      if (place && begun && isLast()) {
        const isKept = answer !== undefined && (await confirm(place.file, begun, answer));
        if (isKept && isLast()) {
          this.await(begun.id, end);
        } else {
          await this.remove(place, begun.id);
        }
      }
      return answer;
    } catch (error) {
      await (place && begun && this.remove(place, begun.id));
      throw error;
    } finally {
      this.beginning -= 1;
      this.look();
    }
  }

  /** Keeps nothing any more: somebody chose something else. */
  async letGo(): Promise<void> {
    this.choices += 1;
    this.forget();
    this.note = undefined;
    const place = this.place;
    this.removing = place ? place.file.remove() : Promise.resolve();
    this.publish(undefined);
    await this.removing;
    this.look();
  }

  dispose(): void {
    this.isDisposed = true;
    this.subscriptions.dispose();
    this.forget();
    this.alarm.clear();
  }

  /** What was before goes on to be what it goes back to, when one arrangement follows another. */
  private async writeDown(
    file: ArrangementFile,
    { event, asked }: Pick<Arrangement, 'event' | 'asked'>,
    shown: Presence,
  ): Promise<Arrangement> {
    const { state, dndUntil, statusMessage } = shown;
    const earlier = await file.read();
    const isOver = earlier === undefined || !isOurs(earlier, shown);
    const before = isOver ? { state, dndUntil, statusMessage } : earlier.before;
    const ids = { id: crypto.randomUUID(), window: this.window };
    const arrangement = { ...ids, event, asked, before, chosenAt: Date.now() };
    await file.write(arrangement);
    return arrangement;
  }

  private await(id: string, end: AwaitedEnd): void {
    this.forget();
    this.awaited = { id, end };
    this.listening = end.onDidChange(() => this.look());
  }

  private forget(): void {
    this.listening?.dispose();
    this.listening = undefined;
    this.awaited = undefined;
    this.overSince = undefined;
    this.failedAt = undefined;
  }

  private async remove({ file }: Place, id: string): Promise<void> {
    if ((await file.read())?.id === id) {
      await file.remove();
    }
    this.hasNews = true;
  }

  private followActivity(): void {
    if (!this.parts.activity.isActive && this.known?.event.kind === 'back') {
      void this.place?.file.writeActivity(Date.now());
    }
    this.look();
  }

  /** Looks at most once at a time, and once more if there was news meanwhile. */
  private look(): void {
    this.hasNews = true;
    this.looking ??= this.lookAll().finally(() => {
      this.looking = undefined;
    });
  }

  private async lookAll(): Promise<void> {
    while (this.hasNews && !this.isDisposed) {
      this.hasNews = false;
      const place = this.currentPlace();
      try {
        if (place) {
          await this.lookOnce(place);
        } else {
          this.publish(undefined);
        }
      } catch (error) {
        if (!place?.session.aborted && !isCircuitError(error)) {
          this.parts.log.error(`until: ${error instanceof Error ? error.name : typeof error}`);
        }
      }
    }
  }

  private currentPlace(): Place | undefined {
    const { session, account } = this.parts.poller;
    if (this.place?.session !== session) {
      this.forget();
      const file = account && new ArrangementFile(this.parts.folder, account);
      this.place = file && { session, file, isTidy: false };
    }
    return this.place;
  }

  private async lookOnce(place: Place): Promise<void> {
    this.alarm.clear();
    const found = await place.file.read();
    if (this.isDisposed || this.beginning > 0) {
      return;
    }
    this.publish(found);
    if (!found) {
      place.isTidy = true;
      return;
    }
    if (found.window === this.window) {
      await place.file.answerKnock();
    }
    if (this.parts.store.connection.kind !== 'online') {
      return;
    }
    if (this.isChangedByHand(found)) {
      await this.remove(place, found.id);
      return;
    }
    await (place.isTidy || !isLease(found) ? this.take(place, found) : this.tidy(place, found));
  }

  /** At the start: what a window left behind that is gone is over, as its event is. */
  private async tidy(place: Place, found: Arrangement): Promise<void> {
    if (hasRunOut(found, Date.now())) {
      await this.remove(place, found.id);
    } else if (!(await place.file.isKept(place.session))) {
      this.orphan = found.id;
    }
    place.isTidy = true;
    this.hasNews = true;
  }

  private async take(place: Place, found: Arrangement): Promise<void> {
    const step = await this.nextStep(place, found);
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

  private async nextStep({ file }: Place, found: Arrangement): Promise<Step> {
    const now = Date.now();
    const isOrphan = found.id === this.orphan;
    const isMine = isOrphan || found.id === this.awaited?.id;
    const isOver = isMine && this.awaited?.end.isOver() === true;
    this.overSince = isOver ? (this.overSince ?? now) : undefined;
    const seenAt = found.event.kind === 'back' ? await file.readActivity() : undefined;
    return nextStep({
      arrangement: found,
      now,
      isMine,
      overSince: isOrphan ? -Infinity : this.overSince,
      failedAt: this.failedAt,
      puts: this.puts,
      isActive: this.parts.activity.isActive,
      activeAt: seenAt ?? found.shown?.at ?? found.chosenAt,
    });
  }

  private wait(until: number): void {
    if (until !== Infinity && !this.isDisposed) {
      this.dueAt = until;
      this.alarm.set(leastWaitMs);
    }
  }

  private async carryOut(place: Place, found: Arrangement, step: Act): Promise<void> {
    const { ownPresence } = this.parts;
    const onPut = () => {
      this.puts = [...this.puts.slice(-9), Date.now()];
    };
    const parts = { ownPresence, file: place.file, onPut };
    let outcome: CarriedOut = 'notNow';
    try {
      outcome =
        step.kind === 'end'
          ? await putBack(parts, found)
          : await renew(parts, found, () => this.awaited?.end.isOver() === false);
    } finally {
      this.hasNews = true;
      this.failedAt = outcome === 'notNow' ? Date.now() : undefined;
      if (outcome === 'putBack' || outcome === 'leftAlone' || outcome === 'chosen') {
        this.noteEnd(found, step.kind === 'end' ? outcome : 'chosen');
        await this.remove(place, found.id);
      }
    }
  }

  private noteEnd({ event }: Arrangement, outcome: 'putBack' | 'leftAlone' | 'chosen'): void {
    this.note =
      outcome === 'chosen'
        ? undefined
        : { until: { kind: outcome, event, at: Date.now() }, presence: this.shown() };
  }

  /** Whether Circuit told, after it had been set, that something else is shown. */
  private isChangedByHand(found: Arrangement): boolean {
    const { known, pending } = this.parts.store.own;
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
    return presenceOf(this.parts.store.own.known);
  }

  /** Tells the store what the presence lasts until, as far as it is what was set. */
  private publish(found: Arrangement | undefined): void {
    this.known = found;
    const { store } = this.parts;
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
    const { note } = this;
    const isSame = note?.presence && presence && samePresence(note.presence, presence);
    store.setUntil(isSame ? note.until : undefined);
  }
}
