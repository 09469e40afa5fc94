import { isEmailAddress } from '../../circuit/ids';
import { whyNoAddress, type NoAddress } from './noAddress';

/** The email addresses in a text, in lower case, without duplicates, in order. */
export interface Addresses {
  readonly addresses: readonly string[];
  /** Words with an `@` that are not ordinary email addresses, without duplicates. */
  readonly invalid: readonly NoAddress[];
  /** The number of duplicates. */
  readonly duplicates: number;
  /** The number of addresses beyond `mostAddresses`, which were left out. */
  readonly beyond: number;
}

/** More than can be watched, and no more than 20 requests. */
export const mostAddresses = 500;
/** Longer than any real list; the rest is not read. */
const mostCharacters = 1_000_000;
const longestWord = 254;

/**
 * Finds email addresses in lists, in `Name <address>` headers and in any text, in linear time. RFC
 * 5322 parsers reject a whole list for one bad entry, and know neither spreadsheet columns nor
 * other languages' quotation marks. It finds nobody rather than part of a longer name: `jörg@…` is
 * not `rg@…`.
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

/** Characters that no ordinary address contains and that separate addresses in real lists. */
const between = /[\s,;:<>()[\]{}"`´|?…·•‣◦▪▫●○■□–—“”„‟«»‹›「」『』、。،؛।]+/u;
const fullWidth = /[\uFF01-\uFF5E]/g;
const singleQuotes = /[‘’‚‛]/g;
const mailto = /mailto:(?:\/\/)?([^\s<>"'()[\]]*)/gi;
/** The rest of a link, whose password is not a name. */
const link = /:\/\/[^\s<>",;|]*/g;

function clean(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(fullWidth, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(singleQuotes, "'")
    .replace(mailto, (_, target: string) => ` ${addressesOf(target)} `)
    .replace(link, ' ');
}

/** The recipients of a `mailto:` link, without its subject and body. */
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

/** A word without surrounding punctuation; `a@x.example/b@x.example` are two. */
function intoAddresses(word: string): readonly string[] {
  const pieces = word.split('/').map(piece => withAsciiDomain(trim(piece)));
  return pieces.length > 1 && pieces.every(isEmailAddress) ? pieces : [withAsciiDomain(trim(word))];
}

/** Removes a bullet or key before an address, quotes around it, and punctuation after it. */
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
  // Markdown emphasis; an underscore only before the name belongs to it.
  return inner.endsWith('_') ? inner.replace(/^_+|_+$/g, '') : inner;
}

/** `ada@bücher.example` with its domain in ASCII. */
function withAsciiDomain(word: string): string {
  const at = word.lastIndexOf('@');
  const host = word.slice(at + 1);
  const url = /^[\p{L}\p{M}\p{N}.-]{1,254}$/u.test(host) ? URL.parse(`http://${host}`) : null;
  return url && /[^\x00-\x7f]/.test(host) ? `${word.slice(0, at)}@${url.hostname}` : word;
}
