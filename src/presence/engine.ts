import type { Disposable } from '../base/disposables';
import type { SharedFolder } from '../base/sharedFolder';
import { createOwnPresence, type OwnPresence } from './ownPresence';
import { createPoller, type Poller, type PollerOptions } from './polling/poller';
import type { PresenceSetterParts } from './setter';
import { createSharedRounds } from './shared/rounds';

/** All that speaks to Circuit about presence. */
export interface Engine extends Disposable {
  readonly poller: Poller;
  readonly ownPresence: OwnPresence;
}

/** What an engine goes by, besides what it builds itself. */
export interface EngineOptions extends Omit<PollerOptions, 'rounds'> {
  readonly tell: PresenceSetterParts['tell'];
}

/** Begins at once if somebody is signed in, and follows who is. */
export function createEngine(options: EngineOptions, folder: SharedFolder): Engine {
  const { store, log, tell } = options;
  const rounds = createSharedRounds(folder);
  const dueTimes = (): readonly number[] => [
    ...(options.dueTimes?.() ?? []),
    ...ownPresence.timesToLook(),
  ];
  const poller = createPoller({ ...options, rounds, dueTimes });
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
