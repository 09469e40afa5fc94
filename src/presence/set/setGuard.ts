import { OneAtATime } from '../../base/async';
import { combinedDisposable, type Disposable } from '../../base/disposables';
import type { Logger } from '../../base/log';
import { type SharedFolder, watchFiles } from '../../base/sharedFolder';
import { isCircuitError } from '../../circuit/errors';
import type { Presence } from '../../circuit/schemas';
import { presenceOf } from '../model';
import type { Poller } from '../polling/poller';
import type { PresenceChange } from '../presenceChange';
import { setsPrefix } from '../shared/setFiles';
import type { SetOrder } from '../shared/setOrder';
import { overturnedBy } from '../shared/sets';
import type { PresenceStore } from '../store';
import { sendLastAgain, type SetNotice } from './lateSet';

/** After this many looks without a sender, the window that made the change is gone. */
const idleLooks = 3;
const lookAgainMs = 500;
/** The shortest interval for checking whether Circuit carried out a set late. */
const correctEveryMs = 5_000;

export interface SetGuardParts {
  readonly store: PresenceStore;
  readonly poller: Poller;
  readonly folder: SharedFolder;
  readonly log: Logger;
  readonly tell: (notice: SetNotice) => void;
  readonly order: () => SetOrder;
  /** Whether this window is setting something; then there is nothing to guard. */
  readonly isBusy: () => boolean;
  /** Sends a change that another window could not send. */
  readonly takeOver: (choice: { number: number; change: PresenceChange }) => void;
}

/** Looks at a choice of another window, so many of them so far without a sender. */
interface Waiting {
  readonly number: number;
  readonly looks: number;
  readonly timer: NodeJS.Timeout;
}

/**
 * Makes sure that Circuit ends with the last change of all windows: takes over changes of windows
 * that are gone, and notices if Circuit carries out an earlier set late.
 */
export class SetGuard implements Disposable {
  private readonly parts: SetGuardParts;
  private readonly subscriptions: Disposable;
  private readonly looks = new OneAtATime(() => this.lookSafely());
  private correctedAt = -Infinity;
  private retry: NodeJS.Timeout | undefined;
  private waiting: Waiting | undefined;

  constructor(parts: SetGuardParts) {
    this.parts = parts;
    const { store, folder } = parts;
    this.subscriptions = combinedDisposable(
      watchFiles(folder, setsPrefix, () => this.look()),
      store.onDidChangeOwn(() => this.look()),
      store.onDidChangeConnection(() => this.look()),
    );
  }

  /** Looks whether there is anything to do. */
  look(): void {
    this.looks.ask();
  }

  dispose(): void {
    this.subscriptions.dispose();
    clearTimeout(this.waiting?.timer);
    this.waiting = undefined;
    clearTimeout(this.retry);
  }

  private async lookSafely(): Promise<void> {
    try {
      await this.lookOnce();
    } catch (error) {
      if (!this.parts.poller.session.aborted && !isCircuitError(error)) {
        this.parts.log.error(`sets: ${error instanceof Error ? error.name : typeof error}`);
      }
    }
  }

  private async lookOnce(): Promise<void> {
    const { session } = this.parts.poller;
    if (!this.isToLook()) {
      return;
    }
    const order = this.parts.order();
    const newest = await order.newest();
    if (this.isToLook()) {
      this.waitFor(newest?.number);
      if (!newest && this.isOverturned(order)) {
        await this.correct(order, session);
      }
    }
  }

  private isToLook(): boolean {
    const { store, poller, isBusy } = this.parts;
    return !poller.session.aborted && store.connection.kind === 'online' && !isBusy();
  }

  private waitFor(number: number | undefined): void {
    if (number !== this.waiting?.number) {
      clearTimeout(this.waiting?.timer);
      this.waiting = undefined;
      if (number !== undefined) {
        this.wait(number, 0);
      }
    }
  }

  private wait(number: number, looks: number): void {
    const timer = setTimeout(() => void this.takeOverIfIdle(number, looks), lookAgainMs);
    this.waiting = { number, looks, timer };
  }

  private async takeOverIfIdle(number: number, looks: number): Promise<void> {
    const isIdle = await this.parts.order().isIdle();
    if (this.waiting?.number !== number) {
      return;
    }
    if (this.isToLook() && !(isIdle && looks >= idleLooks)) {
      this.wait(number, isIdle ? looks + 1 : 0);
      return;
    }
    this.waiting = undefined;
    const newest = this.isToLook() ? await this.parts.order().newest() : undefined;
    if (newest?.number === number && this.isToLook()) {
      this.parts.takeOver(newest);
    }
  }

  private isOverturned(order: SetOrder, shown = this.shown()): boolean {
    return shown !== undefined && overturnedBy(order.sets, shown, order.now()) !== undefined;
  }

  private shown(): Presence | undefined {
    return presenceOf(this.parts.store.own.known);
  }

  private async correct(order: SetOrder, session: AbortSignal): Promise<void> {
    clearTimeout(this.retry);
    const wait = this.correctedAt + correctEveryMs - performance.now();
    if (wait > 0) {
      this.retry = setTimeout(() => this.look(), wait);
      return;
    }
    const isNeeded = async () =>
      !(await order.isAnythingOpen()) && !this.parts.isBusy() && this.isOverturned(order);
    const turn = await order.take(isNeeded, session);
    if (!turn) {
      return;
    }
    try {
      this.correctedAt = performance.now();
      const shown = await this.parts.poller.readOwn();
      await sendLastAgain(this.parts, { order, turn, session, shown });
    } finally {
      await order.end(turn, session);
    }
  }
}
