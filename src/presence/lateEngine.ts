import type { Disposable } from '../base/event';
import type { Engine } from './engine';
import type { OwnPresence } from './ownPresence';
import type { Poller, PollerOptions } from './polling/poller';

/** An engine that is loaded once somebody is signed in: starting VS Code does not pay for it. */
export interface LateEngine extends Disposable {
  readonly poller: Omit<Poller, 'session' | keyof Disposable>;
  readonly ownPresence: OwnPresence;
}

export function createLateEngine(
  signedIn: PollerOptions['signedIn'],
  load: () => Promise<Engine>,
): LateEngine {
  let engine: Engine | undefined;
  let loading: Promise<Engine> | undefined;
  let isDisposed = false;

  const start = async () => {
    engine = await load();
    if (isDisposed) {
      engine.dispose();
    }
    return engine;
  };
  const get = () => (loading ??= start());
  const begin = () => void (signedIn.account && get());
  const listener = signedIn.onDidChange(begin);
  begin();
  return {
    poller: {
      refresh: async () => (await get()).poller.refresh(),
      poke: () => engine?.poller.poke(),
      readOwn: async () => (await get()).poller.readOwn(),
      ask: async request => (await get()).poller.ask(request),
    },
    ownPresence: {
      set: async change => (await get()).ownPresence.set(change),
      canUndo: () => engine?.ownPresence.canUndo() ?? false,
      undo: async () => (await get()).ownPresence.undo(),
    },
    dispose: () => {
      isDisposed = true;
      listener.dispose();
      engine?.dispose();
    },
  };
}
