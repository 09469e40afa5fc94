import { MINUTE_MS, nextMidnight } from '../presence/clock';
import type { Own } from '../presence/store';
import { STALE_AFTER_MS } from '../presence/ages';
import { COUNTDOWN_MINUTES, type Scene } from './shortText';

/**
 * When the words about the own presence stop being right, in epoch milliseconds: an end or its
 * countdown, the age, going stale, the day a time is named with.
 */
export function nextChange(own: Own, scene: Scene): number | undefined {
  const { known, pending } = own;
  if (!known && !pending) {
    return undefined;
  }
  const checkedAt = known?.checkedAt ?? scene.now;
  const until = known?.kind === 'known' ? known.presence.dndUntil : undefined;
  const times = [
    checkedAt + STALE_AFTER_MS,
    nextMidnight(scene.now),
    ...(scene.focused ? [nextStep(checkedAt, scene.now)] : []),
    ...(until === undefined ? [] : [until, ...(scene.focused ? countdown(until) : [])]),
  ];
  return Math.min(...times.filter(time => time > scene.now));
}

/** When an age grows by a whole minute. */
function nextStep(since: number, now: number): number {
  const minutes = Math.max(Math.floor((now - since) / MINUTE_MS), 0);
  return since + (minutes + 1) * MINUTE_MS;
}

function countdown(until: number): number[] {
  return Array.from({ length: COUNTDOWN_MINUTES }, (_, minute) => until - (minute + 1) * MINUTE_MS);
}
