const baseMs = 30_000;
const capMs = 300_000;
const longestWaitMs = 24 * 60 * 60_000;

/**
 * How long to wait after another failure, in milliseconds: between 30 s and 30 s doubled once more
 * for each of the `failures` before it, capped at 300 s. `random` is from 0 to 1.
 */
export function backoffMs(failures: number, random: number): number {
  const longest = Math.min(capMs, baseMs * 2 ** (failures + 1));
  return baseMs + random * (longest - baseMs);
}

/** `Retry-After` and up to a fifth more, so that not everybody comes back at once; at most a day. */
export function politeWaitMs(retryAfterMs: number, random: number): number {
  return Math.min(longestWaitMs, Math.max(0, retryAfterMs) * (1 + random / 5));
}

/** One success does not prove that a flapping server has recovered. */
export function failuresAfterSuccess(failures: number): number {
  return Math.floor(failures / 2);
}
