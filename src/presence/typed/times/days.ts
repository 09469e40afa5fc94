import { readDate, readOrdinal, type CalendarDate } from './dates';
import { isBreak, phrases, readPhrase, skip, textAt, type Read, type Tokens } from './tokens';

/** A day as it was named. `weekday` counts from 0, Sunday, as `Date.getDay()`. */
export type Day =
  | { readonly kind: 'offset'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which: Which }
  | { readonly kind: 'nextWeek' | 'endOfWeek' }
  | CalendarDate;

/** `nextWeek` is certain, of `next Friday` people mean different ones. */
export type Which = 'coming' | 'next' | 'nextWeek';

export type Part = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'endOfWork';

export interface NamedDay {
  readonly day: Day;
  readonly part?: Part | undefined;
  /** `so`, `do`, `mi`: a word that means other things, too. */
  readonly short: boolean;
}

const WEEKDAYS = new Map(
  [
    'sun, sunday, sonntag',
    'mon, monday, montag',
    'tue, tues, tuesday, dienstag',
    'wed, weds, wednesday, mittwoch',
    'thu, thur, thurs, thursday, donnerstag',
    'fri, friday, freitag',
    'sat, saturday, samstag, sonnabend',
  ].flatMap((names, weekday) => phrases(weekday, names)),
);
const SHORT_WEEKDAYS = new Map(
  ['so', 'mo', 'di', 'mi', 'do', 'fr', 'sa'].map((name, weekday) => [name, weekday]),
);
const offset = (days: number): Day => ({ kind: 'offset', days });
const OFFSETS = new Map<string, Day>([
  ...phrases(offset(0), 'today, heute'),
  ...phrases(offset(1), 'tomorrow, tmrw, tmr, tommorow, tommorrow, tomorow, morgen'),
  ...phrases(offset(2), 'day after tomorrow, the day after tomorrow, übermorgen, uebermorgen'),
  ...phrases({ kind: 'nextWeek' } as const, 'next week, nächste woche, naechste woche'),
  ...phrases({ kind: 'nextWeek' } as const, 'kommende woche, the next week'),
  ...phrases({ kind: 'endOfWeek' } as const, 'eow, end of week, the end of the week'),
  ...phrases({ kind: 'endOfWeek' } as const, 'end of the week, ende der woche, zum ende der woche'),
  ...phrases({ kind: 'endOfWeek' } as const, 'the weekend, wochenende, zum wochenende'),
]);
const PARTS = new Map<string, Part>([
  ...phrases('morning' as const, 'morning, früh, frueh, morgen, vormittag, in the morning'),
  ...phrases('noon' as const, 'noon, midday, mittag, at noon'),
  ...phrases('afternoon' as const, 'afternoon, nachmittag, in the afternoon'),
  ...phrases('evening' as const, 'evening, abend, in the evening'),
  ...phrases('night' as const, 'night, nacht'),
  ...phrases('endOfWork' as const, 'eod, cob, end of day, close of business, feierabend'),
]);
const TODAY_PARTS = new Map<string, Part>([
  ...phrases('morning' as const, 'this morning'),
  ...phrases('afternoon' as const, 'this afternoon'),
  ...phrases('evening' as const, 'tonight, this evening'),
  ...phrases('endOfWork' as const, 'eod, cob, end of day, the end of the day, end of the day'),
  ...phrases('endOfWork' as const, 'close of business, the end of day, rest of the day'),
  ...phrases('endOfWork' as const, 'end of business, end of work, end of the working day'),
  ...phrases('endOfWork' as const, 'the rest of the day, feierabend, zum feierabend'),
  ...phrases('endOfWork' as const, 'dienstschluss, zum dienstschluss, rest des tages'),
  ...phrases('endOfWork' as const, 'den rest des tages, zum ende des tages, ende des tages'),
]);
/** Parts of the day that only a word such as `until` makes a time of. */
const LOOSE_PARTS = new Map<string, Part>([
  ...phrases('evening' as const, 'the evening, abend, abends, zum abend, evening'),
  ...phrases('afternoon' as const, 'the afternoon, afternoon, zum nachmittag, nachmittag'),
  ...phrases('morning' as const, 'the morning, morning, zum morgen'),
]);
const BEFORE_A_DAY = new Set(['on', 'am', 'den', 'dem', 'zum', 'the']);
const NEXT = new Set(['next', 'nächsten', 'nächster', 'naechsten']);
const OF = new Set(['of']);
const NEXT_WEEK = new Map(
  phrases(true, 'next week, nächste woche, nächster woche, kommende woche'),
);
const COMING = new Set(['this', 'coming', 'diesen', 'kommenden', 'kommender']);
const MARKS = new Set([',', '.']);
const COMPOUND = /^(.+(?:tag|woch|abend))s?(morgen|früh|vormittag|mittag|nachmittag|abend|nacht)$/;

/** Reads `tomorrow`, `am Freitag`, `Freitag, 27.11.`, `heute Abend`, `eod friday`, `next week`. */
export function readDay(tokens: Tokens, at: number, loose: boolean): Read<NamedDay> | undefined {
  const partFirst = readPhrase(tokens, at, TODAY_PARTS);
  if (partFirst) {
    return withDayOfPart(tokens, partFirst);
  }
  const start = skip(tokens, skip(tokens, at, BEFORE_A_DAY), BEFORE_A_DAY);
  const named = readPhrase(tokens, at, OFFSETS) ?? readPhrase(tokens, start, OFFSETS);
  const inWeek =
    named?.value.kind === 'nextWeek'
      ? readWeekday(tokens, skip(tokens, named.next, BEFORE_A_DAY))
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
  const part = loose && !found ? readPhrase(tokens, at, LOOSE_PARTS) : undefined;
  return part
    ? { value: { day: partDay(part.value), part: part.value, short: false }, next: part.next }
    : found && withPart(tokens, found);
}

/** `until morning` is not this morning's. */
function partDay(part: Part): Day {
  return offset(part === 'morning' ? 1 : 0);
}

/** `eod friday`, `tonight`. */
function withDayOfPart(tokens: Tokens, { value: part, next }: Read<Part>): Read<NamedDay> {
  const start = skip(tokens, next, BEFORE_A_DAY);
  const day =
    part === 'endOfWork' ? (readOffset(tokens, next) ?? readWeekday(tokens, start)) : undefined;
  return day
    ? { value: { ...day.value, part }, next: day.next }
    : { value: { day: offset(0), part, short: false }, next };
}

function readOffset(tokens: Tokens, at: number): Read<NamedDay> | undefined {
  const named = readPhrase(tokens, at, OFFSETS);
  return named && { value: { day: named.value, short: false }, next: named.next };
}

function withPart(tokens: Tokens, { value, next }: Read<NamedDay>): Read<NamedDay> {
  const part = value.part ? undefined : readPhrase(tokens, next, PARTS);
  return part ? { value: { ...value, part: part.value }, next: part.next } : { value, next };
}

function readBareDate(tokens: Tokens, at: number, loose: boolean): Read<NamedDay> | undefined {
  const date = readDate(tokens, at);
  return date && (loose || !date.value.weak)
    ? { value: { day: date.value, short: false }, next: date.next }
    : undefined;
}

function readWeekday(tokens: Tokens, at: number): Read<NamedDay> | undefined {
  const isNext = NEXT.has(textAt(tokens, at));
  const start = isNext || COMING.has(textAt(tokens, at)) ? at + 1 : at;
  const word = textAt(tokens, start);
  const [, name = word, suffix] = COMPOUND.exec(word) ?? [];
  const weekday = WEEKDAYS.get(name) ?? SHORT_WEEKDAYS.get(name);
  if (weekday === undefined || !isBreak(tokens, start + 1)) {
    return undefined;
  }
  const part = suffix === undefined ? undefined : PARTS.get(suffix);
  const short = SHORT_WEEKDAYS.has(name);
  const after = skip(tokens, start + 1, MARKS);
  const date =
    readDate(tokens, textAt(tokens, after) === 'den' ? after + 1 : after) ??
    readOrdinal(tokens, skip(tokens, after, BEFORE_A_DAY));
  const week = readPhrase(tokens, skip(tokens, start + 1, OF), NEXT_WEEK);
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
function dotted(tokens: Tokens, at: number, short: boolean): number {
  return textAt(tokens, at) === '.' && tokens[at]?.glued && (short || at < tokens.length)
    ? at + 1
    : at;
}
