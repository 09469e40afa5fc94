import * as l10n from '@vscode/l10n';

/** What one sign-in waits for. */
export interface Expected {
  readonly state: string;
  /** The origin opened in the browser; an `iss` must equal it (RFC 9207). */
  readonly origin: string;
}

export type Callback =
  | { readonly kind: 'code'; readonly code: string }
  /** Circuit refused this very sign-in. */
  | { readonly kind: 'denied'; readonly error: DeniedError }
  /** Not for this sign-in, or not from Circuit: it must not end the sign-in. */
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

/** Judges the query that the browser came back with. Never throws, never keeps foreign text. */
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
    // The vendor's examples treat a return without a code as a refusal.
    return query.has('access_token') ? { kind: 'ignored' } : declined;
  }
  return codeShape.test(code) ? { kind: 'code', code } : { kind: 'ignored' };
}

/** Compares in constant time. */
function isSame(given: string, wanted: string): boolean {
  let difference = given.length ^ wanted.length;
  for (let at = 0; at < wanted.length; at += 1) {
    difference |= given.charCodeAt(at) ^ wanted.charCodeAt(at);
  }
  return difference === 0;
}

export type Pasted =
  | Exclude<Callback, { kind: 'ignored' }>
  /** `reason` is a localised sentence. */
  | { readonly kind: 'bad'; readonly reason: string };

/** Invisible characters that come along when copying: controls, zero-width, bidi marks, BOM. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const around = /^[<("'`\u2018-\u201e\u00ab\u00bb]+|[>)"'`\u2018-\u201e\u00ab\u00bb]+$/g;
const queryAlone = /^[?#]?(?:code|state|error|error_description|iss|scope)=/;

/**
 * Reads the browser's final address, or its part after the `?`. A code alone is refused: it tells
 * neither which sign-in nor which Circuit it belongs to, so it may be an attacker's.
 */
export function readPasted(text: string, redirectUri: string, expected: Expected): Pasted {
  const cleaned = clean(text).replace(around, '').replaceAll('&amp;', '&');
  if (queryAlone.test(cleaned)) {
    const query = new URLSearchParams(cleaned.replace(/^[?#]/, ''));
    return query.has('code') || query.has('error') ? judge(query, expected) : incomplete();
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(cleaned) || /[?#]/.test(cleaned)) {
    return readAddress(cleaned.replace(/\s+/g, ''), redirectUri, expected);
  }
  return {
    kind: 'bad',
    reason: l10n.t('Paste the entire address.'),
  };
}

/** Reads a pasted access token; undefined if it cannot be one. */
export function readPastedToken(text: string): string | undefined {
  const token = clean(text)
    .replace(/^(["'`])(.*)\1$/, '$2')
    .trim()
    .replace(/^bearer\s+/i, '')
    .trim();
  return /^[A-Za-z0-9\-._~+/]{8,4096}=*$/.test(token) ? token : undefined;
}

function readAddress(address: string, redirectUri: string, expected: Expected): Pasted {
  const bare = address.replace(/^view-source:/i, '');
  const url = URL.parse(/^https?:/i.test(bare) ? bare : `http://${bare}`);
  const ours = new URL(redirectUri);
  if (url === null || !isAt(url, ours)) {
    const start = ours.origin + ours.pathname;
    return { kind: 'bad', reason: l10n.t('The address must start with {0}.', start) };
  }
  // Where Circuit says no it may do so behind the `#`, which no browser sends to us.
  const parts = [url.search, url.hash].map(part => new URLSearchParams(part.slice(1)));
  return judge(parts.find(part => part.has('state')) ?? new URLSearchParams(), expected);
}

/** Some browsers force https on `localhost` and end on an error page with the right address. */
function isAt(url: URL, ours: URL): boolean {
  const local = ['localhost', '127.0.0.1', '[::1]'];
  const isSameHost = local.includes(ours.hostname)
    ? local.includes(url.hostname) && portOf(url) === portOf(ours)
    : url.origin === ours.origin;
  return isSameHost && url.pathname === ours.pathname;
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80');
}

function judge(query: URLSearchParams, expected: Expected): Pasted {
  const callback = readCallback(query, expected);
  return callback.kind === 'ignored' ? incomplete() : callback;
}

function incomplete(): Pasted {
  return {
    kind: 'bad',
    reason: l10n.t('This address is incomplete or belongs to a different sign-in.'),
  };
}

function clean(text: string): string {
  return text.replace(invisible, '').trim();
}
