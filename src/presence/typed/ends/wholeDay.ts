import * as l10n from '@vscode/l10n';
import { localTime } from '../../../base/zonedTime';
import { nextWorkingMorning, type WorkingHours } from '../../dndTimes';
import type { CalendarDate, NamedDay, Part } from '../times/model';
import { type Context, endAt, HALF_DAY, nextOf, over, type Resolved } from './end';

/** Up to this far ahead, a date is likelier than the clock time written in the same way. */
const NEAR_DAYS = 60;
const AFTERNOON = 15 * 60;
const EVENING = 18 * 60;

/** The end that a day without a time means: by its working hours, or the named part of the day. */
export function wholeDay(
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
    const note = isTomorrow ? undefined : l10n.t("Tomorrow isn't a working day.");
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

/** `bis 4.12`: may also be a clock time, and only that if the date is far away. */
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
