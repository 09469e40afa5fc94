import type { SetPresence } from './presences';

/** What reads show while something newer is on its way to them. Needs no timer. */
export interface ReadDelay {
  /** Call before a person's presence changes: reads go on showing what it is at that moment. */
  hold(userId: string): void;
  read(userId: string): SetPresence | undefined;
}

interface Held {
  readonly presence: SetPresence | undefined;
  /** Epoch milliseconds. */
  readonly until: number;
}

export function createReadDelay(
  latest: (userId: string) => SetPresence | undefined,
  { now, delayMs }: { readonly now: () => number; readonly delayMs: number },
): ReadDelay {
  const held = new Map<string, readonly Held[]>();
  const heldOf = (userId: string) => (held.get(userId) ?? []).filter(({ until }) => until > now());
  return {
    hold: userId => {
      const last = { presence: latest(userId), until: now() + delayMs };
      held.set(userId, [...heldOf(userId), last]);
    },
    read: userId => {
      const [oldest] = heldOf(userId);
      return oldest ? oldest.presence : latest(userId);
    },
  };
}
