import type { Disposable } from './disposables';

const tickMs = 30_000;
const sleptMs = 30_000;
const setBackMs = 2_000;

/** A timer on the computer's clock, which may be suspended, jump or be set back. */
export interface Alarm {
  /** Waits until the current due time, but at least this many milliseconds. */
  set(atLeastMs?: number): void;
  clear(): void;
}

/**
 * Rings once the time of `dueAt` (epoch milliseconds) has come or the clock jumped, as it does
 * after sleep. Checks every 30 s, so no timer exceeds Node's limit.
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

/** Node fires timers with a longer delay immediately. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Something on screen that is redrawn on request and when its content is out of date. */
export interface Drawing extends Disposable {
  readonly draw: () => void;
}

/**
 * Draws immediately. `render` returns when its content goes out of date (epoch milliseconds) and is
 * called again then, until this is disposed.
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
