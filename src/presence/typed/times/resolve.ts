import * as l10n from '@vscode/l10n';
import type { WorkingHours } from '../../dndTimes';
import { nextWorkingMorning } from '../../dndTimes';
import { localTime, wallTime } from '../../../base/zonedTime';
import type { Clock } from './clockTimes';
import type { CalendarDate } from './dates';
import type { NamedDay, Part } from './days';
import { findDays } from './calendar';
import type { When } from './when';

/** When, where and for whom a text is read. */
export interface Context {
  readonly now: number;
  readonly hours: WorkingHours;
  /** An IANA name; the computer's own zone where it is left out. */
  readonly timeZone?: string | undefined;
  /** VS Code's display language, for `12/4`. */
  readonly language?: string | undefined;
}

export interface End {
  readonly until: number;
  /** It is the end of a range that has not begun. */
  readonly fromNow?: boolean;
  /** A sentence, where the time is not quite the one that was typed. */
  readonly note?: string | undefined;
}

/** The ends that are meant, and others that could be; not `sure` where the likeliest may be wrong. */
export type Resolved =
  | {
      readonly kind: 'ends';
      readonly ends: readonly End[];
      readonly others: readonly End[];
      readonly sure: boolean;
    }
  | { readonly kind: 'bad'; readonly reason: string }
  /** No such day, or none that could be an end. */
  | { readonly kind: 'none' };

export const NEAR_MS = 8 * 3_600_000;
const NEAR_DAYS = 60;
const AFTERNOON = 15 * 60;
const EVENING = 18 * 60;
const HALF_DAY = 720;

/** What a typed time comes to. With `inclusive` a day is meant to its end. */
export function resolve(when: When, context: Context, inclusive: boolean): Resolved {
  const { day, clock, from } = when;
  if (clock === 'never' || from === 'never') {
    return { kind: 'bad', reason: l10n.t('No clock shows such a time.') };
  }
  const end = clock && from ? fittingEnd(from, clock) : clock;
  const resolved = day ? onDay(day, end, context, inclusive) : end && nextOf(end, context);
  if (resolved?.kind !== 'ends' || !from) {
    return resolved ?? { kind: 'none' };
  }
  const ends = resolved.ends.map(each => ({ ...each, ...sinceWhen(each.until, from, context) }));
  const isNear = ends.every(({ start }) => start <= context.now + NEAR_MS);
  return {
    ...resolved,
    ends,
    sure: resolved.sure && isNear,
    others: isNear ? resolved.others : [],
  };
}

/** `10 pm - 2`: an end that could be either is the first one after a start that could not. */
function fittingEnd(from: Clock, end: Clock): Clock {
  if (from.either || !end.either) {
    return end;
  }
  const length = (end.minutes - from.minutes + 2 * HALF_DAY) % HALF_DAY;
  return { ...end, minutes: (from.minutes + length) % (2 * HALF_DAY), either: false };
}

function sinceWhen(until: number, from: Clock, { now, timeZone }: Context) {
  const starts = readings(from).map(minutes => {
    const sameDay = localTime(until, 0, minutes, timeZone);
    return sameDay < until ? sameDay : localTime(until, -1, minutes, timeZone);
  });
  const start = Math.max(...starts);
  return { start, fromNow: start > now };
}

function readings({ minutes, either }: Clock): number[] {
  return either ? [minutes % HALF_DAY, (minutes % HALF_DAY) + HALF_DAY] : [minutes];
}

function nextOf(clock: Clock, context: Context): Resolved {
  const { now } = context;
  const [first, ...others] = readings(clock)
    .map(minutes => {
      const today = endAt(0, minutes, context);
      return today.until > now ? today : endAt(1, minutes, context);
    })
    .sort((a, b) => a.until - b.until);
  if (!first) {
    return { kind: 'none' };
  }
  const sure = !clock.either || first.until - now <= NEAR_MS;
  return {
    kind: 'ends',
    ends: sure ? [first] : [first, ...others],
    others: sure ? others : [],
    sure,
  };
}

function onDay(
  { day, part }: NamedDay,
  clock: Clock | undefined,
  context: Context,
  inclusive: boolean,
): Resolved {
  const found = findDays(day, context);
  if (found.days.length === 0) {
    return { kind: 'none' };
  }
  const each = found.days.map(days => {
    const dayAt = { days, isWeekday: day.kind === 'weekday' };
    return clock
      ? clockOnDay(clock, part, dayAt, context)
      : wholeDay({ day, part }, days, context, inclusive);
  });
  const bad = each.find(({ kind }) => kind !== 'ends');
  const all = each.filter(resolved => resolved.kind === 'ends');
  return all.length === 0 && bad
    ? bad
    : {
        kind: 'ends',
        ends: all.flatMap(({ ends }) => ends),
        others: all.flatMap(({ others }) => others),
        sure: found.sure && all.every(({ sure }) => sure),
      };
}

function clockOnDay(
  clock: Clock,
  part: Part | undefined,
  { days, isWeekday }: { days: number; isWeekday: boolean },
  context: Context,
): Resolved {
  const { now, hours } = context;
  const isEvening = part !== undefined && part !== 'morning' && clock.minutes < HALF_DAY;
  const shown = isEvening ? { ...clock, either: true } : clock;
  const minutes = readings(shown).filter(each => !shown.either || fitsPart(each, part));
  const ends = minutes.map(each => {
    const end = endAt(days, each, context);
    return isWeekday && end.until <= now ? endAt(days + 7, each, context) : end;
  });
  const ahead = ends.filter(({ until }) => until > now);
  const [first, ...rest] = ahead;
  if (!first) {
    return { kind: 'bad', reason: over() };
  }
  if (ahead.length === 1 || (days === 0 && !isWeekday)) {
    const sure = !clock.either || days > 0 || first.until - now <= NEAR_MS;
    return { kind: 'ends', ends: sure ? [first] : ahead, others: sure ? rest : [], sure };
  }
  const atWork = ends.filter((_, index) => {
    const at = minutes[index] ?? 0;
    return at >= hours.start && at <= hours.end;
  });
  const sure = atWork.length === 1;
  const others = ends.filter(end => !atWork.includes(end));
  return sure
    ? { kind: 'ends', ends: atWork, others, sure }
    : { kind: 'ends', ends, others: [], sure };
}

function fitsPart(minutes: number, part: Part | undefined): boolean {
  switch (part) {
    case 'morning':
      return minutes < HALF_DAY;
    case 'noon':
    case 'afternoon':
    case 'evening':
    case 'endOfWork':
      return minutes >= HALF_DAY;
    case 'night':
    case undefined:
      return true;
  }
}

function wholeDay(
  { day, part }: Omit<NamedDay, 'short'>,
  days: number,
  context: Context,
  inclusive: boolean,
): Resolved {
  const { now, hours, timeZone } = context;
  if (part) {
    const resolved = partOfDay(part, days, context);
    const isOver = day.kind === 'weekday' && days === 0 && resolved.kind !== 'ends';
    return isOver ? partOfDay(part, 7, context) : resolved;
  }
  if (day.kind === 'date' && day.weak) {
    return dateOrClock(day, days, context);
  }
  if (day.kind === 'offset' && day.days === 1 && !inclusive) {
    const until = nextWorkingMorning(now, hours, { fromDay: 1, timeZone });
    const isTomorrow = until === localTime(now, 1, hours.start, timeZone);
    const note = isTomorrow ? undefined : l10n.t('Tomorrow is not a working day.');
    return { kind: 'ends', ends: [{ until, note }], others: [], sure: true };
  }
  const later = day.kind === 'weekday' && days === 0 ? 7 : days;
  const [start, end] = [endAt(later, hours.start, context), endAt(later, hours.end, context)];
  const isToEnd = inclusive || days === 0 || day.kind === 'endOfWeek';
  const ends = day.kind === 'date' ? [end, start] : isToEnd && later === days ? [end] : [start];
  const ahead = ends.filter(({ until }) => until > now);
  return ahead.length === 0
    ? { kind: 'bad', reason: over() }
    : { kind: 'ends', ends: ahead, others: [], sure: true };
}

/** `bis 4.12`: a time of the clock, too, and nothing else where the date is far off. */
function dateOrClock(date: CalendarDate, days: number, context: Context): Resolved {
  const { day, month = 0 } = date;
  const asDate = wholeDay({ day: { ...date, weak: false } }, days, context, false);
  const minutes = day * 60 + month;
  const asClock =
    minutes < 2 * HALF_DAY && nextOf({ minutes, either: day <= 12, bare: false }, context);
  if (!asClock || asClock.kind !== 'ends') {
    return asDate;
  }
  const dates = days <= NEAR_DAYS && asDate.kind === 'ends' ? asDate.ends : [];
  return dates.length === 0
    ? asClock
    : { ...asClock, ends: [...asClock.ends, ...dates], sure: false };
}

function partOfDay(part: Part, days: number, context: Context): Resolved {
  const minutes = minutesOf(part, context.hours);
  const end = minutes === undefined ? undefined : endAt(days, minutes, context);
  if (!end || (end.until <= context.now && part !== 'endOfWork')) {
    return { kind: 'none' };
  }
  return end.until > context.now
    ? { kind: 'ends', ends: [end], others: [], sure: part !== 'afternoon' }
    : { kind: 'bad', reason: over() };
}

function minutesOf(part: Part, hours: WorkingHours): number | undefined {
  switch (part) {
    case 'morning':
      return hours.start;
    case 'noon':
      return HALF_DAY;
    case 'afternoon':
      return AFTERNOON;
    case 'evening':
      return EVENING;
    case 'endOfWork':
      return hours.end;
    case 'night':
      return undefined;
  }
}

function endAt(days: number, minutes: number, { now, timeZone }: Context): End {
  const until = localTime(now, days, minutes, timeZone);
  const isShown = wallTime(until, timeZone).minutes === minutes % (2 * HALF_DAY);
  const note = isShown
    ? undefined
    : l10n.t('Clocks go forward over that time; this is when it would have been.');
  return { until, note };
}

function over(): string {
  return l10n.t('That time is over already.');
}
