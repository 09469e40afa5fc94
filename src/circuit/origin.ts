import * as l10n from '@vscode/l10n';

/** `punycode`: the host name holds letters that may pass for others; show it as it is. */
export type ParsedOrigin =
  | { readonly kind: 'ok'; readonly origin: string; readonly punycode: boolean }
  | { readonly kind: 'bad'; readonly reason: string };

const shape = /^(?:(https?):\/\/)?(\[[\da-f:.]+\]|[^\s/\\?#@:%[\]]+)(?::(\d{1,5}))?\/?$/i;
const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const plainName = new RegExp(`^${label}(\\.${label})*$`);
const ascii = /^[\x00-\x7f]*$/;

/**
 * Reads what a person typed as *which Circuit*: a host with or without `https://`, and nothing
 * more. Tokens are bound to the answer, so whatever two programs could read in two ways is refused.
 */
export function parseOrigin(text: string): ParsedOrigin {
  const [, scheme = 'https', host, port] = shape.exec(text.trim()) ?? [];
  if (text.length > 300 || host === undefined || Number(port ?? 1) === 0) {
    return bad(l10n.t('Type a host such as eu.yourcircuit.com, with nothing before or after it.'));
  }
  const url = URL.parse(`${scheme}://${host}${port === undefined ? '' : `:${port}`}`);
  if (!url || !isItself(host, url.hostname)) {
    return bad(l10n.t('This host name is not written in its usual form.'));
  }
  if (url.protocol === 'http:' && !isLoopback(url.origin)) {
    return bad(l10n.t('Only https is safe enough for signing in to Circuit.'));
  }
  return { kind: 'ok', origin: url.origin, punycode: /(^|\.)xn--/.test(url.hostname) };
}

/** Whether this origin is this computer itself: the only one plain http is good enough for. */
export function isLoopback(origin: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(origin).hostname);
}

/**
 * Whether the URL parser took the name as typed. It reads `127.1` as 127.0.0.1 and look-alike
 * letters as plain ones; letters it can only write as punycode stay visibly others.
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

/** Circuit's own addresses. None is a default: a domain may lapse into foreign hands. */
export const knownHosts = [
  { origin: 'https://eu.yourcircuit.com', place: 'eu' },
  { origin: 'https://na.yourcircuit.com', place: 'na' },
  { origin: 'https://circuitsandbox.net', place: 'sandbox' },
] as const;

/** Whether a person should look at this origin once before a token is bound to it. */
export function needsConfirmation(origin: string): boolean {
  const { protocol } = new URL(origin);
  // Plain http is for this machine alone: `parseOrigin` lets no other through.
  return protocol !== 'http:' && !knownHosts.some(known => known.origin === origin);
}
