import * as l10n from '@vscode/l10n';

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

/** Invisible characters that copying brings along: controls, zero-width, bidi marks, BOM. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Reads the address the browser ended on, or the bare code out of it. */
export function readPasted(text: string, redirectUri: string, expected: Expected): Pasted {
  const cleaned = clean(text);
  if (/^[a-z][a-z0-9+.-]*:/i.test(cleaned) || cleaned.includes('?')) {
    return readAddress(cleaned, redirectUri, expected);
  }
  return cleaned.length >= 8 && isCode(cleaned)
    ? { kind: 'code', code: cleaned }
    : { kind: 'bad', reason: l10n.t('This is neither the address nor a code from it.') };
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
  const url = URL.parse(/^https?:/i.test(address) ? address : `http://${address}`);
  const ours = new URL(redirectUri);
  const hosts = ['localhost', '127.0.0.1', '[::1]'];
  const isOurs =
    url?.protocol === ours.protocol &&
    hosts.includes(url.hostname) &&
    url.port === ours.port &&
    url.pathname === ours.pathname;
  if (!isOurs) {
    return { kind: 'bad', reason: l10n.t('The address has to begin with {0}.', redirectUri) };
  }
  const callback = readCallback(url.searchParams, expected);
  return callback.kind === 'ignored'
    ? { kind: 'bad', reason: l10n.t('This address belongs to another sign-in, or is incomplete.') }
    : callback;
}

function clean(text: string): string {
  return text.replace(invisible, '').trim();
}
