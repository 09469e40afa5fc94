import type { Disposable } from '../base/disposables';
import type { Logger } from '../base/log';
import type { SharedFolder } from '../base/sharedFolder';
import type { CircuitClient } from '../circuit/client';
import { createOwnPresence, type OwnPresence } from './set/ownPresence';
import { createPoller, type Poller, type PollerOptions } from './polling/poller';
import type { PresenceSetterParts } from './set/setter';
import { createSharedRounds } from './shared/rounds';
import type { PresenceStore } from './store';

/** Everything that talks to Circuit about presence. */
export interface Engine extends Disposable {
  readonly poller: Poller;
  readonly ownPresence: OwnPresence;
}

/** What an engine goes by, besides what it builds itself. */
export interface EngineOptions {
  readonly store: PresenceStore;
  readonly client: CircuitClient;
  readonly folder: SharedFolder;
  readonly log: Logger;
  readonly activity: PollerOptions['activity'];
  readonly signedIn: PollerOptions['signedIn'];
  readonly interest: PollerOptions['interest'];
  readonly dueTimes: () => readonly number[];
  readonly tell: PresenceSetterParts['tell'];
}

/** Starts at once if somebody is signed in, and follows changes of account. */
export function createEngine(options: EngineOptions): Engine {
  const { store, client, folder, log, tell } = options;
  const rounds = createSharedRounds(folder);
  const poller = createPoller({
    store,
    client,
    rounds,
    log,
    activity: options.activity,
    signedIn: options.signedIn,
    interest: options.interest,
    dueTimes: () => [...options.dueTimes(), ...ownPresence.timesToLook()],
  });
  const ownPresence = createOwnPresence({ store, poller, log, folder, tell });
  return {
    poller,
    ownPresence,
    dispose: () => {
      ownPresence.dispose();
      poller.dispose();
      rounds.dispose();
    },
  };
}
