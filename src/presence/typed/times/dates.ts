import type { CalendarDate } from './model';
import { date, readGerman, readIso, readSlashed, readYear } from './numericDates';
import { isBreak, phrases, readDigits, skip, textAt, type Read, type TypedTokens } from './tokens';

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
export function readDate(tokens: TypedTokens, at: number): Read<CalendarDate> | undefined {
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

function readDayAndMonth(tokens: TypedTokens, at: number): Read<CalendarDate> | undefined {
  const day = readDigits(tokens, at, 2);
  const marked = skip(tokens, skip(tokens, at + 1, ORDINALS), DOT);
  const monthAt = skip(tokens, marked, OF);
  const month = MONTHS.get(textAt(tokens, monthAt));
  return day === undefined || month === undefined
    ? undefined
    : withYear(tokens, monthAt + 1, Number(day), month);
}

function readMonthAndDay(tokens: TypedTokens, at: number): Read<CalendarDate> | undefined {
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
  tokens: TypedTokens,
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
function readDayOfMonth(tokens: TypedTokens, at: number): Read<CalendarDate> | undefined {
  const day = readDigits(tokens, at, 2);
  const before = textAt(tokens, at - 1);
  const isOrdinal = ORDINALS.has(textAt(tokens, at + 1)) && before === 'the';
  const isGerman = textAt(tokens, at + 1) === '.' && (before === 'zum' || before === 'am');
  return day !== undefined && (isOrdinal || isGerman) && isBreak(tokens, at + 2)
    ? { value: { kind: 'date', day: Number(day) }, next: at + 2 }
    : undefined;
}

/** `30th`. */
export function readOrdinal(tokens: TypedTokens, at: number): Read<CalendarDate> | undefined {
  const day = Number(readDigits(tokens, at, 2) ?? NaN);
  return ORDINALS.has(textAt(tokens, at + 1)) && day >= 1 && day <= 31 && isBreak(tokens, at + 2)
    ? { value: { kind: 'date', day }, next: at + 2 }
    : undefined;
}
