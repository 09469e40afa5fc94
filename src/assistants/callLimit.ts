/** Says how many milliseconds are left until one more may come; 0 lets it come and counts it. */
export type CallLimit = (now: number) => number;

/** Lets `most` come within `windowMs`, over any stretch of time of that length. */
export function createCallLimit(most: number, windowMs: number): CallLimit {
  let taken: readonly number[] = [];
  return now => {
    // A time that lies ahead was told by a clock that has been set back since.
    taken = taken.filter(at => at <= now && now - at < windowMs);
    const [oldest] = taken;
    if (oldest !== undefined && taken.length >= most) {
      return oldest + windowMs - now;
    }
    taken = [...taken, now];
    return 0;
  };
}
