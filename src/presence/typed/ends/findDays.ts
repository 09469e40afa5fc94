import { wallTime, type WallTime } from '../../../base/zonedTime';
import type { CalendarDate, Day, Which } from '../times/model';

const DAY_MS = 86_400_000;
const FRIDAY = 5;

/** How many days ahead a named day is, the likeliest first; not `sure` if there are several. */
export interface FoundDays {
  readonly days: readonly number[];
  readonly sure: boolean;
}

/** Finds the intended day; none if it does not exist. */
export function findDays(
  day: Day,
  {
    now,
    timeZone,
    language,
  }: { now: number; timeZone?: string | undefined; language?: string | undefined },
): FoundDays {
  const today = wallTime(now, timeZone);
  switch (day.kind) {
    case 'offset':
      return { days: [day.days], sure: true };
    case 'nextWeek':
      return { days: [daysToMonday(today)], sure: true };
    case 'endOfWeek':
      return { days: [daysUntil(FRIDAY, today)], sure: true };
    case 'weekday':
      return findWeekday(day, today);
    case 'date':
      return findDate(day, today, language);
  }
}

function findWeekday(
  { weekday, which }: { weekday: number; which: Which },
  today: WallTime,
): FoundDays {
  const coming = daysUntil(weekday, today);
  if (which === 'nextWeek') {
    return { days: [daysToMonday(today) + ((weekday + 6) % 7)], sure: true };
  }
  if (which === 'coming') {
    return { days: [coming], sure: true };
  }
  // Some call this week's Friday "next Friday".
  const isThisWeek = weekday > today.weekday && today.weekday !== 0;
  return isThisWeek
    ? { days: [coming + 7, coming], sure: false }
    : { days: [coming === 0 ? 7 : coming], sure: true };
}

function findDate(date: CalendarDate, today: WallTime, language = 'en'): FoundDays {
  const swapped = { ...date, day: date.month ?? date.day, month: date.day };
  const all = date.swappable ? [date, swapped] : [date];
  const days = all.flatMap(each => daysTo(each, today)).sort((a, b) => a - b);
  if (!date.swappable || language === 'en') {
    return { days, sure: days.length < 2 };
  }
  const own = daysTo(language === 'en-US' ? date : swapped, today);
  return { days: own, sure: true };
}

/** Days until the date, if necessary next year; none if the given weekday does not match. */
function daysTo({ day, month, year, weekday }: CalendarDate, today: WallTime): number[] {
  const start = Date.UTC(today.year, today.month, today.day);
  for (let later = 0; later <= 8; later++) {
    const at = month === undefined ? today.month + later : month - 1 + later * 12;
    const date = new Date(Date.UTC(year ?? today.year, at, day));
    const exists = date.getUTCDate() === day;
    if (exists && (year !== undefined || date.getTime() >= start)) {
      const isRight = weekday === undefined || date.getUTCDay() === weekday;
      return isRight ? [Math.round((date.getTime() - start) / DAY_MS)] : [];
    }
    if (year !== undefined) {
      return [];
    }
  }
  return [];
}

function daysUntil(weekday: number, today: WallTime): number {
  return (weekday - today.weekday + 7) % 7;
}

/** Days until next week's Monday. */
function daysToMonday({ weekday }: WallTime): number {
  return (8 - weekday) % 7 || 7;
}
