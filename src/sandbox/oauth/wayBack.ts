import type { World } from '../world';

/** Where the browser is sent back to. */
export interface WayBack {
  readonly redirectUri: URL;
  readonly state: string | undefined;
  /** The requested response type: a code is returned in the query, a token in the fragment. */
  readonly responseType: 'code' | 'token';
}

type Result = Readonly<Record<string, string | undefined>>;

/** The address with the code or token. */
export function addressWith({ redirectUri, state, responseType }: WayBack, result: Result): URL {
  return put(redirectUri, responseType === 'code' ? 'query' : 'fragment', { ...result, state });
}

/** The address that reports an error, in one of the ways that clients must expect. */
export function addressOfError(
  { redirectUri, state, responseType }: WayBack,
  error: string,
  { denyAs }: World['readings'],
): URL {
  const inFragment = responseType === 'token' || denyAs === 'fragment';
  const result = denyAs === 'bare' ? { state } : { error, state };
  return put(redirectUri, inFragment ? 'fragment' : 'query', result);
}

/** Circuit compares protocol, domain and port. Also for schemes whose `URL.origin` is `null`. */
export function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

function put(redirectUri: URL, where: 'query' | 'fragment', result: Result): URL {
  const url = new URL(redirectUri);
  const values = where === 'query' ? url.searchParams : new URLSearchParams();
  for (const [name, value] of Object.entries(result)) {
    if (value !== undefined) {
      values.set(name, value);
    }
  }
  if (where === 'fragment') {
    url.hash = values.toString();
  }
  return url;
}
