import { readHalf } from './halvesOfDay';
import { readHourWord } from './numbers';
import { CLOCK_WORDS, readSpoken } from './spokenClock';
import {
  isBreak,
  isDash,
  phrases,
  readDigits,
  readPhrase,
  textAt,
  type Read,
  type Tokens,
} from './tokens';

export interface Clock {
  /** After midnight; 1440 is the midnight that ends a day. */
  readonly minutes: number;
  /** 1 to 12 without a word or a leading zero that tells morning from afternoon. */
  readonly either: boolean;
  /** A mere number, which may count something else. */
  readonly bare: boolean;
}

/** `'never'`: it looks like a time, but no clock shows it. */
export type ClockRead = Clock | 'never';

const NOON: Clock = { minutes: 720, either: false, bare: false };
const MIDNIGHT: Clock = { minutes: 1440, either: false, bare: false };
const NAMED = new Map([
  ...phrases(NOON, 'noon, 12 noon, midday, mittag, dem mittag, zum mittag'),
  ...phrases(MIDNIGHT, 'midnight, 12 midnight, mitternacht'),
]);
const LONG_CLOCK_WORDS = new Set([...CLOCK_WORDS, 'h', 'hrs', 'hours']);

/**
 * Reads `14:30`, `2:30 p.m.`, `9 Uhr`, `14 Uhr 30`, `half past two`, `halb drei`, `noon`. With
 * `loose`, after a word such as `until`, also `14`, `14.30`, `1430`, `15h30` and `three`.
 */
export function readClock(tokens: Tokens, at: number, loose: boolean): Read<ClockRead> | undefined {
  return readPhrase(tokens, at, NAMED) ?? readSpoken(tokens, at) ?? readWritten(tokens, at, loose);
}

function readWritten(tokens: Tokens, at: number, loose: boolean): Read<ClockRead> | undefined {
  const long = readDigits(tokens, at, 4);
  if (long?.length === 4) {
    return readMilitary(tokens, at, long, loose);
  }
  const digits = readDigits(tokens, at, 2);
  const word = digits === undefined && loose ? readHourWord(tokens, at) : undefined;
  if (digits === undefined) {
    return word === undefined ? readHourWithSuffix(tokens, at) : finish(tokens, at + 1, word, {});
  }
  const separator = textAt(tokens, at + 1);
  const minute = tokens[at + 2]?.glued ? readDigits(tokens, at + 2, 2) : undefined;
  const isPair = tokens[at + 1]?.glued === true && minute?.length === 2;
  if (isPair && (separator === ':' || separator === '.')) {
    return readPair(tokens, at + 3, { digits, minute, loose: loose || separator === ':' });
  }
  const read = finish(tokens, at + 1, Number(digits), { exact: digits.startsWith('0'), loose });
  return read && (loose || read.value === 'never' || !read.value.bare) ? read : undefined;
}

/** `three o'clock`, `drei Uhr`. */
function readHourWithSuffix(tokens: Tokens, at: number): Read<ClockRead> | undefined {
  const word = readHourWord(tokens, at);
  const read = word === undefined ? undefined : finish(tokens, at + 1, word, {});
  return read && read.value !== 'never' && !read.value.bare ? read : undefined;
}

function readPair(
  tokens: Tokens,
  at: number,
  { digits, minute, loose }: { digits: string; minute: string; loose: boolean },
): Read<ClockRead> | undefined {
  const seconds = textAt(tokens, at) === ':' && readDigits(tokens, at + 1, 2) !== undefined;
  const next = seconds ? at + 2 : at;
  const exact = digits.startsWith('0');
  const read = finish(tokens, next, Number(digits), { minute: Number(minute), exact, loose });
  return read && (loose || read.next > next) ? read : undefined;
}

function readMilitary(
  tokens: Tokens,
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

interface Written {
  readonly minute?: number;
  readonly exact?: boolean;
  readonly loose?: boolean;
}

/** Reads what follows the hour, and the minute if there was one. */
function finish(
  tokens: Tokens,
  at: number,
  hour: number,
  { minute, exact = false, loose = false }: Written,
): Read<ClockRead> | undefined {
  const half = readHalf(tokens, at);
  if (half) {
    const isHour = hour >= 1 && hour <= 12;
    const minutes = (hour % 12) * 60 + (minute ?? 0) + (half.value === 'pm' ? 720 : 0);
    const value = isHour ? clockAt(minutes, { either: false, bare: false }, minute) : 'never';
    return { value, next: half.next };
  }
  const named = readClockWord(tokens, at, minute, loose);
  const isNamed = named !== undefined;
  const shownMinute = named?.value ?? minute;
  const next = named?.next ?? at;
  if (!isNamed && !isBreak(tokens, next)) {
    return undefined;
  }
  const part = isNamed ? readHalf(tokens, next) : undefined;
  if (part && hour <= 12) {
    const minutes = (hour % 12) * 60 + (shownMinute ?? 0) + (part.value === 'pm' ? 720 : 0);
    return {
      value: clockAt(minutes, { either: false, bare: false }, shownMinute),
      next: part.next,
    };
  }
  const either = !exact && hour >= 1 && hour <= 12 && !named?.is24;
  const bare = minute === undefined && !isNamed;
  const minutes = hour * 60 + (shownMinute ?? 0);
  return { value: clockAt(minutes, { either, bare }, shownMinute), next };
}

function clockAt(
  minutes: number,
  rest: Omit<Clock, 'minutes'>,
  minute: number | undefined,
): ClockRead {
  return minutes <= 1440 && (minute ?? 0) < 60 ? { minutes, ...rest } : 'never';
}

/** `Uhr`, `Uhr 30`, `o'clock`, and `h` or `h30` where a time is expected anyway. */
function readClockWord(
  tokens: Tokens,
  at: number,
  minute: number | undefined,
  loose: boolean,
): (Read<number | undefined> & { readonly is24: boolean }) | undefined {
  const word = textAt(tokens, at);
  const isHours = word === 'h' && loose;
  if (!isHours && !CLOCK_WORDS.has(word)) {
    return undefined;
  }
  const later = readDigits(tokens, at + 1, 2);
  const takesMinute =
    minute === undefined &&
    later?.length === 2 &&
    (word === 'uhr' || tokens[at + 1]?.glued === true) &&
    isBreak(tokens, at + 2) &&
    !isDash(textAt(tokens, at + 2));
  const next = takesMinute ? at + 2 : at + 1;
  const value = takesMinute ? Number(later) : minute;
  return isBreak(tokens, next) ? { value, next, is24: word === 'uhr' } : undefined;
}
