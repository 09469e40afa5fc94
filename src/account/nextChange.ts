import type { Event } from '../event';

/** Resolves at the next event, at the latest after `timeoutMs`. */
export async function nextChange<T>(event: Event<T>, timeoutMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, timeoutMs);
  const listener = event(() => resolve(undefined));
  await promise;
  clearTimeout(timer);
  listener.dispose();
}
