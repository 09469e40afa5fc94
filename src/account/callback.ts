import { createHash, timingSafeEqual } from 'node:crypto';

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
  return isCode(code) ? { kind: 'code', code } : { kind: 'ignored' };
}

/** Whether `text` can be an authorization code: printable ASCII without spaces. */
export function isCode(text: string): boolean {
  return codeShape.test(text);
}

/** Compares without telling by its time how much agreed. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
