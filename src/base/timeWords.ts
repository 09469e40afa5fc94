import * as l10n from '@vscode/l10n';
import { localTime, personsZone, wallTime } from './zonedTime';

export const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The time to format relative to, in epoch milliseconds, and the language; by default that of the
 * other texts.
 */
export interface Moment {
  readonly now: number;
  readonly language?: string | undefined;
  /** Whether times are followed by their zone's name. */
  readonly namesZone?: boolean;
}

/** An instant as people write it: `14:30`, `Fri 09:00` within six days, otherwise with its date. */
export function clockWords(
  instant: number,
  { now, language = languageOfWords(), namesZone = false }: Moment,
): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) {
    return l10n.t('an unknown time');
  }
  // Created anew each time: travelling changes the time zone of a running VS Code.
  const hourCycle = hourCycleOf(language);
  return new Intl.DateTimeFormat(language, {
    ...dayFields(instant, now),
    timeZone: personsZone(),
    timeZoneName: namesZone ? 'short' : undefined,
    hour: hourCycle === 'h23' ? '2-digit' : 'numeric',
    minute: '2-digit',
    hourCycle,
    calendar: 'gregory',
  }).format(date);
}

/** E.g. `1 minute ago`, whole units rounded down; `just now` below a minute. */
export function agoWords(since: number, { now, language = languageOfWords() }: Moment): string {
  const minutes = Math.floor((now - since) / MINUTE_MS);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  if (!(minutes >= 1)) {
    return l10n.t('just now');
  }
  if (minutes < 60) {
    return words.format(-minutes, 'minute');
  }
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? words.format(-hours, 'hour') : words.format(-Math.floor(hours / 24), 'day');
}

/** For example `in 29 seconds`, with the language's plural. */
export function inSecondsWords(seconds: number): string {
  return new Intl.RelativeTimeFormat(languageOfWords()).format(seconds, 'second');
}

/** The next midnight, when words such as "Fri 09:00" may have to change. */
export function nextMidnight(now: number): number {
  return localTime(now, 1, 0, personsZone());
}

/** The language that the texts of this extension are translated into. */
export function languageOfWords(): string {
  return l10n.t({
    message: 'en',
    comment: 'The code of the language you translate into, such as de: for dates and times.',
  });
}

/** English without a region does not decide between 12 and 24 hours; the computer's locale does. */
function hourCycleOf(language: string): Intl.DateTimeFormatOptions['hourCycle'] {
  const locale = language === 'en' ? undefined : language;
  return new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hourCycle;
}

function dayFields(instant: number, now: number): Intl.DateTimeFormatOptions {
  const [day, today] = [wallTime(instant, personsZone()), wallTime(now, personsZone())];
  if (day.year === today.year && day.month === today.month && day.day === today.day) {
    return {};
  }
  const distance = instant - now;
  if (distance > 0 && distance < 6 * DAY_MS) {
    return { weekday: 'short' };
  }
  return day.year === today.year
    ? { day: 'numeric', month: 'short' }
    : { day: 'numeric', month: 'short', year: 'numeric' };
}
