import { Emitter } from '../../../../src/base/event';
import type { SharedFolder } from '../../../../src/base/sharedFolder';
import type { CircuitClient } from '../../../../src/circuit/client';
import type { EndEvent } from '../../../../src/presence/model';
import type { AwaitedEnd } from '../../../../src/presence/until/arrangement';
import { Arrangements } from '../../../../src/presence/until/arrangements';
import { silent, Window, type WindowOptions } from '../shared/windows';

/** An event that happens when a test says so. */
export class FakeEnd implements AwaitedEnd {
  readonly event: EndEvent;
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private over = false;

  constructor(event: EndEvent = { kind: 'debugging' }) {
    this.event = event;
  }

  isOver = () => this.over;

  happen(over = true): void {
    this.over = over;
    this.changed.fire();
  }
}

/** Whether somebody works in a window, as the test says. */
export class FakeActivity {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  isActive = true;

  set(isActive: boolean): void {
    this.isActive = isActive;
    this.changed.fire();
  }
}

/** A window with statuses that last until something happens. */
export class UntilWindow extends Window {
  readonly active = new FakeActivity();
  readonly arrangements: Arrangements;

  constructor(client: CircuitClient, options: WindowOptions & { readonly folder: SharedFolder }) {
    super(client, options);
    const { store, poller, own: ownPresence, active: activity } = this;
    const { folder } = options;
    const parts = { store, poller, ownPresence, folder, activity, log: silent };
    this.arrangements = new Arrangements(parts);
  }

  /** Chooses Do Not Disturb until `end`. */
  async dndUntil(end: AwaitedEnd, statusMessage?: string): Promise<void> {
    await this.arrangements.begin(end, { state: 'DND', statusMessage });
  }

  /** Chooses something else, as the commands do. */
  async choose(change: Parameters<Window['own']['set']>[0]): Promise<void> {
    void this.arrangements.letGo();
    await this.own.set(change);
  }

  override dispose(): void {
    this.arrangements.dispose();
    super.dispose();
  }
}
