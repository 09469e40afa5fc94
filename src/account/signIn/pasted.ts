import * as l10n from '@vscode/l10n';
import { type Callback, type Expected, readCallback } from './callback';

export type Pasted =
  | Exclude<Callback, { kind: 'ignored' }>
  /** `reason` is a localised sentence. */
  | { readonly kind: 'bad'; readonly reason: string };

/** Invisible characters that copying brings along: controls, zero-width, bidi marks, BOM. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const around = /^[<("'`\u2018-\u201e\u00ab\u00bb]+|[>)"'`\u2018-\u201e\u00ab\u00bb]+$/g;
const queryAlone = /^[?#]?(?:code|state|error|error_description|iss|scope)=/;

/**
 * Reads the address the browser ended on, or what stands in it after the `?`. A code alone is
 * refused: it says neither which sign-in nor whose Circuit it is from, so it may be an attacker's.
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
    reason: l10n.t('Paste the whole address, from the beginning to the end.'),
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

/** Some browsers force https on `localhost` and end on an error page with the right address. */
function readAddress(address: string, redirectUri: string, expected: Expected): Pasted {
  const bare = address.replace(/^view-source:/i, '');
  const url = URL.parse(/^https?:/i.test(bare) ? bare : `http://${bare}`);
  const ours = new URL(redirectUri);
  const port = ours.port || '80';
  const isOurs =
    url !== null &&
    ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) &&
    (url.port || (url.protocol === 'https:' ? '443' : '80')) === port &&
    url.pathname === ours.pathname;
  if (!isOurs) {
    return { kind: 'bad', reason: l10n.t('The address has to begin with {0}.', redirectUri) };
  }
  // Where Circuit says no it may do so behind the `#`, which no browser sends to us.
  const parts = [url.search, url.hash].map(part => new URLSearchParams(part.slice(1)));
  return judge(parts.find(part => part.has('state')) ?? new URLSearchParams(), expected);
}

function judge(query: URLSearchParams, expected: Expected): Pasted {
  const callback = readCallback(query, expected);
  return callback.kind === 'ignored' ? incomplete() : callback;
}

function incomplete(): Pasted {
  return {
    kind: 'bad',
    reason: l10n.t('This address belongs to another sign-in, or is incomplete.'),
  };
}

function clean(text: string): string {
  return text.replace(invisible, '').trim();
}
