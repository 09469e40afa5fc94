import * as l10n from '@vscode/l10n';
import { MINUTE_MS } from '../../base/timeWords';
import type { Context, End } from './ends/end';
import { resolve } from './ends/resolve';
import type { TimePhrase } from './model';

export type TimedReading =
  | { readonly kind: 'dndFor'; readonly minutes: number; readonly message?: string | undefined }
  | ({ readonly kind: 'dndUntil'; readonly message?: string | undefined } & End)
  /** A time that cannot be an end, with the reason. */
  | { readonly kind: 'bad'; readonly reason: string };

/** The times found in a text. */
export interface Timed {
  readonly readings: readonly TimedReading[];
  /** Other possible meanings. */
  readonly others: readonly TimedReading[];
  /** Whether the text is clearly an end with a message. */
  readonly clear: boolean;
  /** Whether it is clear and has a single likely time. */
  readonly sure: boolean;
  /** Where in the text the time is. */
  readonly place: 'front' | 'end' | 'midst';
  /** True for a plain clock time or day, without a word such as `until`. */
  readonly begins: boolean;
}

export const LONGEST_DND_MINUTES = 365 * 24 * 60;

/** The possible meanings of a time phrase with a message. `clear` as in `Timed`. */
export function timedAs(
  phrase: TimePhrase,
  message: string | undefined,
  context: Context,
  { clear: isClear, place }: Pick<Timed, 'clear' | 'place'>,
): Timed | undefined {
  const minutes = phrase.duration?.minutes ?? phrase.number;
  const lengths: TimedReading[] = minutes === undefined ? [] : [lengthOf(minutes, message)];
  const resolved = phrase.when ? resolve(phrase.when, context, phrase.inclusive) : undefined;
  const clear = isClear && !phrase.fuzzy;
  const begins = phrase.intro === 'at' || (phrase.intro === 'none' && minutes === undefined);
  const timed = { readings: lengths, others: [], clear, sure: clear, place, begins };
  switch (resolved?.kind) {
    case undefined:
      return timed;
    case 'none':
      return undefined;
    case 'bad':
      return { ...timed, readings: [resolved] };
    case 'ends': {
      const until = (ends: readonly End[]): TimedReading[] =>
        ends.map(({ until, fromNow, note }) => ({
          kind: 'dndUntil',
          until,
          fromNow,
          note,
          message,
        }));
      const inYear = resolved.ends.filter(
        ({ until }) => until <= context.now + LONGEST_DND_MINUTES * MINUTE_MS,
      );
      const readings = [...lengths, ...until(inYear)];
      if (readings.length === 0) {
        return { ...timed, readings: [tooLong()] };
      }
      const sure = clear && resolved.sure && lengths.length === 0;
      return { ...timed, readings, others: until(resolved.others), sure };
    }
  }
}

function lengthOf(minutes: number, message: string | undefined): TimedReading {
  return minutes >= 1 && minutes <= LONGEST_DND_MINUTES
    ? { kind: 'dndFor', minutes, message }
    : tooLong();
}

function tooLong(): TimedReading {
  return { kind: 'bad', reason: l10n.t('Do Not Disturb can last from one minute to one year.') };
}
