import type { Clock, NamedDay, Part } from '../times/model';
import { type Context, endAt, HALF_DAY, NEAR_MS, over, readings, type Resolved } from './end';
import { findDays } from './findDays';
import { wholeDay } from './wholeDay';

const NIGHT_ENDS = 5 * 60;

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
  const minutes = readings(shown).flatMap(each => (shown.either ? inPart(each, part) : each));
  const onItsDay = (each: number) => {
    const end = endAt(days, each, context);
    return isWeekday && end.until <= now ? endAt(days + 7, each, context) : end;
  };
  const ends = minutes.map(onItsDay);
  const ahead = ends.filter(({ until }) => until > now);
  const [first, ...rest] = ahead;
  if (!first) {
    return { kind: 'bad', reason: over() };
  }
  if (ahead.length === 1 || (days === 0 && !isWeekday)) {
    const sure = minutes.length === 1 || first.until - now <= NEAR_MS;
    return { kind: 'ends', ends: sure ? [first] : ahead, others: sure ? rest : [], sure };
  }
  const atWork = minutes.filter(each => each >= hours.start && each <= hours.end);
  const others = minutes.filter(each => !atWork.includes(each));
  return atWork.length === 1
    ? { kind: 'ends', ends: atWork.map(onItsDay), others: others.map(onItsDay), sure: true }
    : { kind: 'ends', ends, others: [], sure: false };
}

/** The minutes after midnight if they belong to that part of the day; a night lasts until five. */
function inPart(minutes: number, part: Part | undefined): number[] {
  switch (part) {
    case 'morning':
      return minutes < HALF_DAY ? [minutes] : [];
    case 'noon':
    case 'afternoon':
    case 'endOfWork':
      return minutes < HALF_DAY ? [] : [minutes];
    case 'evening':
    case 'night': {
      const late = minutes < NIGHT_ENDS ? minutes + 2 * HALF_DAY : minutes;
      return late < NIGHT_ENDS + HALF_DAY ? [] : [late];
    }
    case undefined:
      return [minutes];
  }
}
