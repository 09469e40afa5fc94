import type { CircuitError } from '../circuit/errors';
import type { Presence, User } from '../circuit/schemas';
import type { PresenceUpdate } from '../circuit/types';

/** What is known about a person, and since when (epoch milliseconds). */
export type Known =
  | { readonly kind: 'known'; readonly presence: Presence; readonly checkedAt: number }
  /** Circuit does not know this id. Quarantined; never shown as offline. */
  | { readonly kind: 'unknown'; readonly checkedAt: number };

export type Connection =
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online'; readonly me: User }
  /** The last known data is kept. `retryAt` is epoch milliseconds. */
  | {
      readonly kind: 'offline';
      readonly reason: CircuitError;
      readonly retryAt?: number | undefined;
      readonly me?: User | undefined;
    };

/** Why the user's presence is what it is: set here at some time, or changed outside VS Code. */
export type Cause =
  | { readonly kind: 'setHere'; readonly at: number }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown' };

/** What a status lasts until. The name of a task or a terminal is VS Code's, and foreign text. */
export type EndEvent =
  | { readonly kind: 'debugging' | 'back' | 'dndEnd' }
  | { readonly kind: 'task' | 'terminal'; readonly name: string };

/** What the user's presence lasts until, or what became of it. Times are epoch milliseconds. */
export type UntilEvent =
  | {
      readonly kind: 'lasting';
      readonly event: EndEvent;
      /** Whether this window renews it and ends it. */
      readonly isMine: boolean;
      /** When Circuit ends it by itself, unless it is renewed. */
      readonly leaseEnd?: number | undefined;
      /** When it is over although nothing happened. */
      readonly latestEnd?: number | undefined;
      /** What it goes back to, if that can be asked for. */
      readonly before: Pick<Presence, 'state' | 'dndUntil' | 'statusMessage'>;
    }
  /** The event came: what was before was set again, or nothing was. */
  | { readonly kind: 'putBack' | 'leftAlone'; readonly event: EndEvent; readonly at: number };

/** The signed-in person's presence. `pending` was requested but not yet answered. */
export interface OwnState {
  readonly known?: Known | undefined;
  readonly pending?: PresenceUpdate | undefined;
  readonly cause: Cause;
  readonly until?: UntilEvent | undefined;
  /** True if windows cannot share files and do not know of each other. */
  readonly isAlone?: boolean | undefined;
}

/** Records what was pending when a poll began, so that an old answer cannot undo a later set. */
export interface PollTicket {
  readonly epoch: number;
  readonly order: number;
  /** Epoch milliseconds. */
  readonly begunAt: number;
}

/** The presence, if it is known. */
export function presenceOf(known: Known | undefined): Presence | undefined {
  return known?.kind === 'known' ? known.presence : undefined;
}

/** A poll's results by id; the last answer for a person counts. */
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
