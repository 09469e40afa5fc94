/** How to read and write what Circuit's sources disagree about, or leave open. */
export interface SandboxReadings extends ApiReadings, SetReadings, OAuthReadings {}

interface ApiReadings {
  /** How several ids arrive: `?a=1&a=2`, `?a=1,2` (of repeated keys the first counts), or either. */
  readonly arrays: 'both' | 'repeated' | 'comma';
  readonly dndUntilAs: 'milliseconds' | 'iso';
  /** Whether a request that does not name `application/json` in `Accept` is answered in XML. */
  readonly xmlWithoutAccept: boolean;
  readonly supportTypeAs: 'word' | 'number';
  /**
   * The status for somebody unknown, or when nobody is found: the specification's, or what a client
   * has recorded. With `known-only` a batch of presences leaves out whom it does not know.
   */
  readonly unknownAs: 404 | 400 | 'known-only';
  /** The status for a token without the needed scope; none is documented. */
  readonly missingScopeAs: 401 | 403;
  /** Bodies that are read: the documented form alone, or also JSON and what came as `text/plain`. */
  readonly bodies: 'form' | 'any';
  /** What the body of an error is; the specification does not say. */
  readonly errorsAs: 'json' | 'html' | 'text' | 'empty';
}

interface SetReadings {
  /** What becomes of the message when a presence is set without one. */
  readonly leftOutMessage: 'cleared' | 'kept';
  /** What it takes to leave Do Not Disturb, or whether a state without `clearDND` is refused. */
  readonly leaveDnd: 'clearDND' | 'anyState' | 'refused';
  /** A Do Not Disturb that ended in the past: over at once, or refused. */
  readonly pastDndUntil: 'over' | 'refused';
  /** Whether somebody may call themselves offline. */
  readonly offline: 'taken' | 'ignored' | 'refused';
  /** Milliseconds until a Circuit client of the same person says available, with no message. */
  readonly overwrittenAfterMs: number | undefined;
  /** Milliseconds until reads show a presence that was set; the answer to the set does at once. */
  readonly readDelayMs: number;
}

interface OAuthReadings {
  /** How a token answer lists its scopes. */
  readonly scopeAs: 'array' | 'string';
  /** What stands between scopes in a request: a comma as documented, or also a space. */
  readonly scopesBetween: 'comma' | 'any';
  /** Seconds an access token lives, told as `expires_in`; without it for ever, told nowhere. */
  readonly expiresIn: number | undefined;
  /** Whether there are refresh tokens, and whether using one replaces it. */
  readonly refresh: 'none' | 'kept' | 'rotating';
  /**
   * Whether the confidential client's code challenge is verified. Circuit's documentation does not
   * know PKCE; it is verified here all the same, so that a client that gets it wrong is noticed.
   */
  readonly pkce: 'verified' | 'ignored';
  /** The sandbox's own sign-in without a secret, which no source knows of. */
  readonly publicClient: 'pkce' | 'refused';
  /** Where a sign-in that failed tells `error`, or that it comes back with `state` alone. */
  readonly denyAs: 'query' | 'fragment' | 'bare';
}

/** What is documented, or likely where nothing is. */
const defaults: SandboxReadings = {
  arrays: 'both',
  dndUntilAs: 'milliseconds',
  xmlWithoutAccept: false,
  supportTypeAs: 'word',
  unknownAs: 404,
  missingScopeAs: 401,
  bodies: 'form',
  errorsAs: 'json',
  leftOutMessage: 'cleared',
  leaveDnd: 'clearDND',
  pastDndUntil: 'over',
  offline: 'taken',
  overwrittenAfterMs: undefined,
  readDelayMs: 0,
  scopeAs: 'array',
  scopesBetween: 'comma',
  expiresIn: undefined,
  refresh: 'none',
  pkce: 'verified',
  publicClient: 'pkce',
  denyAs: 'query',
};

/** Fills in what was not told. */
export function readingsOf(options: {
  [R in keyof SandboxReadings]?: SandboxReadings[R] | undefined;
}): SandboxReadings {
  const told = Object.entries<unknown>(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...(Object.fromEntries(told) as Partial<SandboxReadings>) }; // as it was
}
