import { isBreak, phrases, readPhrase, skip, textAt, type Read, type TypedTokens } from './tokens';

type Half = 'am' | 'pm';

const NAMED = new Map<string, Half>([
  ...phrases('am' as const, 'in the morning, morgens, vormittags'),
  ...phrases('pm' as const, 'in the afternoon, in the evening, at night, nachmittags, abends'),
]);
const DOT = new Set(['.']);
/** German days before which `am` means "on": `15 Uhr am Freitag`. */
const GERMAN_DAY = /^(\d|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonn|wochenende)/;

/** `am`, `p.m.`, `p. m.`, the `p` of `3p`, `in the afternoon`. */
export function readHalf(tokens: TypedTokens, at: number): Read<Half> | undefined {
  const named = readPhrase(tokens, at, NAMED);
  if (named) {
    return named;
  }
  const word = textAt(tokens, at);
  if (word === 'pm' || (word === 'am' && !GERMAN_DAY.test(textAt(tokens, at + 1)))) {
    const next = skip(tokens, at + 1, DOT);
    return isBreak(tokens, at + 1) ? { value: word, next } : undefined;
  }
  if (word !== 'a' && word !== 'p') {
    return undefined;
  }
  const value = word === 'a' ? 'am' : 'pm';
  if (textAt(tokens, at + 1) === '.' && textAt(tokens, at + 2) === 'm') {
    return isBreak(tokens, at + 3) ? { value, next: skip(tokens, at + 3, DOT) } : undefined;
  }
  return tokens[at]?.glued && isBreak(tokens, at + 1) ? { value, next: at + 1 } : undefined;
}
