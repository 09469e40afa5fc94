import { Emitter } from '../../../../src/base/event';
import type { Logger } from '../../../../src/base/log';
import { createPrivateFolder, type SharedFolder } from '../../../../src/base/sharedFolder';
import type { CircuitClient } from '../../../../src/circuit/client';
import type { SetNotice } from '../../../../src/presence/set/lateSet';
import { createOwnPresence, type OwnPresence } from '../../../../src/presence/set/ownPresence';
import {
  createPoller,
  type Poller,
  type PollerOptions,
} from '../../../../src/presence/polling/poller';
import { createSharedRounds } from '../../../../src/presence/shared/rounds';
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

/** The files of one folder, in memory; changes are told at once. */
export class MemoryFolder implements SharedFolder {
  private readonly files = createPrivateFolder();
  private readonly changes = new Emitter<string>();

  clock = this.files.clock;
  names = () => this.files.names();
  read = (name: string) => this.files.read(name);
  touch = (name: string) => this.files.touch(name);
  watch = (listener: (name: string) => void) => this.changes.event(listener);
  create = (name: string, text: string) => this.tell(name, this.files.create(name, text));
  write = (name: string, text: string) => this.tell(name, this.files.write(name, text));
  remove = (name: string) => this.tell(name, this.files.remove(name));

  private async tell<T>(name: string, change: Promise<T>): Promise<T> {
    const outcome = await change;
    this.changes.fire(name);
    return outcome;
  }
}

type Activity = PollerOptions['activity']['state'];

export interface WindowOptions {
  readonly folder?: SharedFolder;
  readonly interest?: readonly string[];
  readonly activity?: Activity;
  readonly account?: SharedAccountSource | undefined;
  readonly dueTimes?: () => readonly number[];
  readonly log?: Logger;
}

/** One VS Code window's worth of the engine. */
export class Window {
  readonly store = new PresenceStore();
  readonly poller: Poller;
  readonly own: OwnPresence;
  interest: readonly string[];
  /** The ids of each change event. */
  readonly events: string[][] = [];
  /** What the person was told without having asked. */
  readonly told: SetNotice[] = [];
  private readonly rounds;
  private readonly activity;
  private readonly signedIn;

  constructor(client: CircuitClient, options: WindowOptions = {}) {
    this.interest = options.interest ?? [];
    const folder = options.folder ?? new MemoryFolder();
    this.rounds = createSharedRounds(folder);
    this.activity = new Value<Activity>(options.activity ?? 'focused');
    this.signedIn = new Value<SharedAccountSource | undefined>(
      'account' in options ? options.account : ada,
    );
    this.store.onDidChange(ids => this.events.push([...ids].sort()));
    const log = options.log ?? silent;
    const dueTimes = () => [...(options.dueTimes?.() ?? []), ...this.own.timesToLook()];
    this.poller = this.createPoller(client, log, dueTimes);
    this.own = createOwnPresence({
      store: this.store,
      poller: this.poller,
      log,
      folder,
      tell: notice => this.told.push(notice),
    });
  }

  show(activity: Activity): void {
    this.activity.set(activity);
  }

  signIn(account: SharedAccountSource | undefined): void {
    this.signedIn.set(account);
  }

  dispose(): void {
    this.own.dispose();
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
      client,
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
