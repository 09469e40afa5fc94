/** A number, a word or a punctuation mark of a typed text, in lower case. */
export interface Token {
  readonly text: string;
  /** Its place in the text; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  /** True if no space precedes it. */
  readonly glued: boolean;
}

/** A value read from tokens, and the index of the next token. */
export interface Read<T> {
  readonly value: T;
  readonly next: number;
}

export type TypedTokens = readonly Token[];

const TOKEN = /\d+|\p{L}+(?:'\p{L}+)*|\S/gu;
const CLOSING = new Set([',', '.', ';', ':', '!', '?', ')', ']']);

export function tokenize(text: string): Token[] {
  const plain = text.replaceAll('’', "'");
  const tokens: Token[] = [];
  for (const { 0: found, index: start } of plain.matchAll(TOKEN)) {
    // Lower case can change a text's length, so places refer to the original.
    tokens.push({
      text: found.toLowerCase(),
      start,
      end: start + found.length,
      glued: start === tokens.at(-1)?.end,
    });
  }
  return tokens;
}

export function textAt(tokens: TypedTokens, at: number): string {
  return tokens[at]?.text ?? '';
}

/** Whether the word or number before `at` is complete: `5pm.` but not `5pm-ish`. */
export function isBreak(tokens: TypedTokens, at: number): boolean {
  const token = tokens[at];
  const after = tokens[at + 1];
  return (
    !token?.glued ||
    (isDash(token.text) && !(after?.glued && /^\p{L}/u.test(after.text))) ||
    (CLOSING.has(token.text) && !after?.glued)
  );
}

/** The index after an optional punctuation mark from `signs`. */
export function skip(tokens: TypedTokens, at: number, signs: ReadonlySet<string>): number {
  return signs.has(textAt(tokens, at)) ? at + 1 : at;
}

/** The longest of `phrases` at `at`. */
export function readPhrase<T>(
  tokens: TypedTokens,
  at: number,
  phrases: ReadonlyMap<string, T>,
): Read<T> | undefined {
  if (!firstWordsOf(phrases).has(textAt(tokens, at))) {
    return undefined;
  }
  for (let length = LONGEST_PHRASE; length > 0; length--) {
    const words = tokens.slice(at, at + length).map(({ text }) => text);
    const value = words.length === length ? phrases.get(words.join(' ')) : undefined;
    const isSign = !/[\p{L}\d]$/u.test(words.at(-1) ?? '');
    if (value !== undefined && (isSign || isBreak(tokens, at + length))) {
      return { value, next: at + length };
    }
  }
  return undefined;
}

const LONGEST_PHRASE = 6;
const firstWords = new WeakMap<object, ReadonlySet<string>>();

function firstWordsOf(phrases: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const known = firstWords.get(phrases);
  const found = known ?? new Set([...phrases.keys()].map(phrase => phrase.split(' ')[0] ?? ''));
  if (!known) {
    firstWords.set(phrases, found);
  }
  return found;
}

/** `phrases` separated by commas, each with `value`. */
export function phrases<T>(value: T, list: string): [string, T][] {
  return list.split(', ').map(phrase => [phrase, value]);
}

/** Digits at `at`, at most `longest` of them. */
export function readDigits(tokens: TypedTokens, at: number, longest: number): string | undefined {
  const { text } = tokens[at] ?? { text: '' };
  return /^\d+$/.test(text) && text.length <= longest ? text : undefined;
}

/** A number of exactly `length` digits. */
export function readExactly(tokens: TypedTokens, at: number, length: number): string | undefined {
  const digits = readDigits(tokens, at, length);
  return digits?.length === length ? digits : undefined;
}

export function isDash(text: string): boolean {
  return text === '-' || text === '–' || text === '—';
}
