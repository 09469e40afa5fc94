import * as l10n from '@vscode/l10n';
import { MINUTE_MS } from '../base/timeWords';
import { localTime, wallTime } from '../base/zonedTime';

/** Start and end of the working day in minutes after local midnight. */
export interface WorkingHours {
  readonly start: number;
  readonly end: number;
}

export const DEFAULT_WORKING_HOURS: WorkingHours = { start: 9 * 60, end: 17 * 60 };

export type DndChoice =
  | { readonly kind: 'minutes'; readonly minutes: number; readonly until: number }
  | { readonly kind: 'endOfWorkingDay' | 'nextWorkingMorning'; readonly until: number };

/**
 * The offered ends of Do Not Disturb (epoch milliseconds), in `timeZone` or the computer's zone. In
 * the evening and on weekends there is no end of the working day.
 */
export function dndChoices(now: number, hours: WorkingHours, timeZone?: string): DndChoice[] {
  const end = endOfWorkingDay(now, hours, timeZone);
  return [
    ...[30, 60, 120, 240].map(minutes => minutesFrom(now, minutes)),
    ...(end === undefined ? [] : [{ kind: 'endOfWorkingDay' as const, until: end }]),
    { kind: 'nextWorkingMorning', until: nextWorkingMorning(now, hours, { timeZone }) },
  ];
}

/** The next start of a working day after `now`, skipping weekends. */
export function nextWorkingMorning(
  now: number,
  hours: WorkingHours,
  { fromDay = 0, timeZone }: { fromDay?: number; timeZone?: string | undefined } = {},
): number {
  for (let day = fromDay; ; day++) {
    const morning = localTime(now, day, hours.start, timeZone);
    if (morning > now && isWorkday(morning, timeZone)) {
      return morning;
    }
  }
}

/** Reads `09:00-17:00`. */
export function parseWorkingHours(
  text: string,
):
  | { readonly kind: 'ok'; readonly hours: WorkingHours }
  | { readonly kind: 'bad'; readonly reason: string } {
  const match = /^(\d{1,2}):(\d{2}) ?[-–] ?(\d{1,2}):(\d{2})$/.exec(text.trim());
  const [, startHour, startMinute, endHour, endMinute] = match ?? [];
  const start = minutesAfterMidnight(Number(startHour), Number(startMinute));
  const end = minutesAfterMidnight(Number(endHour), Number(endMinute));
  if (start === undefined || end === undefined) {
    return { kind: 'bad', reason: l10n.t('Working hours must look like 09:00-17:00.') };
  }
  return start < end
    ? { kind: 'ok', hours: { start, end } }
    : { kind: 'bad', reason: l10n.t('Working hours must end after they start.') };
}

/** Minutes after midnight; undefined for an invalid time. */
export function minutesAfterMidnight(hour: number, minute: number): number | undefined {
  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 ? hour * 60 + minute : undefined;
}

function minutesFrom(now: number, minutes: number): DndChoice {
  return { kind: 'minutes', minutes, until: now + minutes * MINUTE_MS };
}

function endOfWorkingDay(
  now: number,
  hours: WorkingHours,
  timeZone: string | undefined,
): number | undefined {
  const end = localTime(now, 0, hours.end, timeZone);
  return isWorkday(now, timeZone) && end > now ? end : undefined;
}

function isWorkday(instant: number, timeZone: string | undefined): boolean {
  const { weekday } = wallTime(instant, timeZone);
  return weekday !== 0 && weekday !== 6;
}
