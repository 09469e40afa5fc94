import { readDate, readOrdinal } from './dates';
import * as words from './dayWords';
import type { Day, NamedDay, Part } from './model';
import { isBreak, readPhrase, skip, textAt, type Read, type TypedTokens } from './tokens';

/** Reads `tomorrow`, `am Freitag`, `Freitag, 27.11.`, `heute Abend`, `eod friday`, `next week`. */
export function readDay(
  tokens: TypedTokens,
  at: number,
  loose: boolean,
): Read<NamedDay> | undefined {
  const partFirst = readPhrase(tokens, at, words.TODAY_PARTS);
  if (partFirst) {
    return withDayOfPart(tokens, partFirst);
  }
  const start = skip(tokens, skip(tokens, at, words.BEFORE_A_DAY), words.BEFORE_A_DAY);
  const named =
    readPhrase(tokens, at, words.OFFSETS) ??
    readPhrase(tokens, start, words.OFFSETS) ??
    (loose ? readPhrase(tokens, at, words.LOOSE_DAYS) : undefined);
  const inWeek =
    named?.value.kind === 'nextWeek'
      ? readWeekday(tokens, skip(tokens, named.next, words.BEFORE_A_DAY))
      : undefined;
  if (inWeek?.value.day.kind === 'weekday') {
    const day: Day = { ...inWeek.value.day, which: 'nextWeek' };
    return withPart(tokens, { value: { ...inWeek.value, day }, next: inWeek.next });
  }
  if (named) {
    return withPart(tokens, { value: { day: named.value, short: false }, next: named.next });
  }
  const found =
    readWeekday(tokens, start) ??
    readBareDate(tokens, start, loose) ??
    readBareDate(tokens, at, loose);
  const part = loose && !found ? readPhrase(tokens, at, words.LOOSE_PARTS) : undefined;
  return part
    ? { value: { day: partDay(part.value), part: part.value, short: false }, next: part.next }
    : found && withPart(tokens, found);
}

/** `until morning` is not this morning's. */
function partDay(part: Part): Day {
  return words.offset(part === 'morning' ? 1 : 0);
}

/** `eod friday`, `tonight`. */
function withDayOfPart(tokens: TypedTokens, { value: part, next }: Read<Part>): Read<NamedDay> {
  const start = skip(tokens, next, words.BEFORE_A_DAY);
  const day =
    part === 'endOfWork' ? (readOffset(tokens, next) ?? readWeekday(tokens, start)) : undefined;
  return day
    ? { value: { ...day.value, part }, next: day.next }
    : { value: { day: words.offset(0), part, short: false }, next };
}

function readOffset(tokens: TypedTokens, at: number): Read<NamedDay> | undefined {
  const named = readPhrase(tokens, at, words.OFFSETS);
  return named && { value: { day: named.value, short: false }, next: named.next };
}

function withPart(tokens: TypedTokens, { value, next }: Read<NamedDay>): Read<NamedDay> {
  const part = value.part ? undefined : readPhrase(tokens, next, words.PARTS);
  return part ? { value: { ...value, part: part.value }, next: part.next } : { value, next };
}

function readBareDate(tokens: TypedTokens, at: number, loose: boolean): Read<NamedDay> | undefined {
  const date = readDate(tokens, at);
  return date && (loose || !date.value.weak)
    ? { value: { day: date.value, short: false }, next: date.next }
    : undefined;
}

function readWeekday(tokens: TypedTokens, at: number): Read<NamedDay> | undefined {
  const isNext = words.NEXT.has(textAt(tokens, at));
  const start = isNext || words.COMING.has(textAt(tokens, at)) ? at + 1 : at;
  const word = textAt(tokens, start);
  const [, name = word, suffix] = words.COMPOUND.exec(word) ?? [];
  const weekday = words.WEEKDAYS.get(name) ?? words.SHORT_WEEKDAYS.get(name);
  if (weekday === undefined || !isBreak(tokens, start + 1)) {
    return undefined;
  }
  const part = suffix === undefined ? undefined : words.PARTS.get(suffix);
  const short = words.SHORT_WEEKDAYS.has(name);
  const after = skip(tokens, start + 1, words.MARKS);
  const date =
    readDate(tokens, textAt(tokens, after) === 'den' ? after + 1 : after) ??
    readOrdinal(tokens, skip(tokens, after, words.BEFORE_A_DAY));
  const week = readPhrase(tokens, skip(tokens, start + 1, words.OF), words.NEXT_WEEK);
  const which = week ? 'nextWeek' : isNext ? 'next' : 'coming';
  const day: Day = { kind: 'weekday', weekday, which };
  if (week) {
    return { value: { day, part, short }, next: week.next };
  }
  return date
    ? { value: { day: { ...date.value, weekday }, part, short: false }, next: date.next }
    : { value: { day, part, short }, next: dotted(tokens, start + 1, short) };
}

/** `Fr.` is short for a day, and `Freitag.` the end of a sentence. */
function dotted(tokens: TypedTokens, at: number, short: boolean): number {
  return textAt(tokens, at) === '.' && tokens[at]?.glued && (short || at < tokens.length)
    ? at + 1
    : at;
}
