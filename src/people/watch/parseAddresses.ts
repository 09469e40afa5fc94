import { isEmailAddress } from '../../circuit/ids';
import { whyNoAddress, type NoAddress } from './noAddress';

/** The e-mail addresses of a text, lower case and each once, in the order they occur. */
export interface Addresses {
  readonly addresses: readonly string[];
  /** Words with an `@` that are no plain e-mail address, each once. */
  readonly invalid: readonly NoAddress[];
  /** How many addresses occurred again. */
  readonly duplicates: number;
  /** How many addresses were left out because the text had more than `mostAddresses`. */
  readonly beyond: number;
}

/** More than can ever be watched, and no more than 20 requests. */
export const mostAddresses = 500;
/** What no file of addresses needs; the rest is not read. */
const mostCharacters = 1_000_000;
const longestWord = 254;

/**
 * Finds e-mail addresses in lists, in `Name <address>` headers, in any text. Linear in its length.
 * Readers of RFC 5322 give up a whole list for one bad entry, and know neither columns of a sheet
 * nor quotation marks of other languages. Rather nobody than part of a longer name: `jörg@…` is not
 * `rg@…`.
 */
export function parseAddresses(text: string): Addresses {
  const words = clean(text.slice(0, mostCharacters))
    .split(between)
    .filter(word => word.includes('@'))
    .flatMap(intoAddresses)
    .filter(word => word !== '@' && word !== '');
  const valid = words.filter(isEmailAddress).map(word => word.toLowerCase());
  const unique = [...new Set(valid)];
  const invalid = new Set(words.filter(word => !isEmailAddress(word)));
  return {
    addresses: unique.slice(0, mostAddresses),
    invalid: [...invalid].map(word => ({
      text: word.slice(0, longestWord),
      reason: whyNoAddress(word),
    })),
    duplicates: valid.length - unique.length,
    beyond: Math.max(0, unique.length - mostAddresses),
  };
}

/** Everything that no plain address holds and that stands between addresses somewhere. */
const between = /[\s,;:<>()[\]{}"`´|?…·•‣◦▪▫●○■□–—“”„‟«»‹›「」『』、。،؛।]+/u;
const fullWidth = /[\uFF01-\uFF5E]/g;
const singleQuotes = /[‘’‚‛]/g;
const mailto = /mailto:(?:\/\/)?([^\s<>"'()[\]]*)/gi;
/** From there on a link, whose password is nobody's name. */
const link = /:\/\/[^\s<>",;|]*/g;

function clean(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(fullWidth, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(singleQuotes, "'")
    .replace(mailto, (_, target: string) => ` ${addressesOf(target)} `)
    .replace(link, ' ');
}

/** Whom a `mailto:` link goes to, without its subject and body. */
function addressesOf(target: string): string {
  const [to = '', query = ''] = target.replaceAll('&amp;', '&').split('?', 2);
  const fields = query.split('&').map(field => /^(?:to|cc|bcc)=(.*)$/i.exec(field)?.[1] ?? '');
  return [to, ...fields].map(decode).join(' ');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A word without what stands around it; `a@x.example/b@x.example` are two. */
function intoAddresses(word: string): readonly string[] {
  const pieces = word.split('/').map(piece => withAsciiDomain(trim(piece)));
  return pieces.length > 1 && pieces.every(isEmailAddress) ? pieces : [withAsciiDomain(trim(word))];
}

/** A sentence may end with an address, a bullet or a key stand before it, and quotes around it. */
function trim(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && ".'!?*+-".includes(word.charAt(start))) {
    start++;
  }
  while (end > start && ".'!?*/\\-".includes(word.charAt(end - 1))) {
    end--;
  }
  const inner = word
    .slice(start, end)
    .replace(/^[a-z][a-z-]*=/i, '')
    .replace(/'s$/, '');
  // Markdown's emphasis. Before the name alone it belongs to the name.
  return inner.endsWith('_') ? inner.replace(/^_+|_+$/g, '') : inner;
}

/** `ada@bücher.example` as mail servers know it. */
function withAsciiDomain(word: string): string {
  const at = word.lastIndexOf('@');
  const host = word.slice(at + 1);
  const url = /^[\p{L}\p{M}\p{N}.-]{1,254}$/u.test(host) ? URL.parse(`http://${host}`) : null;
  return url && /[^\x00-\x7f]/.test(host) ? `${word.slice(0, at)}@${url.hostname}` : word;
}
