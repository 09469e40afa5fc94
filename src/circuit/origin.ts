import * as l10n from '@vscode/l10n';

/**
 * `punycode`: the host name contains letters that may be confused with others; it is shown as it
 * is.
 */
export type ParsedOrigin =
  | { readonly kind: 'ok'; readonly origin: string; readonly punycode: boolean }
  | { readonly kind: 'bad'; readonly reason: string };

const shape = /^(?:(https?):\/\/)?(\[[\da-f:.]+\]|[^\s/\\?#@:%[\]]+)(?::(\d{1,5}))?\/?$/i;
const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const plainName = new RegExp(`^${label}(\\.${label})*$`);
const ascii = /^[\x00-\x7f]*$/;

/**
 * Parses the typed address of a Circuit server: a host with or without `https://`, nothing more.
 * Tokens are bound to the result, so anything that two programs might read differently is rejected.
 */
export function parseOrigin(text: string): ParsedOrigin {
  const [, scheme = 'https', host, port] = shape.exec(text.trim()) ?? [];
  if (text.length > 300 || host === undefined || Number(port) === 0) {
    return bad(l10n.t('Enter only a host name, such as eu.yourcircuit.com.'));
  }
  const url = URL.parse(`${scheme}://${host}${port === undefined ? '' : `:${port}`}`);
  if (!url || !isItself(host, url.hostname)) {
    return bad(l10n.t("This host name isn't in its standard form."));
  }
  if (url.protocol === 'http:' && !isLoopback(url.origin)) {
    return bad(l10n.t('Signing in to Circuit requires HTTPS.'));
  }
  return { kind: 'ok', origin: url.origin, punycode: /(^|\.)xn--/.test(url.hostname) };
}

/** Whether this origin is this computer, the only one that may use plain http. */
export function isLoopback(origin: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(origin).hostname);
}

/**
 * Whether the URL parser kept the host name as typed. It turns `127.1` into 127.0.0.1 and
 * look-alike letters into plain ones; letters that it can only write as punycode remain visibly
 * different.
 */
function isItself(typed: string, parsed: string): boolean {
  if (parsed.startsWith('[')) {
    return !parsed.startsWith('[::ffff:');
  }
  const same = ascii.test(typed) ? typed.toLowerCase() === parsed : /(^|\.)xn--/.test(parsed);
  return same && parsed.length <= 253 && plainName.test(parsed);
}

function bad(reason: string): ParsedOrigin {
  return { kind: 'bad', reason };
}

/** Circuit's own servers. None is a default: a domain may lapse and change hands. */
export const knownHosts = [
  { origin: 'https://eu.yourcircuit.com', place: 'eu' },
  { origin: 'https://na.yourcircuit.com', place: 'na' },
  { origin: 'https://circuitsandbox.net', place: 'sandbox' },
] as const;

/** Whether the person should confirm this origin before a token is bound to it. */
export function needsConfirmation(origin: string): boolean {
  const { protocol } = new URL(origin);
  // Only this machine may use plain http; `parseOrigin` rejects any other.
  return protocol !== 'http:' && !knownHosts.some(known => known.origin === origin);
}
