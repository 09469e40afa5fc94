import type { SandboxState } from './company/presences';

/** How to read and write what Circuit's sources disagree about, or leave open. */
export interface SandboxReadings {
  /** How several ids arrive: `?a=1&a=2`, `?a=1,2` (of repeated keys the first counts), or either. */
  readonly arrays: 'both' | 'repeated' | 'comma';
  /** How a token answer lists its scopes. */
  readonly scopeAs: 'array' | 'string';
  /** Seconds an access token lives, told as `expires_in`; without it for ever, told nowhere. */
  readonly expiresIn: number | undefined;
  readonly dndUntilAs: 'milliseconds' | 'iso';
  /** Whether there are refresh tokens, and whether using one replaces it. */
  readonly refresh: 'none' | 'kept' | 'rotating';
  /** Whether a request that does not name `application/json` in `Accept` is answered in XML. */
  readonly xmlWithoutAccept: boolean;
  readonly supportTypeAs: 'word' | 'number';
  /** Whether the confidential client's code challenge is verified; Circuit documents no PKCE. */
  readonly pkce: 'verified' | 'ignored';
  /** The status for an unknown person: the specification's, or what a client has recorded. */
  readonly unknownAs: 404 | 400;
  /** The status for a token without the needed scope; none is documented. */
  readonly missingScopeAs: 401 | 403;
  /** What becomes of the message when a presence is set without one. */
  readonly leftOutMessage: 'cleared' | 'kept';
  /** Milliseconds until reads show a presence that was set; the answer to the set does at once. */
  readonly readDelayMs: number;
}

/** What a sandbox may be told. Everything has a default that follows Circuit's documentation. */
export interface SandboxOptions extends Partial<SandboxReadings> {
  /** Another seed, another set of ids and working days. */
  readonly seed?: string | undefined;
  /** The clock, in epoch milliseconds. */
  readonly now?: (() => number) | undefined;
  /** Origins that browsers may be sent back to; Circuit compares nothing but the origin. */
  readonly redirectOrigins?: readonly string[] | undefined;
  /** Scopes the OAuth app is registered with: it is never granted more. All of them by default. */
  readonly appScopes?: readonly string[] | undefined;
  /** What `Sandbox.state` gave earlier. */
  readonly state?: SandboxState | undefined;
}

const documented: SandboxReadings = {
  arrays: 'both',
  scopeAs: 'array',
  expiresIn: undefined,
  dndUntilAs: 'milliseconds',
  refresh: 'none',
  xmlWithoutAccept: false,
  supportTypeAs: 'word',
  pkce: 'verified',
  unknownAs: 404,
  missingScopeAs: 401,
  leftOutMessage: 'cleared',
  readDelayMs: 0,
};

/** Fills in what was not told. */
export function readingsOf(options: SandboxOptions): SandboxReadings {
  return {
    arrays: options.arrays ?? documented.arrays,
    scopeAs: options.scopeAs ?? documented.scopeAs,
    expiresIn: options.expiresIn ?? documented.expiresIn,
    dndUntilAs: options.dndUntilAs ?? documented.dndUntilAs,
    refresh: options.refresh ?? documented.refresh,
    xmlWithoutAccept: options.xmlWithoutAccept ?? documented.xmlWithoutAccept,
    supportTypeAs: options.supportTypeAs ?? documented.supportTypeAs,
    pkce: options.pkce ?? documented.pkce,
    unknownAs: options.unknownAs ?? documented.unknownAs,
    missingScopeAs: options.missingScopeAs ?? documented.missingScopeAs,
    leftOutMessage: options.leftOutMessage ?? documented.leftOutMessage,
    readDelayMs: options.readDelayMs ?? documented.readDelayMs,
  };
}
