import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
} from 'oauth4webapi';

/** A fresh PKCE verifier (RFC 7636): 256 bits from the system's random source. */
export const createVerifier = generateRandomCodeVerifier;

/** The S256 challenge of a verifier. */
export const challengeOf = calculatePKCECodeChallenge;

/** A fresh `state`: 256 bits from the system's random source. */
export const createState = generateRandomState;

/** The page to open in the browser. Circuit expects comma-separated scopes. */
export function authorizeUrl(o: {
  readonly origin: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string;
  readonly codeChallenge: string;
}): URL {
  const url = new URL('/oauth/authorize', o.origin);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: o.clientId,
    redirect_uri: o.redirectUri,
    scope: o.scopes.join(','),
    state: o.state,
    code_challenge: o.codeChallenge,
    code_challenge_method: 'S256',
  }).toString();
  return url;
}
