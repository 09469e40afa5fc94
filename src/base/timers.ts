import type { Disposable } from './disposables';

const tickMs = 30_000;
const sleptMs = 30_000;
const setBackMs = 2_000;

/** A timer over the computer's clock, which may sleep, jump and be set back. */
export interface Alarm {
  /** Waits for the due time as it is now, but at least so many milliseconds. */
  set(atLeastMs?: number): void;
  clear(): void;
}

/**
 * Rings once the time of `dueAt` (epoch milliseconds) has come, or when the clock jumped, as it
 * does in sleep. Looks every 30 s, so that no timer is longer than Node can count.
 */
export function createAlarm(dueAt: () => number, ring: (jumped: boolean) => void): Alarm {
  let timer: NodeJS.Timeout | undefined;

  function set(atLeastMs = 0): void {
    clearTimeout(timer);
    const now = Date.now();
    const delay = Math.max(atLeastMs, Math.min(tickMs, dueAt() - now));
    timer = setTimeout(() => look(now + delay), delay);
  }

  function look(expected: number): void {
    const late = Date.now() - expected;
    const jumped = late > sleptMs || late < -setBackMs;
    if (jumped || dueAt() <= Date.now()) {
      ring(jumped);
    } else {
      set();
    }
  }

  return { set, clear: () => clearTimeout(timer) };
}

/** Node would call a timer that is set for later than this at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Something on screen that is drawn anew on request, and when its time has come. */
export interface Drawing extends Disposable {
  readonly draw: () => void;
}

/**
 * Draws at once. `render` gives when what it drew stops being right (epoch milliseconds), and is
 * called then, until this is disposed.
 */
export function redrawOnTime(render: () => number | undefined): Drawing {
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    clearTimeout(timer);
    const changesAt = render();
    timer =
      changesAt === undefined
        ? undefined
        : setTimeout(draw, Math.min(changesAt - Date.now(), LONGEST_TIMER_MS));
  };
  draw();
  return { draw, dispose: () => clearTimeout(timer) };
}
