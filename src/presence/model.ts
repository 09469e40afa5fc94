import type { CircuitError } from '../circuit/errors';
import type { Presence, User } from '../circuit/schemas';
import type { PresenceUpdate } from '../circuit/types';

/** What we know about a person, and since when (epoch milliseconds). */
export type Known =
  | { readonly kind: 'known'; readonly presence: Presence; readonly checkedAt: number }
  /** Circuit does not know this id. Quarantined; never drawn as offline. */
  | { readonly kind: 'unknown'; readonly checkedAt: number };

export type Connection =
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online'; readonly me: User }
  /** The last known data stays. `retryAt` is epoch milliseconds. */
  | {
      readonly kind: 'offline';
      readonly reason: CircuitError;
      readonly retryAt?: number | undefined;
      readonly me?: User | undefined;
    };

/** Why the user's presence is what it is: set from here at a time, or changed outside VS Code. */
export type Cause =
  | { readonly kind: 'setHere'; readonly at: number }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown' };

/** The signed-in person's presence. `pending` is what was asked for and not yet answered. */
export interface OwnState {
  readonly known?: Known | undefined;
  readonly pending?: PresenceUpdate | undefined;
  readonly cause: Cause;
  /** Windows cannot share files here, so that none knows of another. */
  readonly isAlone?: boolean | undefined;
}

/** Remembers what was pending when a poll began, so that an old answer cannot undo a later set. */
export interface PollTicket {
  readonly epoch: number;
  readonly order: number;
  /** Epoch milliseconds. */
  readonly begunAt: number;
}

/** What a poll brought, by id; the last answer for a person counts. */
export function knownFrom(
  presences: readonly Presence[],
  unknownIds: readonly string[],
  checkedAt: number,
): ReadonlyMap<string, Known> {
  const unknown = unknownIds.map(id => [id, { kind: 'unknown', checkedAt }] as const);
  const known = presences.map(
    presence => [presence.userId, { kind: 'known', presence, checkedAt }] as const,
  );
  return new Map<string, Known>([...unknown, ...known]);
}
