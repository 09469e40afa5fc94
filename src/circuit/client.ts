import type { Label, Presence, SupportInfo, User } from './schemas';
import type { Transport } from './transport';

/**
 * Gives the access token to send. With `refused`, the token that was just answered 401, it gives
 * a newer one if there can be one. Throws `UnauthorizedError` when there is none.
 */
export type TokenSource = (refused?: string) => Promise<string>;

/** Where and as whom requests are made. A new sign-in, a new host, the demo: a new object. */
export interface Access {
  /** E.g. `https://eu.yourcircuit.com`; never with a path. */
  readonly origin: string;
  readonly transport: Transport;
  readonly token: TokenSource;
  /** How this host reads several ids: `?userIds=a&userIds=b` or `?userIds=a,b`. */
  readonly arrays: 'repeated' | 'comma';
}

/** What to set. Times are epoch milliseconds. DND needs an end: Circuit knows no other. */
export type PresenceWish =
  | { readonly state: 'AVAILABLE' | 'AWAY' | 'BUSY'; readonly statusMessage: string }
  | { readonly state: 'DND'; readonly dndUntil: number; readonly statusMessage: string };

/** Circuit's ten Users operations. All throw a `CircuitError`, or the reason of an aborted signal. */
export interface CircuitClient {
  getLabels(signal?: AbortSignal): Promise<Label[]>;
  /** At most 50 ids. One unknown id makes Circuit answer 404 for all. */
  getPresences(userIds: readonly string[], signal?: AbortSignal): Promise<Presence[]>;
  getProfile(signal?: AbortSignal): Promise<User>;
  getSupportInfo(signal?: AbortSignal): Promise<SupportInfo>;
  getUserByEmail(emailAddress: string, signal?: AbortSignal): Promise<User | undefined>;
  getUser(idOrEmail: string, signal?: AbortSignal): Promise<User | undefined>;
  getPresence(idOrEmail: string, signal?: AbortSignal): Promise<Presence | undefined>;
  /** Empty when nobody was found, which Circuit answers as 404. */
  searchUsers(name: string, signal?: AbortSignal): Promise<User[]>;
  /** At most 25 ids or e-mail addresses. Unknown ones are missing from the answer. */
  listUsers(idsOrEmails: readonly string[], signal?: AbortSignal): Promise<User[]>;
  /** The `statusMessage` is always sent, since leaving it out may erase it. */
  setPresence(wish: PresenceWish, signal?: AbortSignal): Promise<Presence>;
}
