import type { Transport } from './transport';

/**
 * Gives the access token to send. With `refused`, the token that was just answered 401, it gives
 * a newer one, or the same when there can be no newer one: whether the refusal meant the sign-in
 * or only a permission is still to be found out. Throws `UnauthorizedError` when signed out.
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
export type PresenceUpdate =
  | { readonly state: 'AVAILABLE' | 'AWAY' | 'BUSY'; readonly statusMessage: string }
  | { readonly state: 'DND'; readonly dndUntil: number; readonly statusMessage: string };
