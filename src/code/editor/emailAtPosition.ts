import { addressAround } from './addressInText';
import { isEmailAddress } from '../../circuit/ids';

/** An email address in lower case and its place in a line, from `start` to `end` (exclusive). */
export interface AddressInLine {
  readonly emailAddress: string;
  readonly start: number;
  readonly end: number;
}

const longestLocal = 64;
const longestDomain = 189;

/**
 * The address around the character at `column` (from 0). Looks no further than an address can be
 * long.
 */
export function emailAtPosition(line: string, column: number): AddressInLine | undefined {
  const from = Math.max(0, column - longestDomain - 1);
  for (let at = line.indexOf('@', from); at >= 0; at = line.indexOf('@', at + 1)) {
    if (at > column + longestLocal) {
      return undefined;
    }
    const found = findAddress(line, at);
    if (found && found.start <= column && column <= found.end) {
      return found;
    }
  }
  return undefined;
}

/** The distinct addresses in a text, at most `limit`, in order. */
export function addressesInText(text: string, limit: number): readonly string[] {
  const found = new Set<string>();
  for (let at = text.indexOf('@'); at >= 0 && found.size < limit; at = text.indexOf('@', at + 1)) {
    const address = findAddress(text, at);
    if (address) {
      found.add(address.emailAddress);
    }
  }
  return [...found];
}

function findAddress(text: string, at: number): AddressInLine | undefined {
  const found = addressAround(text, at);
  return found && isEmailAddress(found.text)
    ? { emailAddress: found.text.toLowerCase(), start: found.start, end: found.end }
    : undefined;
}
