import type { Disposable } from '../base/disposables';
import { createOwnPresence, type OwnPresence } from './ownPresence';
import { createPoller, type Poller, type PollerOptions } from './polling/poller';
import { createSharedRounds, type RoundsFile } from './shared/rounds';

/** All that speaks to Circuit about presence. */
export interface Engine extends Disposable {
  readonly poller: Poller;
  readonly ownPresence: OwnPresence;
}

/** Begins at once if somebody is signed in, and follows who is. */
export function createEngine(options: Omit<PollerOptions, 'rounds'>, file: RoundsFile): Engine {
  const { store, log } = options;
  const rounds = createSharedRounds(file);
  const poller = createPoller({ ...options, rounds });
  return {
    poller,
    ownPresence: createOwnPresence({ store, poller, log }),
    dispose: () => {
      poller.dispose();
      rounds.dispose();
    },
  };
}
