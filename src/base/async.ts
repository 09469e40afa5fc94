import type { Event } from './event';

/** Settles like the first of the promises to settle, or rejects with the signal's reason. */
export async function orAborted<T>(signal: AbortSignal, ...promises: Promise<T>[]): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => {
    // The reason is one of our errors or an AbortError.
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
 * Runs `work`, one run at a time. However often it is asked during a run, one more run follows.
 * `work` has to handle its own failures.
 */
export class OneAtATime {
  private readonly work: () => Promise<void>;
  private isRunning = false;
  private isAsked = false;

  constructor(work: () => Promise<void>) {
    this.work = work;
  }

  ask(): void {
    this.isAsked = true;
    if (!this.isRunning) {
      void this.run();
    }
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      while (this.isAsked) {
        this.isAsked = false;
        await this.work();
      }
    } finally {
      this.isRunning = false;
    }
  }
}

/**
 * Calls `load` at the first use and keeps its result, so that starting VS Code does not pay for it.
 * After a failure the next call tries again.
 */
export function lazy<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}
