const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What a calendar and a clock show. Months count from 0 and Sunday is weekday 0, as in `Date`. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  /** Minutes after midnight. */
  readonly minutes: number;
}

/** The wall time at `instant` in `timeZone` (an IANA name), by default the computer's zone. */
export function wallTime(instant: number, timeZone?: string): WallTime {
  const shown = new Date(instant + offsetAt(instant, timeZone));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth(),
    day: shown.getUTCDate(),
    weekday: shown.getUTCDay(),
    minutes: shown.getUTCHours() * 60 + shown.getUTCMinutes(),
  };
}

/**
 * The instant at `minutes` after midnight, `days` after the day of `now`. If clocks skip that time,
 * it is the same distance later; if they show it twice, the first one still to come.
 */
export function localTime(now: number, days: number, minutes: number, timeZone?: string): number {
  const { year, month, day } = wallTime(now, timeZone);
  const shown = Date.UTC(year, month, day + days, 0, minutes);
  // Clocks change at most once within two days.
  const [before, after] = [-DAY_MS, DAY_MS].map(way => shown - offsetAt(shown + way, timeZone));
  const found = [before, after].filter(
    instant => instant !== undefined && instant + offsetAt(instant, timeZone) === shown,
  );
  return found.find(instant => instant !== undefined && instant > now) ?? found[0] ?? before ?? NaN;
}

let chosenZone: string | undefined;

/**
 * The person's time zone (an IANA name), in which times are shown and read; undefined for the
 * computer's own.
 */
export function personsZone(): string | undefined {
  return chosenZone;
}

/** Sets the person's time zone, which may differ from the computer's. */
export function usePersonsZone(timeZone: string | undefined): void {
  chosenZone = timeZone;
}

/** Whether `name` is a time zone that this computer knows. */
export function isTimeZone(name: string): boolean {
  try {
    formatFor(name);
    return true;
  } catch {
    return false;
  }
}

/** How far clocks are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string | undefined): number {
  if (timeZone === undefined) {
    return -new Date(instant).getTimezoneOffset() * MINUTE_MS;
  }
  const part = formatFor(timeZone)
    .formatToParts(instant)
    .find(({ type }) => type === 'timeZoneName');
  const [, sign = '+', hours = '0', minutes = '0'] =
    /^GMT([+-])(\d{2}):(\d{2})/.exec(part?.value ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  return format;
}
