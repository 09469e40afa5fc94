import * as l10n from '@vscode/l10n';

export const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** When and for whom words are made: epoch milliseconds, and VS Code's display language where known. */
export interface Moment {
  readonly now: number;
  readonly language?: string | undefined;
}

/** An instant as a person says it: `14:30`, `Fri 09:00` within six days, else with its date. */
export function clockWords(instant: number, { now, language = languageOfWords() }: Moment): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) {
    return l10n.t('an unknown time');
  }
  // Made anew each time: a person who travels changes the time zone of a running VS Code.
  const hourCycle = hourCycleOf(language);
  return new Intl.DateTimeFormat(language, {
    ...dayFields(date, new Date(now)),
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

/** E.g. `in 29 seconds`, with the plural that the language has for it. */
export function inSecondsWords(seconds: number): string {
  return new Intl.RelativeTimeFormat(languageOfWords()).format(seconds, 'second');
}

/** The next local midnight, where a day has to be named that had not, or the other way round. */
export function nextMidnight(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}

/** For words that are made where VS Code's display language is not known. */
function languageOfWords(): string {
  return l10n.t({
    message: 'en',
    comment: 'The code of the language you translate into, such as de: for dates and times.',
  });
}

/** English without a region says nothing about 12 or 24 hours: there the computer's locale does. */
function hourCycleOf(language: string): Intl.DateTimeFormatOptions['hourCycle'] {
  const locale = language === 'en' ? undefined : language;
  return new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hourCycle;
}

function dayFields(date: Date, today: Date): Intl.DateTimeFormatOptions {
  if (date.toDateString() === today.toDateString()) {
    return {};
  }
  const distance = date.getTime() - today.getTime();
  if (distance > 0 && distance < 6 * DAY_MS) {
    return { weekday: 'short' };
  }
  return date.getFullYear() === today.getFullYear()
    ? { day: 'numeric', month: 'short' }
    : { day: 'numeric', month: 'short', year: 'numeric' };
}
