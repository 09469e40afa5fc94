import type { Event } from './event';

/** The first of the promises, or the signal's reason. */
export async function orAborted<T>(signal: AbortSignal, ...promises: Promise<T>[]): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => {
    // The reason given to `abort` is an error of ours, or an AbortError.
    aborted.reject(signal.reason as Error);
  };
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([aborted.promise, ...promises]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Resolves at the next event, at the latest after `timeoutMs`. */
export async function nextEvent<T>(event: Event<T>, timeoutMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, timeoutMs);
  const listener = event(() => resolve(undefined));
  await promise;
  clearTimeout(timer);
  listener.dispose();
}

/**
 * Gives what `load` gives, loaded at the first call: starting VS Code does not pay for it. What could
 * not be loaded is tried again at the next call.
 */
export function lazy<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}
