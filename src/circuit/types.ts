import type { Transport } from './transport';

/**
 * Returns the access token to send. Given `refused`, a token that was just answered with 401, it
 * returns a newer one, or the same one if none can be had; it is then still open whether the
 * sign-in ended or only a permission is missing. Throws `UnauthorizedError` when signed out.
 */
export type TokenSource = (refused?: string) => Promise<string>;

/**
 * Where and as whom requests are made. A new sign-in, a new host and the demo each get a new
 * object.
 */
export interface Access {
  /** For example `https://eu.yourcircuit.com`; never with a path. */
  readonly origin: string;
  readonly transport: Transport;
  readonly token: TokenSource;
  /** How this host understands several ids: `?userIds=a&userIds=b` or `?userIds=a,b`. */
  readonly arrays: 'repeated' | 'comma';
}

/** A presence to set. Times are epoch milliseconds. Circuit has no DND without an end. */
export type PresenceUpdate =
  | { readonly state: 'AVAILABLE' | 'AWAY' | 'BUSY'; readonly statusMessage: string }
  | { readonly state: 'DND'; readonly dndUntil: number; readonly statusMessage: string };

/** What sets a presence as it is shown; undefined for a state that nobody can set. */
export function updateThatSets(shown: {
  readonly state: PresenceUpdate['state'] | 'OFFLINE' | 'UNKNOWN';
  readonly dndUntil?: number | undefined;
  readonly statusMessage: string;
}): PresenceUpdate | undefined {
  const { state, dndUntil, statusMessage } = shown;
  switch (state) {
    case 'AVAILABLE':
    case 'AWAY':
    case 'BUSY':
      return { state, statusMessage };
    case 'DND':
      return dndUntil === undefined ? undefined : { state, dndUntil, statusMessage };
    case 'OFFLINE':
    case 'UNKNOWN':
      return undefined;
  }
}
