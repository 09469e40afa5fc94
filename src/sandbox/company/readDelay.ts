/** Makes reads return older data for a while after a change. Needs no timer. */
export interface ReadDelay<Presence> {
  /** Call before a person's presence changes: reads keep returning the presence of that moment. */
  hold(userId: string): void;
  read(userId: string): Presence | undefined;
}

interface Held<Presence> {
  readonly presence: Presence | undefined;
  /** Epoch milliseconds. */
  readonly until: number;
}

export function createReadDelay<Presence>(
  latest: (userId: string) => Presence | undefined,
  { now, delayMs }: { readonly now: () => number; readonly delayMs: number },
): ReadDelay<Presence> {
  const held = new Map<string, readonly Held<Presence>[]>();
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
