import { Emitter } from '../../../../src/base/event';
import type { Logger } from '../../../../src/base/log';
import type { CircuitClient } from '../../../../src/circuit/client';
import { createOwnPresence } from '../../../../src/presence/ownPresence';
import { createPoller, type PollerOptions } from '../../../../src/presence/polling/poller';
import { createSharedRounds, type RoundsFile } from '../../../../src/presence/shared/rounds';
import type { SharedAccountSource } from '../../../../src/presence/shared/session';
import { PresenceStore } from '../../../../src/presence/store';

export const silent = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export const ada: SharedAccountSource = {
  kind: 'circuit',
  tag: 'ada',
};

/** The two files of one folder, in memory; changes are told at once. */
export class MemoryFolder implements RoundsFile {
  answers: string | undefined;
  claim: string | undefined;
  private readonly changes = new Emitter<void>();

  read = () => Promise.resolve(this.answers);
  readLease = () => Promise.resolve(this.claim);
  write = (text: string) => this.put(text);
  remove = () => this.put(undefined);
  watch = (listener: () => void) => this.changes.event(listener);

  createLease(text: string) {
    const outcome = this.claim === undefined ? ('created' as const) : ('exists' as const);
    this.claim ??= text;
    return Promise.resolve(outcome);
  }

  removeLease(text: string): Promise<void> {
    this.claim = this.claim === text ? undefined : this.claim;
    return Promise.resolve();
  }

  private put(text: string | undefined): Promise<void> {
    this.answers = text;
    this.changes.fire();
    return Promise.resolve();
  }
}

type Activity = PollerOptions['activity']['state'];

export interface WindowOptions {
  readonly folder?: RoundsFile;
  readonly interest?: readonly string[];
  readonly activity?: Activity;
  readonly account?: SharedAccountSource | undefined;
  readonly dueTimes?: () => readonly number[];
  readonly log?: Logger;
}

/** One VS Code window's worth of the engine. */
export class Window {
  readonly store = new PresenceStore();
  readonly poller;
  readonly own;
  interest: readonly string[];
  /** The ids of each change event. */
  readonly events: string[][] = [];
  private readonly rounds;
  private readonly activity;
  private readonly signedIn;

  constructor(client: CircuitClient, options: WindowOptions = {}) {
    this.interest = options.interest ?? [];
    this.rounds = createSharedRounds(options.folder ?? new MemoryFolder());
    this.activity = new Value<Activity>(options.activity ?? 'focused');
    this.signedIn = new Value<SharedAccountSource | undefined>(
      'account' in options ? options.account : ada,
    );
    this.store.onDidChange(ids => this.events.push([...ids].sort()));
    const log = options.log ?? silent;
    this.poller = this.createPoller(client, log, options.dueTimes);
    this.own = createOwnPresence({ store: this.store, poller: this.poller, log });
  }

  show(activity: Activity): void {
    this.activity.set(activity);
  }

  signIn(account: SharedAccountSource | undefined): void {
    this.signedIn.set(account);
  }

  dispose(): void {
    this.poller.dispose();
    this.rounds.dispose();
    this.store.dispose();
  }

  private createPoller(client: CircuitClient, log: Logger, dueTimes?: () => readonly number[]) {
    const { store, rounds, activity, signedIn } = this;
    return createPoller({
      store,
      rounds,
      log,
      client: () => Promise.resolve(client),
      interest: () => this.interest,
      activity: {
        get state() {
          return activity.value;
        },
        onDidChange: activity.onDidChange,
      },
      signedIn: {
        get account() {
          return signedIn.value;
        },
        onDidChange: signedIn.onDidChange,
      },
      dueTimes,
    });
  }
}

class Value<T> {
  value: T;
  private readonly changes = new Emitter<void>();
  readonly onDidChange = this.changes.event;

  constructor(value: T) {
    this.value = value;
  }

  set(value: T): void {
    this.value = value;
    this.changes.fire();
  }
}
