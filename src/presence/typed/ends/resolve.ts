import * as l10n from '@vscode/l10n';
import { localTime } from '../../../base/zonedTime';
import type { Clock, Day, When } from '../times/model';
import { onDay } from './dayEnds';
import { findDays } from './findDays';
import { type Context, HALF_DAY, NEAR_MS, nextOf, readings, type Resolved } from './end';

/** The ends that a typed time means. With `inclusive` the end of a day is meant. */
export function resolve(when: When, context: Context, inclusive: boolean): Resolved {
  const { day, clock, from, fromDay } = when;
  if (clock === 'never' || from === 'never') {
    return { kind: 'bad', reason: l10n.t("That isn't a valid time.") };
  }
  const end = clock && from ? fittingEnd(from, clock) : clock;
  const resolved = day ? onDay(day, end, context, inclusive) : end && nextOf(end, context);
  if (resolved?.kind === 'ends' && fromDay) {
    return fromLater(resolved, fromDay, context);
  }
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

/** `10 pm - 2`: an ambiguous end is the first one after an unambiguous start. */
function fittingEnd(from: Clock, end: Clock): Clock {
  if (from.either || !end.either) {
    return end;
  }
  const length = (end.minutes - from.minutes + 2 * HALF_DAY) % HALF_DAY || HALF_DAY;
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

/** A range of days that has not begun is never set without asking. */
function fromLater(
  resolved: Resolved & { kind: 'ends' },
  fromDay: Day,
  context: Context,
): Resolved {
  const [days = 0] = findDays(fromDay, context).days;
  const start = localTime(context.now, days, 0, context.timeZone);
  // The range is already running if its start recurs only after its end.
  const isLater = days > 0 && resolved.ends.some(({ until }) => start < until);
  return isLater
    ? { ...resolved, ends: resolved.ends.map(end => ({ ...end, fromNow: true })), sure: false }
    : resolved;
}
