import { type Context, NEAR_MS } from './ends/end';
import { resolve } from './ends/resolve';
import type { Timed, TimedReading } from './timedReadings';
import { readClock } from './times/clockTimes';
import { textAt, type TypedTokens } from './times/tokens';

/** A larger number alone is more likely an issue or a year. */
const LONGEST_MINUTES = 240;

/** The possible meanings of a lone number at `at`: minutes, hours, or an hour of the day. */
export function readBareNumber(
  tokens: TypedTokens,
  at: number,
  context: Context,
): Timed | undefined {
  const text = textAt(tokens, at);
  if (tokens.length !== at + 1 || !/^\d{1,4}$/.test(text)) {
    return undefined;
  }
  const number = Number(text);
  const timed = { clear: true, place: 'front' as const, begins: false };
  if (text.length === 4) {
    // After `dnd` it is not a year.
    const readings = atClock(tokens, at, context);
    return { ...timed, readings, others: [], sure: at > 0 };
  }
  const lengths: TimedReading[] = [
    { kind: 'dndFor', minutes: number },
    ...(number <= 12 ? [{ kind: 'dndFor' as const, minutes: number * 60 }] : []),
  ];
  const isLength = number >= 1 && number <= LONGEST_MINUTES;
  const hours = number > 12 && number < 24 ? atClock(tokens, at, context) : [];
  return { ...timed, readings: isLength ? lengths : [], others: hours, sure: isLength };
}

function atClock(tokens: TypedTokens, at: number, context: Context): TimedReading[] {
  const clock = readClock(tokens, at, true);
  const found = clock ? resolve({ clock: clock.value }, context, false) : undefined;
  const ends = found?.kind === 'ends' ? found.ends : [];
  const near = ends.filter(({ until }) => until - context.now <= NEAR_MS);
  return near.map(end => ({ kind: 'dndUntil', ...end }));
}
