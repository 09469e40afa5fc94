/** How to interpret what Circuit's sources disagree about or leave open. */
export interface SandboxReadings extends ApiReadings, SetReadings, OAuthReadings {}

interface ApiReadings {
  /**
   * How several ids are sent: `?a=1&a=2`, `?a=1,2` (the first of repeated keys counts), or either.
   */
  readonly arrays: 'both' | 'repeated' | 'comma';
  readonly dndUntilAs: 'milliseconds' | 'iso';
  /** Whether requests without `application/json` in `Accept` are answered in XML. */
  readonly xmlWithoutAccept: boolean;
  readonly supportTypeAs: 'word' | 'number';
  /**
   * The status for an unknown person or an empty search: the specification's, or one recorded by a
   * client. With `known-only` a batch of presences omits unknown people.
   */
  readonly unknownAs: 404 | 400 | 'known-only';
  /** The status for a token without the needed scope; none is documented. */
  readonly missingScopeAs: 401 | 403;
  /** The accepted bodies: only the documented form, or also JSON and `text/plain`. */
  readonly bodies: 'form' | 'any';
  /** The format of error bodies; the specification does not say. */
  readonly errorsAs: 'json' | 'html' | 'text' | 'empty';
}

interface SetReadings {
  /** What happens to the message if a presence is set without one. */
  readonly leftOutMessage: 'cleared' | 'kept';
  /** What is needed to leave Do Not Disturb; `refused`: a state without `clearDND` is rejected. */
  readonly leaveDnd: 'clearDND' | 'anyState' | 'refused';
  /** A Do Not Disturb with an end in the past: ends at once, or is rejected. */
  readonly pastDndUntil: 'over' | 'refused';
  /** Whether *Offline* can be set. */
  readonly offline: 'taken' | 'ignored' | 'refused';
  /** Milliseconds until the person's Circuit client sets *Available* without a message. */
  readonly overwrittenAfterMs: number | undefined;
  /** Milliseconds until reads return a set presence; the answer to the set returns it at once. */
  readonly readDelayMs: number;
}

interface OAuthReadings {
  /** How a token answer lists its scopes. */
  readonly scopeAs: 'array' | 'string';
  /** The separator of scopes in a request: a comma as documented, or also a space. */
  readonly scopesBetween: 'comma' | 'any';
  /**
   * The lifetime of access tokens in seconds, sent as `expires_in`; unlimited and not sent if
   * missing.
   */
  readonly expiresIn: number | undefined;
  /** Whether there are refresh tokens, and whether using one replaces it. */
  readonly refresh: 'none' | 'kept' | 'rotating';
  /**
   * Whether the confidential client's code challenge is verified. Circuit's documentation does not
   * mention PKCE; it is verified here by default, so that a faulty client is noticed.
   */
  readonly pkce: 'verified' | 'ignored';
  /** The sandbox's own sign-in without a secret, which no source mentions. */
  readonly publicClient: 'pkce' | 'refused';
  /** Where a failed sign-in reports `error`; `bare`: it returns with `state` alone. */
  readonly denyAs: 'query' | 'fragment' | 'bare';
}

/** As documented; otherwise what is likely. */
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

/** Fills in the defaults. */
export function readingsOf(options: {
  [R in keyof SandboxReadings]?: SandboxReadings[R] | undefined;
}): SandboxReadings {
  const told = Object.entries<unknown>(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...(Object.fromEntries(told) as Partial<SandboxReadings>) };
}
