import type { Disposable } from '../../base/disposables';
import type { User } from '../../circuit/schemas';

/** The state of a search. `term` is what was typed, trimmed. */
export type SearchState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'searching'; readonly term: string }
  | { readonly kind: 'found'; readonly term: string; readonly users: readonly User[] }
  | { readonly kind: 'failed'; readonly term: string; readonly error: unknown };

/** How long typing must pause before Circuit is asked, in milliseconds. */
export const typingPauseMs = 250;

/**
 * Searches while the person types: one request at a time, and only the newest one's answer counts.
 */
export interface SearchSession extends Disposable {
  type(text: string): void;
}

/**
 * The signal of `find` is aborted when its result is no longer needed. `show` is called with every
 * new state.
 */
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
