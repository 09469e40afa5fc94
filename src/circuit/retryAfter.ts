const dayMs = 24 * 60 * 60 * 1000;
const imfFixdate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3): whole seconds or a date, nothing else. A date is
 * held against the server's own `Date` where told, so that a wrong clock here does no harm.
 * Answers milliseconds from now, at most a day; undefined when absent or ill-formed.
 */
export function parseRetryAfter(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d{1,9}$/.test(value)) {
    return Math.min(Number(value) * 1000, dayMs);
  }
  const until = parseDate(value);
  if (until === undefined) {
    return undefined;
  }
  const from = parseDate(headers.get('date') ?? '') ?? now;
  return Math.min(Math.max(until - from, 0), dayMs);
}

function parseDate(text: string): number | undefined {
  const time = imfFixdate.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
