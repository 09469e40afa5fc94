import * as l10n from '@vscode/l10n';
import { isCode, readCallback, type Callback, type Expected } from './callback';

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
