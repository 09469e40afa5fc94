import type { Disposable } from '../base/disposables';
import { Emitter } from '../base/event';

const lingerMs = 5 * 60_000;
/** At most four requests per round. */
const most = 200;

/** The people whose presence is currently shown for code; each poll asks for them. */
export class PresenceInterest implements Disposable {
  private readonly grown = new Emitter<void>();
  /** Fires when a new person is shown, so that the poller can ask right away. */
  readonly onDidGrow = this.grown.event;

  private readonly held = new Set<readonly string[]>();
  private readonly lingering = new Map<string, number>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** Without duplicates. */
  get ids(): readonly string[] {
    const now = this.now();
    const lately = [...this.lingering].filter(([, until]) => now < until).map(([id]) => id);
    return [...new Set([...[...this.held].flat(), ...lately])].slice(0, most);
  }

  /**
   * Adds people until the returned disposable is disposed, for example with the view that shows
   * them.
   */
  hold(userIds: readonly string[]): Disposable {
    const hold = [...userIds];
    const before = new Set(this.ids);
    this.held.add(hold);
    this.tellIfGrown(before);
    return { dispose: () => this.held.delete(hold) };
  }

  /** Adds people for five minutes, since a hover or a lens does not tell when it closes. */
  linger(userIds: readonly string[]): void {
    const now = this.now();
    const before = new Set(this.ids);
    for (const [id, until] of this.lingering) {
      if (until <= now) {
        this.lingering.delete(id);
      }
    }
    for (const id of userIds) {
      this.lingering.delete(id);
      this.lingering.set(id, now + lingerMs);
    }
    this.tellIfGrown(before);
  }

  /** Removes everybody: the ids belonged to another account. */
  clear(): void {
    this.held.clear();
    this.lingering.clear();
  }

  dispose(): void {
    this.clear();
    this.grown.dispose();
  }

  private tellIfGrown(before: ReadonlySet<string>): void {
    if (this.ids.some(id => !before.has(id))) {
      this.grown.fire();
    }
  }
}
