import { Emitter } from '../../base/event';
import type { Disposable } from '../../base/disposables';
import type { Arrangement, AwaitedEnd, UserActivity } from './arrangement';
import type { Situation } from './step';

const mostPutsKept = 10;

/** What only this window knows: the event it waits for, and when it asked Circuit for something. */
export class ThisWindow implements Disposable {
  readonly id = crypto.randomUUID();
  readonly activity: UserActivity;
  private readonly changes = new Emitter<void>();
  /** The event may be over, or no longer be over. */
  readonly onDidChange = this.changes.event;
  private awaited: { readonly id: string; readonly end: AwaitedEnd } | undefined;
  private listening: Disposable | undefined;
  private adopted: string | undefined;
  private overSince: number | undefined;
  private failedAt: number | undefined;
  private puts: readonly number[] = [];

  constructor(activity: UserActivity) {
    this.activity = activity;
  }

  /** Begins to wait for the event of the arrangement `id`. */
  await(id: string, end: AwaitedEnd): void {
    this.forget();
    this.awaited = { id, end };
    this.listening = end.onDidChange(() => this.changes.fire());
  }

  /** Stops waiting. */
  forget(): void {
    this.listening?.dispose();
    this.listening = undefined;
    this.awaited = undefined;
    this.overSince = undefined;
    this.failedAt = undefined;
  }

  /** Takes over the arrangement `id` from a window that is gone. Its event counts as over. */
  adopt(id: string): void {
    this.adopted = id;
  }

  /** Counts the first request for a new arrangement. Those for earlier ones no longer count. */
  countFirstPut(): void {
    this.puts = [Date.now()];
  }

  countPut(): void {
    this.puts = [...this.puts.slice(1 - mostPutsKept), Date.now()];
  }

  /** Records whether Circuit could be asked. */
  noteReached(isReached: boolean): void {
    this.failedAt = isReached ? undefined : Date.now();
  }

  /** Whether the event is still to come. */
  get isWaiting(): boolean {
    return this.awaited?.end.isOver() === false;
  }

  /**
   * What decides about an arrangement now. `activeAt` is when somebody was last seen in any window.
   */
  situation(arrangement: Arrangement, activeAt: number): Situation {
    const now = Date.now();
    const isAdopted = arrangement.id === this.adopted;
    const isMine = isAdopted || arrangement.id === this.awaited?.id;
    const isOver = isMine && this.awaited?.end.isOver() === true;
    this.overSince = isOver ? (this.overSince ?? now) : undefined;
    return {
      arrangement,
      now,
      isMine,
      overSince: isAdopted ? -Infinity : this.overSince,
      failedAt: this.failedAt,
      puts: this.puts,
      isActive: this.activity.isActive,
      activeAt,
    };
  }

  dispose(): void {
    this.forget();
    this.changes.dispose();
  }
}
