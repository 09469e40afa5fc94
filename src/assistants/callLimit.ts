/** Returns 0 and counts the call if it may go ahead, otherwise the milliseconds to wait. */
export type CallLimit = (now: number) => number;

/** Allows at most `most` calls in any stretch of `windowMs`. */
export function createCallLimit(most: number, windowMs: number): CallLimit {
  let taken: readonly number[] = [];
  return now => {
    // A time in the future was recorded before the clock was set back.
    taken = taken.filter(at => at <= now && now - at < windowMs);
    const [oldest] = taken;
    if (oldest !== undefined && taken.length >= most) {
      return oldest + windowMs - now;
    }
    taken = [...taken, now];
    return 0;
  };
}
