import { readClock } from './clockTimes';
import { readDate } from './dates';
import { readDay } from './days';
import type { NamedDay, When } from './model';
import { isDash, readPhrase, phrases, skip, textAt, type Read, type TypedTokens } from './tokens';

/** Before the start of a range. */
export const FROM: ReadonlySet<string> = new Set(['from', 'von', 'vom', 'between', 'zwischen']);
const TO = new Set(['to', 'until', 'till', 'til', 'bis']);
const BEFORE_A_DATE = new Set(['zum', 'the', 'den']);
const AND = new Set(['and', 'und']);
const COMMA = new Set([',']);
const BEFORE_A_CLOCK = new Map(
  phrases(true, 'at, um, @, until, till, til, bis, bis um, from, von, um ca, gegen, t'),
);

/** Reads `tomorrow at 9`, `14:30 friday`, `27.11., 14:00`, `14-15 Uhr`. `loose` as in `readClock`. */
export function readWhen(tokens: TypedTokens, at: number, loose: boolean): Read<When> | undefined {
  const dates = readDateRange(tokens, at, loose);
  if (dates) {
    return dates;
  }
  const day = readDay(tokens, at, loose);
  if (day) {
    return withClock(tokens, day, loose);
  }
  const clocks = readClocks(tokens, at, loose);
  if (!clocks) {
    return undefined;
  }
  const later = readDay(tokens, skip(tokens, clocks.next, COMMA), false);
  const isDay = later !== undefined && !later.value.short && later.value.day.kind !== 'nextWeek';
  return isDay ? { value: { ...clocks.value, day: later.value }, next: later.next } : clocks;
}

/** `27.11. - 04.12.`, `from Dec 1 to Dec 4`. */
function readDateRange(tokens: TypedTokens, at: number, loose: boolean): Read<When> | undefined {
  const start = readDay(tokens, skip(tokens, at, FROM), loose);
  const between = textAt(tokens, start?.next ?? at);
  if (!start || start.value.day.kind !== 'date' || !(isDash(between) || TO.has(between))) {
    return undefined;
  }
  const date = readDate(tokens, skip(tokens, start.next + 1, BEFORE_A_DATE));
  const day = date && { day: date.value, short: false };
  return day && { value: { day, fromDay: start.value.day }, next: date.next };
}

function withClock(
  tokens: TypedTokens,
  day: Read<NamedDay>,
  loose: boolean,
): Read<When> | undefined {
  const comma = skip(tokens, day.next, COMMA);
  const start = readPhrase(tokens, comma, BEFORE_A_CLOCK)?.next ?? comma;
  const keepFrom = FROM.has(textAt(tokens, start - 1)) ? start - 1 : start;
  const isOneDay = day.value.day.kind !== 'nextWeek' && day.value.day.kind !== 'endOfWeek';
  const clocks = isOneDay ? readClocks(tokens, keepFrom, true) : undefined;
  if (clocks) {
    return { value: { day: day.value, ...clocks.value }, next: clocks.next };
  }
  return day.value.short && !loose ? undefined : { value: { day: day.value }, next: day.next };
}

function readClocks(tokens: TypedTokens, at: number, loose: boolean): Read<When> | undefined {
  return (
    readRange(tokens, at) ?? (FROM.has(textAt(tokens, at)) ? undefined : readOne(tokens, at, loose))
  );
}

function readOne(tokens: TypedTokens, at: number, loose: boolean): Read<When> | undefined {
  const clock = readClock(tokens, at, loose);
  return clock && { value: { clock: clock.value }, next: clock.next };
}

function readRange(tokens: TypedTokens, at: number): Read<When> | undefined {
  const start = skip(tokens, at, FROM);
  const from = readClock(tokens, start, true);
  // `Mittag bis 14:00` is lunch.
  if (!from || (start === at && textAt(tokens, at) === 'mittag')) {
    return undefined;
  }
  const between = textAt(tokens, from.next);
  const joins = isDash(between) || TO.has(between) || (start > at && AND.has(between));
  const clock = joins ? readClock(tokens, from.next + 1, true) : undefined;
  // `1-2h` may count hours.
  const isCount =
    clock &&
    clock.value !== 'never' &&
    clock.value.either &&
    textAt(tokens, clock.next - 1) === 'h';
  return clock && !isCount && from.value !== 'never' && clock.value !== 'never'
    ? { value: { from: from.value, clock: clock.value }, next: clock.next }
    : undefined;
}
