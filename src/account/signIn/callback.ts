/** What one sign-in waits for. */
export interface Expected {
  readonly state: string;
  /** The origin that was opened in the browser; an `iss` has to be exactly that (RFC 9207). */
  readonly origin: string;
}

export type Callback =
  | { readonly kind: 'code'; readonly code: string }
  /** Circuit said no, to this very sign-in. */
  | { readonly kind: 'denied'; readonly error: DeniedError }
  /** Not for this sign-in, or not from Circuit: nobody else may end it. */
  | { readonly kind: 'ignored' };

const deniedErrors = [
  'access_denied',
  'invalid_scope',
  'invalid_request',
  'unauthorized_client',
  'unsupported_response_type',
  'server_error',
  'temporarily_unavailable',
] as const;

/** The error codes of RFC 6749, section 4.1.2.1; `unknown` for any other text. */
export type DeniedError = (typeof deniedErrors)[number] | 'unknown';

const single = ['state', 'code', 'error', 'iss'];
const declined = { kind: 'denied', error: 'access_denied' } as const;
/** Printable ASCII without spaces. */
const codeShape = /^[\x21-\x7e]{1,2048}$/;

/** Judges the query that a browser brought back. Never throws, never keeps foreign text. */
export function readCallback(query: URLSearchParams, expected: Expected): Callback {
  if (single.some(name => query.getAll(name).length > 1)) {
    return { kind: 'ignored' };
  }
  const iss = query.get('iss');
  if (
    !isSame(query.get('state') ?? '', expected.state) ||
    (iss ?? expected.origin) !== expected.origin
  ) {
    return { kind: 'ignored' };
  }
  const error = query.get('error');
  if (error !== null) {
    return { kind: 'denied', error: deniedErrors.find(known => known === error) ?? 'unknown' };
  }
  const code = query.get('code') ?? '';
  if (code === '') {
    // The vendor's examples take a return without a code for a no.
    return query.has('access_token') ? { kind: 'ignored' } : declined;
  }
  return codeShape.test(code) ? { kind: 'code', code } : { kind: 'ignored' };
}

/** Compares without telling by its time how much agreed. */
function isSame(given: string, wanted: string): boolean {
  let difference = given.length ^ wanted.length;
  for (let at = 0; at < wanted.length; at += 1) {
    difference |= given.charCodeAt(at) ^ wanted.charCodeAt(at);
  }
  return difference === 0;
}
