import * as l10n from '@vscode/l10n';
import { MINUTE_MS } from '../../base/timeWords';
import type { ClockRead } from './times/clockTimes';
import { continues, mentionsTime, startsWithZone } from './leftovers';
import { resolve, type Context, type End } from './times/resolve';
import { readTimePhrase, type TimePhrase } from './timePhrase';
import { isDash, textAt, type Read, type Tokens } from './times/tokens';

export type TimedReading =
  | { readonly kind: 'dndFor'; readonly minutes: number; readonly message?: string | undefined }
  | ({ readonly kind: 'dndUntil'; readonly message?: string | undefined } & End)
  /** A time that cannot be an end, and why. */
  | { readonly kind: 'bad'; readonly reason: string };

/** The times that a text holds. */
export interface Timed {
  readonly readings: readonly TimedReading[];
  /** What else could be meant. */
  readonly others: readonly TimedReading[];
  /** Whether it says when something ends, and all but that is a message. */
  readonly clear: boolean;
  /** Whether it is clear, and there is one likely time. */
  readonly sure: boolean;
  /** Where in the text it stands. */
  readonly place: 'front' | 'end' | 'midst';
  /** A mere time of the clock or a day, without a word such as `until`. */
  readonly begins: boolean;
}

export const LONGEST_DND_MINUTES = 365 * 24 * 60;

/** Finds a time at `from`, at the end of the text, or in the midst of it after a word like `until`. */
export function readTimed(
  text: string,
  tokens: Tokens,
  from: number,
  context: Context,
): Timed | undefined {
  const words = { text, tokens, from, context };
  const leading = readTimePhrase(tokens, from);
  const isWhole = leading?.next === tokens.length;
  const trailing = isWhole ? undefined : findTrailing(words);
  if (leading && !(trailing && isWeak(tokens, from, leading.value))) {
    return readLeading(words, leading);
  }
  return trailing ? readTrailing(words, trailing) : readMiddle(words);
}

/** Before a time they say when something begins, or where else it lies. */
const NO_ENDS = new Set('from after before since by than ab nach vor seit von'.split(' '));

const OPENING = new Set(['(', '[', '@']);

interface Words {
  readonly text: string;
  readonly tokens: Tokens;
  readonly from: number;
  readonly context: Context;
}

interface Placed extends Read<TimePhrase> {
  readonly at: number;
}

/** A day or a named hour in front may well belong to the message: `noon run until 14:00`. */
function isWeak(tokens: Tokens, at: number, { intro, duration }: TimePhrase): boolean {
  return intro === 'none' && !duration && /^\p{L}/u.test(textAt(tokens, at));
}

function readLeading(
  { text, tokens, from, context }: Words,
  { value: phrase, next }: Read<TimePhrase>,
) {
  const rest = tokens.slice(next);
  const isDay = phrase.when !== undefined && phrase.when.clock === undefined;
  if (startsWithZone(rest) || isNoTime(phrase, rest) || (isDay && mentionsTime(rest))) {
    return undefined;
  }
  const message = messageFrom(text.slice(tokens[next]?.start ?? text.length));
  const isSeparated = isSeparator(rest[0]?.text ?? '');
  const doubtful =
    message !== undefined &&
    (isDoubtful(phrase, rest, isSeparated) ||
      isInWords(tokens.slice(from, next), phrase, isSeparated) ||
      continues(rest) ||
      mentionsTime(rest));
  // `at 3 standup`: the time is a part of what is said.
  const isSaid = message !== undefined && (isPartOfMessage(phrase) || continues(rest));
  return timedAs(phrase, isSaid ? text : message, context, { clear: !doubtful, place: 'front' });
}

function readTrailing({ text, tokens, from, context }: Words, { value: phrase, at }: Placed) {
  const before = text.slice(tokens[from]?.start ?? 0, tokens[at]?.start ?? text.length);
  const message = messageFrom(before.replace(/[\s\-–—:,;@([]+$/, ''));
  const ends = phrase.intro === 'until' || phrase.intro === 'back' || phrase.intro === 'for';
  const isEnd = ends || (phrase.when?.from !== undefined && !isBare(phrase.when?.clock));
  const isLength = phrase.intro === 'none' && phrase.duration !== undefined;
  const said = isEnd || isLength ? message : text;
  const clear = isEnd && !mentionsTime(tokens.slice(from, at));
  return timedAs(phrase, said, context, { clear, place: 'end' });
}

/** `lunch until 14:30 at the latest`: the whole is the message, its time a second choice. */
function readMiddle({ text, tokens, from, context }: Words): Timed | undefined {
  for (let at = from + 1; at < tokens.length; at++) {
    const phrase = readTimePhrase(tokens, at);
    if (phrase?.value.intro === 'until' && !isNoTime(phrase.value, tokens.slice(phrase.next))) {
      const timed = timedAs(phrase.value, text, context, { clear: false, place: 'midst' });
      return timed?.readings[0]?.kind === 'bad' ? undefined : timed;
    }
  }
  return undefined;
}

/** The first time phrase after the beginning that goes on to the end of the text. */
function findTrailing({ tokens, from }: Words): Placed | undefined {
  for (let at = from + 1; at < tokens.length; at++) {
    const isInWord = tokens[at]?.glued && !OPENING.has(textAt(tokens, at - 1));
    const read = isInWord ? undefined : readTimePhrase(tokens, at);
    if (
      read &&
      withoutMarks(tokens, read.next) === tokens.length &&
      isTrailing(read.value, tokens, at)
    ) {
      return { ...read, at };
    }
  }
  return undefined;
}

/** A day or a number at the end of a text is no time: `see you Monday`, `PR 1430`, `a pill a day`. */
function isTrailing({ intro, when, duration }: TimePhrase, tokens: Tokens, at: number): boolean {
  const isNumber = /^\d/.test(textAt(tokens, at));
  const isClock = when?.clock !== undefined && when.clock !== 'never';
  return (
    intro !== 'none' ||
    (duration !== undefined && isNumber) ||
    (isClock && !NO_ENDS.has(textAt(tokens, at - 1)))
  );
}

function withoutMarks(tokens: Tokens, at: number): number {
  return ['.', '!', ')', ']'].includes(textAt(tokens, at)) ? at + 1 : at;
}

/** `until 99 tests pass`, `2-3 reviews`, `may 5 people join`: the words after it show that it is none. */
function isNoTime({ intro, when, number }: TimePhrase, rest: Tokens): boolean {
  const sign = rest[0]?.text ?? '';
  const named = when?.day?.day;
  if (rest.length === 0) {
    // `1/2`, `9/11`
    return intro === 'none' && named?.kind === 'date' && named.swappable === true && !when?.clock;
  }
  if (number !== undefined) {
    return !isDash(sign) && sign !== ':';
  }
  const { day, clock, from } = when ?? {};
  const isWrong = clock === 'never' || from === 'never';
  const isShort = day?.short === true && clock === undefined;
  const isDate = day?.day.kind === 'date' && clock === undefined && !isSeparator(sign);
  const isCount = isBare(clock) && isBare(from);
  return isWrong || isShort || (intro === 'none' && (isDate || isCount));
}

/** `noon walk`: without a figure in it, a time is rather a part of what is said. */
function isInWords(tokens: Tokens, { intro, duration }: TimePhrase, isSeparated: boolean): boolean {
  const isFree = intro === 'none' && duration === undefined && !isSeparated;
  return isFree && !tokens.some(({ text }) => /\d/.test(text));
}

function isSeparator(sign: string): boolean {
  return isDash(sign) || [':', ',', ';'].includes(sign);
}

function isDoubtful(phrase: TimePhrase, rest: Tokens, isSeparated: boolean): boolean {
  const { intro, when, duration } = phrase;
  // `1h 15 people`
  const isNumber = /^\d/.test(rest[0]?.text ?? '');
  const isDayAlone = when !== undefined && when.clock === undefined && intro === 'none';
  return (
    isPartOfMessage(phrase) ||
    (isDayAlone && !isSeparated) ||
    (isBare(phrase.when?.clock) && !isSeparated) ||
    (duration !== undefined && !isSeparated && (duration.describes || isNumber))
  );
}

function isPartOfMessage({ intro }: TimePhrase): boolean {
  return intro === 'at' || intro === 'in' || intro === 'about';
}

function isBare(clock: ClockRead | undefined): boolean {
  return clock !== undefined && clock !== 'never' && clock.bare;
}

function timedAs(
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
      return lengths.length > 0 ? timed : undefined;
    case 'bad':
      return lengths.length > 0 ? timed : { ...timed, readings: [resolved] };
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

/** The message without the sign that parts it from the time; `undefined` where nothing is left. */
export function messageFrom(text: string): string | undefined {
  return text.replace(/^\s*[-–—:,;.]?\s*/, '').trim() || undefined;
}
