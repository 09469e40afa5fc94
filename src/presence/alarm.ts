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
