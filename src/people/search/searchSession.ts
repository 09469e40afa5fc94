import type { Disposable } from '../../base/disposables';
import type { User } from '../../circuit/schemas';

/** Where a search stands. `term` is what was typed, without the spaces around it. */
export type SearchState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'searching'; readonly term: string }
  | { readonly kind: 'found'; readonly term: string; readonly users: readonly User[] }
  | { readonly kind: 'failed'; readonly term: string; readonly error: unknown };

/** How long somebody has to stop typing before Circuit is asked, in milliseconds. */
export const typingPauseMs = 250;

/** Searches as somebody types: one question at a time, and only the newest one's answer counts. */
export interface SearchSession extends Disposable {
  type(text: string): void;
}

/** `find` is told by its signal when nobody waits for it any more. `show` gets every new state. */
export function createSearchSession(
  find: (term: string, signal: AbortSignal) => Promise<readonly User[]>,
  show: (state: SearchState) => void,
): SearchSession {
  let asking = new AbortController();
  let pause: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(pause);
    asking.abort();
  };
  const ask = async (term: string, { signal }: AbortController) => {
    const state = await find(term, signal).then(
      (users): SearchState => ({ kind: 'found', term, users }),
      (error: unknown): SearchState => ({ kind: 'failed', term, error }),
    );
    if (!signal.aborted) {
      show(state);
    }
  };
  return {
    type: text => {
      stop();
      const term = text.trim();
      if (!term) {
        show({ kind: 'idle' });
        return;
      }
      const mine = (asking = new AbortController());
      show({ kind: 'searching', term });
      pause = setTimeout(() => void ask(term, mine), typingPauseMs);
    },
    dispose: stop,
  };
}
