import { isEmailAddress } from '../../circuit/ids';

/** An e-mail address in a text, from `start` up to but without `end`, in lower case. */
export interface AddressInText {
  readonly emailAddress: string;
  readonly start: number;
  readonly end: number;
}

const local = /[A-Za-z0-9_+'.-]/;
const domain = /[A-Za-z0-9.-]/;
const longestLocal = 64;
const longestDomain = 189;

/** The address that the character at `column` (from 0) belongs to. Looks no further than an address is long. */
export function emailAtPosition(line: string, column: number): AddressInText | undefined {
  const from = Math.max(0, column - longestDomain - 1);
  for (let at = line.indexOf('@', from); at >= 0; at = line.indexOf('@', at + 1)) {
    if (at > column + longestLocal) {
      return undefined;
    }
    const found = addressAround(line, at);
    if (found && found.start <= column && column <= found.end) {
      return found;
    }
  }
  return undefined;
}

/** The different addresses of a text, at most `limit`, in the order they come. */
export function addressesInText(text: string, limit: number): readonly string[] {
  const found = new Set<string>();
  for (let at = text.indexOf('@'); at >= 0 && found.size < limit; at = text.indexOf('@', at + 1)) {
    const address = addressAround(text, at);
    if (address) {
      found.add(address.emailAddress);
    }
  }
  return [...found];
}

function addressAround(text: string, at: number): AddressInText | undefined {
  let start = at;
  while (start > 0 && at - start < longestLocal && local.test(text.charAt(start - 1))) {
    start -= 1;
  }
  let end = at + 1;
  while (end - at <= longestDomain && domain.test(text.charAt(end))) {
    end += 1;
  }
  start += leading(text.slice(start, at));
  end -= trailing(text.slice(at + 1, end));
  const emailAddress = text.slice(start, end);
  return isEmailAddress(emailAddress)
    ? { emailAddress: emailAddress.toLowerCase(), start, end }
    : undefined;
}

/** Punctuation of the sentence around an address: `'a@b.c'` and `...a@b.c`. */
function leading(before: string): number {
  return before.length - before.replace(/^['.+-]+/, '').length;
}

function trailing(after: string): number {
  let count = 0;
  while (/[.-]/.test(after.charAt(after.length - 1 - count))) {
    count += 1;
  }
  return count;
}
