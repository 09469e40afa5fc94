import { readAfterHour } from './afterAnHour';
import type { Clock, ClockRead } from './model';
import { readHourWord } from './numbers';
import { CLOCK_WORDS, readSpoken } from './spokenClock';
import {
  isBreak,
  phrases,
  readDigits,
  readExactly,
  readPhrase,
  textAt,
  type Read,
  type TypedTokens,
} from './tokens';

const NOON: Clock = { minutes: 720, either: false, bare: false };
const MIDNIGHT: Clock = { minutes: 1440, either: false, bare: false };
const NAMED = new Map([
  ...phrases(NOON, 'noon, 12 noon, midday, mittag, dem mittag, zum mittag'),
  ...phrases(MIDNIGHT, 'midnight, 12 midnight, mitternacht'),
]);
export const HOUR_UNITS = new Set(['h', 'hr', 'hrs', 'hour', 'hours', 'std', 'stunden']);
const LONG_CLOCK_WORDS = new Set([...CLOCK_WORDS, ...HOUR_UNITS]);

/**
 * Reads `14:30`, `2:30 p.m.`, `9 Uhr`, `14 Uhr 30`, `half past two`, `halb drei`, `noon`. With
 * `loose`, after a word such as `until`, also `14`, `14.30`, `1430`, `15h30` and `three`.
 */
export function readClock(
  tokens: TypedTokens,
  at: number,
  loose: boolean,
): Read<ClockRead> | undefined {
  return readPhrase(tokens, at, NAMED) ?? readSpoken(tokens, at) ?? readWritten(tokens, at, loose);
}

function readWritten(tokens: TypedTokens, at: number, loose: boolean): Read<ClockRead> | undefined {
  const long = readExactly(tokens, at, 4);
  if (long !== undefined) {
    return readMilitary(tokens, at, long, loose);
  }
  const digits = readDigits(tokens, at, 2);
  const word = digits === undefined && loose ? readHourWord(tokens, at) : undefined;
  if (digits === undefined) {
    return word === undefined
      ? readHourWithSuffix(tokens, at)
      : readAfterHour(tokens, at + 1, word, {});
  }
  const separator = textAt(tokens, at + 1);
  const minute = tokens[at + 2]?.glued ? readExactly(tokens, at + 2, 2) : undefined;
  const isPair = tokens[at + 1]?.glued === true && minute !== undefined;
  if (isPair && (separator === ':' || separator === '.')) {
    return readPair(tokens, at + 3, { digits, minute, loose: loose || separator === ':' });
  }
  const read = readAfterHour(tokens, at + 1, Number(digits), {
    exact: digits.startsWith('0'),
    loose,
  });
  return read && (loose || read.value === 'never' || !read.value.bare) ? read : undefined;
}

/** `three o'clock`, `drei Uhr`. */
function readHourWithSuffix(tokens: TypedTokens, at: number): Read<ClockRead> | undefined {
  const word = readHourWord(tokens, at);
  const read = word === undefined ? undefined : readAfterHour(tokens, at + 1, word, {});
  return read && read.value !== 'never' && !read.value.bare ? read : undefined;
}

function readPair(
  tokens: TypedTokens,
  at: number,
  { digits, minute, loose }: { digits: string; minute: string; loose: boolean },
): Read<ClockRead> | undefined {
  const seconds = textAt(tokens, at) === ':' && readDigits(tokens, at + 1, 2) !== undefined;
  const next = seconds ? at + 2 : at;
  const exact = digits.startsWith('0');
  const read = readAfterHour(tokens, next, Number(digits), {
    minute: Number(minute),
    exact,
    loose,
  });
  return read && (loose || read.next > next) ? read : undefined;
}

function readMilitary(
  tokens: TypedTokens,
  at: number,
  digits: string,
  loose: boolean,
): Read<ClockRead> | undefined {
  const isNamed = LONG_CLOCK_WORDS.has(textAt(tokens, at + 1));
  const next = isNamed ? at + 2 : at + 1;
  const [hour, minute] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  return (loose || isNamed) && hour < 24 && minute < 60 && isBreak(tokens, next)
    ? { value: { minutes: hour * 60 + minute, either: false, bare: !isNamed }, next }
    : undefined;
}
