import type { Clock, NamedDay, Part } from '../times/model';
import { type Context, endAt, HALF_DAY, NEAR_MS, over, readings, type Resolved } from './end';
import { findDays } from './findDays';
import { wholeDay } from './wholeDay';

/**
 * The ends that a day means, with or without a clock time. With `inclusive` the end of the day is
 * meant.
 */
export function onDay(
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
