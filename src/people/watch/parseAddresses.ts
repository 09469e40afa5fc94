import { isEmailAddress } from '../../circuit/ids';

/** The e-mail addresses of a text, lower case and each once, in the order they occur. */
export interface Addresses {
  readonly addresses: readonly string[];
  /** Words with an `@` that are no plain e-mail address. */
  readonly invalid: readonly string[];
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

/** Finds e-mail addresses in lists, in `Name <address>` headers, in any text. Linear in its length. */
export function parseAddresses(text: string): Addresses {
  const words = text
    .slice(0, mostCharacters)
    .split(/[\s,;:<>()[\]"`|]+/)
    .filter(word => word.includes('@'))
    .map(trimPunctuation)
    .filter(word => word !== '@' && word !== '');
  const valid = words.filter(isEmailAddress).map(word => word.toLowerCase());
  const unique = [...new Set(valid)];
  return {
    addresses: unique.slice(0, mostAddresses),
    invalid: [...new Set(words.filter(word => !isEmailAddress(word)))].map(word =>
      word.slice(0, longestWord),
    ),
    duplicates: valid.length - unique.length,
    beyond: Math.max(0, unique.length - mostAddresses),
  };
}

/** A sentence may end with an address, and quotes may stand around one. */
function trimPunctuation(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && ".'!?*_".includes(word.charAt(start))) {
    start++;
  }
  while (end > start && ".'!?*/\\".includes(word.charAt(end - 1))) {
    end--;
  }
  return word.slice(start, end);
}
