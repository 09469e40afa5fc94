import { isBreak, phrases, readDigits, skip, textAt, type Read, type Tokens } from './tokens';

/** A date as it was written, its month counted from 1. */
export interface CalendarDate {
  readonly kind: 'date';
  readonly day: number;
  /** `until the 4th` has none. */
  readonly month?: number | undefined;
  readonly year?: number | undefined;
  /** The weekday that was written with it: a wrong one shows that something is wrong. */
  readonly weekday?: number | undefined;
  /** `12/4`: which is the month differs from country to country. */
  readonly swappable?: boolean;
  /** `4.12`, which could be a time or a version, too. */
  readonly weak?: boolean;
}

const MONTHS = new Map(
  [
    'jan, january, januar, jänner',
    'feb, february, februar',
    'mar, march, mär, märz, maerz',
    'apr, april',
    'may, mai',
    'jun, june, juni',
    'jul, july, juli',
    'aug, august',
    'sep, sept, september',
    'oct, okt, october, oktober',
    'nov, november',
    'dec, dez, december, dezember',
  ].flatMap((names, index) => phrases(index + 1, names)),
);
const ORDINALS = new Set(['st', 'nd', 'rd', 'th']);
const DOT = new Set(['.']);
const COMMA = new Set([',']);
const OF = new Set(['of']);
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads `27.11.`, `4. Dezember 2026`, `Dec 4th`, `2026-12-04`, `11/27`, `4th`, `12.` after `zum`. */
export function readDate(tokens: Tokens, at: number): Read<CalendarDate> | undefined {
  const read =
    readIso(tokens, at) ??
    readGerman(tokens, at) ??
    readSlashed(tokens, at) ??
    readDayAndMonth(tokens, at) ??
    readMonthAndDay(tokens, at) ??
    readDayOfMonth(tokens, at);
  return read && exists(read.value) ? read : undefined;
}

function exists({ day, month, year }: CalendarDate): boolean {
  const isLeap = year === undefined || new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  const last = month === undefined ? 31 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= (month === 2 && !isLeap ? 28 : last);
}

function readIso(tokens: Tokens, at: number): Read<CalendarDate> | undefined {
  const year = readDigits(tokens, at, 4);
  const [month, day] = [readDigits(tokens, at + 2, 2), readDigits(tokens, at + 4, 2)];
  const dashes = textAt(tokens, at + 1) === '-' && textAt(tokens, at + 3) === '-';
  if (year?.length !== 4 || !dashes || month === undefined || day === undefined) {
    return undefined;
  }
  const isTime = textAt(tokens, at + 5) === 't';
  return isTime || isBreak(tokens, at + 5)
    ? date(Number(day), Number(month), isTime ? at + 6 : at + 5, Number(year))
    : undefined;
}

function readGerman(tokens: Tokens, at: number): Read<CalendarDate> | undefined {
  const [day, month] = [readDigits(tokens, at, 2), readDigits(tokens, at + 2, 2)];
  const isPoint = textAt(tokens, at + 1) === '.' && tokens[at + 1]?.glued === true;
  if (day === undefined || month === undefined || !isPoint || !tokens[at + 2]?.glued) {
    return undefined;
  }
  const isDotted = textAt(tokens, at + 3) === '.' && tokens[at + 3]?.glued === true;
  const year = isDotted ? readYear(tokens, at + 4) : undefined;
  const next = year?.next ?? (isDotted ? at + 4 : at + 3);
  const read = isBreak(tokens, next)
    ? date(Number(day), Number(month), next, year?.value)
    : undefined;
  return read && !isDotted ? { value: { ...read.value, weak: true }, next } : read;
}

function readSlashed(tokens: Tokens, at: number): Read<CalendarDate> | undefined {
  const [first, second] = [readDigits(tokens, at, 2), readDigits(tokens, at + 2, 2)];
  const isAlways = first === '24' && second === '7';
  if (first === undefined || second === undefined || textAt(tokens, at + 1) !== '/' || isAlways) {
    return undefined;
  }
  const hasYear = textAt(tokens, at + 3) === '/';
  const year = hasYear ? readYear(tokens, at + 4) : undefined;
  const next = year?.next ?? at + 3;
  const [month, day] = Number(first) > 12 ? [second, first] : [first, second];
  const read = isBreak(tokens, next)
    ? date(Number(day), Number(month), next, year?.value)
    : undefined;
  const swappable = Number(first) <= 12 && Number(second) <= 12 && first !== second;
  return read && { value: { ...read.value, swappable }, next };
}

function readDayAndMonth(tokens: Tokens, at: number): Read<CalendarDate> | undefined {
  const day = readDigits(tokens, at, 2);
  const marked = skip(tokens, skip(tokens, at + 1, ORDINALS), DOT);
  const monthAt = skip(tokens, marked, OF);
  const month = MONTHS.get(textAt(tokens, monthAt));
  return day === undefined || month === undefined
    ? undefined
    : withYear(tokens, monthAt + 1, Number(day), month);
}

function readMonthAndDay(tokens: Tokens, at: number): Read<CalendarDate> | undefined {
  const month = MONTHS.get(textAt(tokens, at));
  const dayAt = skip(tokens, at + 1, DOT);
  const day = readDigits(tokens, dayAt, 2);
  if (
    month === undefined ||
    day === undefined ||
    (textAt(tokens, dayAt + 1) === ':' && tokens[dayAt + 2]?.glued)
  ) {
    return undefined;
  }
  return withYear(tokens, skip(tokens, dayAt + 1, ORDINALS), Number(day), month);
}

function withYear(
  tokens: Tokens,
  at: number,
  day: number,
  month: number,
): Read<CalendarDate> | undefined {
  if (!isBreak(tokens, at)) {
    return undefined;
  }
  const after = textAt(tokens, at) === '.' ? at + 1 : at;
  const year = readYear(tokens, skip(tokens, after, COMMA));
  const isYear = year !== undefined && year.value >= 2000 && isBreak(tokens, year.next);
  return date(day, month, isYear ? year.next : after, isYear ? year.value : undefined);
}

/** `the 4th`, `zum 4.` */
function readDayOfMonth(tokens: Tokens, at: number): Read<CalendarDate> | undefined {
  const day = readDigits(tokens, at, 2);
  const before = textAt(tokens, at - 1);
  const isOrdinal = ORDINALS.has(textAt(tokens, at + 1)) && before === 'the';
  const isGerman = textAt(tokens, at + 1) === '.' && (before === 'zum' || before === 'am');
  return day !== undefined && (isOrdinal || isGerman) && isBreak(tokens, at + 2)
    ? { value: { kind: 'date', day: Number(day) }, next: at + 2 }
    : undefined;
}

/** `30th`. */
export function readOrdinal(tokens: Tokens, at: number): Read<CalendarDate> | undefined {
  const day = Number(readDigits(tokens, at, 2) ?? NaN);
  return ORDINALS.has(textAt(tokens, at + 1)) && day >= 1 && day <= 31 && isBreak(tokens, at + 2)
    ? { value: { kind: 'date', day }, next: at + 2 }
    : undefined;
}

function readYear(tokens: Tokens, at: number): Read<number> | undefined {
  const digits = readDigits(tokens, at, 4);
  const isGlued = tokens[at]?.glued === true;
  if (digits === undefined || (digits.length !== 4 && !(digits.length === 2 && isGlued))) {
    return undefined;
  }
  return { value: digits.length === 2 ? 2000 + Number(digits) : Number(digits), next: at + 1 };
}

function date(
  day: number,
  month: number,
  next: number,
  year: number | undefined,
): Read<CalendarDate> | undefined {
  return { value: { kind: 'date', day, month, year }, next };
}
