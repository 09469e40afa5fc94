import * as l10n from '@vscode/l10n';
import { fitsMessage, MESSAGE_LIMIT } from '../base/plainText';
import { MINUTE_MS } from '../base/timeWords';
import { localTime, minutesOfDay, nextWorkingMorning, type WorkingHours } from './dndTimes';
import { type DayWord, type Read, readClock, readDay, readDuration } from './timeTokens';

/** What a typed text such as `90m in review` asks for. */
export type FreeText =
  | {
      readonly kind: 'until';
      /** Epoch milliseconds, always to come. */
      readonly until: number;
      /** Left out when only a time was typed: the current message stays. */
      readonly message?: string | undefined;
      /** A sentence, when the time is not quite the one that was typed. */
      readonly note?: string | undefined;
    }
  /** A time, but not one that can be an end. */
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'noTime' };

type End = Exclude<FreeText, { kind: 'noTime' }>;

interface When {
  readonly now: number;
  readonly hours: WorkingHours;
}

export const LONGEST_DND_MINUTES = 365 * 24 * 60;
const LONGEST_INPUT = 5000;
const BEFORE_AN_END = new Set('until till til bis at um'.split(' '));
const BEFORE_A_TIME = new Set([...BEFORE_AN_END, 'dnd', 'for', 'für']);

/** Reads an end of Do Not Disturb and a message from what was typed, in English or German. */
export function parseFreeText(text: string, now: number, hours: WorkingHours): FreeText {
  if (text.length > LONGEST_INPUT) {
    return { kind: 'bad', reason: tooLong() };
  }
  const written = text.trim().split(/\s+/);
  const words = written.map(word => word.toLowerCase().replace(/[:;,]$/, ''));
  const leading = readEnd(words, { now, hours });
  if (leading) {
    return join(leading.value, written.slice(leading.used));
  }
  const at = words.findLastIndex((word, index) => index > 0 && BEFORE_AN_END.has(word));
  const trailing = at > 0 ? readEnd(words.slice(at), { now, hours }) : undefined;
  return trailing && at + trailing.used === words.length
    ? join(trailing.value, written.slice(0, at))
    : { kind: 'noTime' };
}

function join(end: End, messageWords: readonly string[]): FreeText {
  const message = messageWords.join(' ').replace(/^[-–—:,;] ?/, '');
  if (end.kind === 'until' && !fitsMessage(message)) {
    return { kind: 'bad', reason: tooLong() };
  }
  return end.kind === 'bad' ? end : { ...end, message: message || undefined };
}

function readEnd(words: readonly string[], when: When): Read<End> | undefined {
  const found = words.findIndex(word => !BEFORE_A_TIME.has(word));
  const skipped = Math.max(found, 0);
  const rest = words.slice(skipped);
  const duration = readDuration(rest);
  if (duration) {
    return { value: afterMinutes(duration.value, when.now), used: skipped + duration.used };
  }
  const loose = BEFORE_AN_END.has(words[skipped - 1] ?? '');
  const end = readDayAndClock(rest, loose, when);
  return end && { value: end.value, used: skipped + end.used };
}

function readDayAndClock(
  words: readonly string[],
  loose: boolean,
  { now, hours }: When,
): Read<End> | undefined {
  const day = readDay(words);
  const between = day && BEFORE_AN_END.has(words[day.used] ?? '') ? 1 : 0;
  const start = (day?.used ?? 0) + between;
  const clock = readClock(words.slice(start), loose || day !== undefined);
  if (clock) {
    return { value: endAt(day?.value, clock.value, now), used: start + clock.used };
  }
  const isName = loose || /^\p{L}{3}/u.test(words[0] ?? '');
  return day && isName ? { value: endOnDay(day.value, now, hours), used: day.used } : undefined;
}

function afterMinutes(minutes: number, now: number): End {
  return minutes >= 1 && minutes <= LONGEST_DND_MINUTES
    ? { kind: 'until', until: now + minutes * MINUTE_MS }
    : { kind: 'bad', reason: l10n.t('Do Not Disturb can last from one minute to one year.') };
}

function endOnDay(day: DayWord, now: number, hours: WorkingHours): End {
  switch (day.kind) {
    case 'today':
      return endAt(day, hours.end, now);
    case 'tomorrow': {
      const until = nextWorkingMorning(now, hours, 1);
      const isTomorrow =
        new Date(until).toDateString() === new Date(localTime(now, 1, 720)).toDateString();
      const note = isTomorrow ? undefined : l10n.t('Tomorrow is not a working day.');
      return { kind: 'until', until, note };
    }
    case 'weekday':
      return endAt(day, hours.start, now);
  }
}

function endAt(day: DayWord | undefined, minutes: number | 'never', now: number): End {
  if (minutes === 'never') {
    return { kind: 'bad', reason: l10n.t('No clock shows such a time.') };
  }
  const days = daysUntil(day, now);
  const until = localTime(now, days, minutes);
  if (until > now) {
    return withNote(until, minutes);
  }
  if (day?.kind === 'today') {
    return { kind: 'bad', reason: l10n.t('That time is over already.') };
  }
  return withNote(localTime(now, days + (day ? 7 : 1), minutes), minutes);
}

function withNote(until: number, minutes: number): End {
  const note =
    minutesOfDay(new Date(until)) === minutes
      ? undefined
      : l10n.t('Clocks go forward over that time; this is when it would have been.');
  return { kind: 'until', until, note };
}

function daysUntil(day: DayWord | undefined, now: number): number {
  switch (day?.kind) {
    case undefined:
    case 'today':
      return 0;
    case 'tomorrow':
      return 1;
    case 'weekday':
      return (day.weekday - new Date(now).getDay() + 7) % 7;
  }
}

function tooLong(): string {
  return l10n.t('A status message can have at most {0} characters.', MESSAGE_LIMIT);
}
