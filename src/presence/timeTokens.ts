import { minutesAfterMidnight } from './dndTimes';

/** A part of a typed text, and how many of its words it took. */
export interface Read<T> {
  readonly value: T;
  readonly used: number;
}

export type DayWord =
  | { readonly kind: 'today' }
  | { readonly kind: 'tomorrow' }
  /** 0 is Sunday, as in `Date.getDay()`. */
  | { readonly kind: 'weekday'; readonly weekday: number };

const WEEKDAYS = [
  'sun sunday so sonntag',
  'mon monday mo montag',
  'tue tues tuesday di dienstag',
  'wed wednesday mi mittwoch',
  'thu thur thurs thursday do donnerstag',
  'fri friday fr freitag',
  'sat saturday sa samstag sonnabend',
].map(names => names.split(' '));
const HOUR_UNITS = new Set('h hr hrs hour hours std stunde stunden'.split(' '));
const MINUTE_UNITS = new Set('m min mins minute minutes minuten'.split(' '));
const NOONS = new Set('noon midday mittag'.split(' '));

/** Reads `90m`, `2 h`, `1h30`, `1.5h`, `1 h 30 min`, in minutes. */
export function readDuration(words: readonly string[]): Read<number> | undefined {
  const hours = readAmount(words, HOUR_UNITS, 60);
  const minutes = readAmount(words.slice(hours?.used ?? 0), MINUTE_UNITS, 1);
  if (hours || minutes) {
    return {
      value: Math.round((hours?.value ?? 0) + (minutes?.value ?? 0)),
      used: (hours?.used ?? 0) + (minutes?.used ?? 0),
    };
  }
  const [, hour, minute] = /^(\d{1,5})h(\d{1,2})(?:m|min)?$/.exec(words[0] ?? '') ?? [];
  return hour === undefined ? undefined : { value: Number(hour) * 60 + Number(minute), used: 1 };
}

/** Reads `today`, `morgen`, `fri`. Two-letter names mean other things too and need a clock time. */
export function readDay(words: readonly string[]): Read<DayWord> | undefined {
  const [word = ''] = words;
  if (word === 'today' || word === 'heute') {
    return { value: { kind: 'today' }, used: 1 };
  }
  if (word === 'tomorrow' || word === 'morgen') {
    return { value: { kind: 'tomorrow' }, used: 1 };
  }
  const weekday = WEEKDAYS.findIndex(names => names.includes(word.replace(/[.,]$/, '')));
  return weekday < 0 ? undefined : { value: { kind: 'weekday', weekday }, used: 1 };
}

/**
 * Reads `14:30`, `2:30 pm`, `9 uhr`, `noon` as minutes after midnight, `'never'` where no clock
 * shows it. With `loose`, after a word such as `until`, also `14` and `14.30`.
 */
export function readClock(
  words: readonly string[],
  loose: boolean,
): Read<number | 'never'> | undefined {
  const [word = '', next = ''] = words;
  if (NOONS.has(word)) {
    return { value: 12 * 60, used: 1 };
  }
  const match = /^(\d{1,2})(?:([:.])(\d{2}))?(am|pm|uhr)?$/.exec(word);
  if (!match) {
    return undefined;
  }
  const [, hour, separator, minute = '0', attached] = match;
  const follows = next === 'am' || next === 'pm' || next === 'uhr';
  if (separator !== ':' && !loose && !attached && !follows) {
    return undefined;
  }
  const suffix = attached ?? (follows ? next : '');
  return {
    value: clockMinutes(Number(hour), Number(minute), suffix) ?? 'never',
    used: attached || !follows ? 1 : 2,
  };
}

function clockMinutes(hour: number, minute: number, suffix: string): number | undefined {
  if (suffix !== 'am' && suffix !== 'pm') {
    return minutesAfterMidnight(hour, minute);
  }
  const of12 = hour >= 1 && hour <= 12;
  return of12 ? minutesAfterMidnight((hour % 12) + (suffix === 'pm' ? 12 : 0), minute) : undefined;
}

function readAmount(
  words: readonly string[],
  units: ReadonlySet<string>,
  minutes: number,
): Read<number> | undefined {
  const [word = '', next = ''] = words;
  const [, number, unit = ''] = /^(\d{1,5}(?:[.,]\d{1,2})?)([a-z]{0,8})\.?$/.exec(word) ?? [];
  if (number === undefined || !units.has(unit || next)) {
    return undefined;
  }
  return { value: Number(number.replace(',', '.')) * minutes, used: unit ? 1 : 2 };
}
