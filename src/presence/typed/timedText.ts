import {
  isBare,
  isDoubtful,
  isInWords,
  isNoTime,
  isPartOfMessage,
  isSeparator,
  isTrailing,
} from './doubts';
import type { Context } from './ends/end';
import { continues, mentionsTime, startsWithZone } from './leftovers';
import type { TimePhrase } from './model';
import { readTimePhrase } from './timePhrase';
import { timedAs, type Timed } from './timedReadings';
import { textAt, type Read, type TypedTokens } from './times/tokens';
import { FROM } from './times/when';

/**
 * Finds a time at `from`, at the end of the text, or in the middle after a word such as `until`.
 */
export function readTimed(
  text: string,
  tokens: TypedTokens,
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

const OPENING = new Set(['(', '[', '@']);

interface Words {
  readonly text: string;
  readonly tokens: TypedTokens;
  readonly from: number;
  readonly context: Context;
}

interface Placed extends Read<TimePhrase> {
  readonly at: number;
}

/** Whether a leading day or named hour may belong to the message: `noon run until 14:00`. */
function isWeak(tokens: TypedTokens, at: number, { intro, duration }: TimePhrase): boolean {
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
  // `at 3 standup`: the time is part of the message.
  const isSaid = message !== undefined && (isPartOfMessage(phrase) || continues(rest));
  return timedAs(phrase, isSaid ? text : message, context, { clear: !doubtful, place: 'front' });
}

function readTrailing({ text, tokens, from, context }: Words, { value: phrase, at }: Placed) {
  const before = text.slice(tokens[from]?.start, tokens[at]?.start);
  const message = messageFrom(before.replace(/[\s\-–—:,;@([]+$/, ''));
  const ends = phrase.intro === 'until' || phrase.intro === 'back' || phrase.intro === 'for';
  const isRange = FROM.has(textAt(tokens, at));
  const isEnd =
    ends ||
    isRange ||
    phrase.when?.fromDay !== undefined ||
    (phrase.when?.from !== undefined && !isBare(phrase.when.clock));
  const isLength = phrase.intro === 'none' && phrase.duration !== undefined;
  const said = isEnd || isLength ? message : text;
  const clear = isEnd && !mentionsTime(tokens.slice(from, at));
  return timedAs(phrase, said, context, { clear, place: 'end' });
}

/** `lunch until 14:30 at the latest`: all of it is the message; the time is offered second. */
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

/** The first time phrase, not at the start, that extends to the end of the text. */
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

function withoutMarks(tokens: TypedTokens, at: number): number {
  return ['.', '!', ')', ']'].includes(textAt(tokens, at)) ? at + 1 : at;
}

/** The message without the punctuation between it and the time; undefined if nothing is left. */
export function messageFrom(text: string): string | undefined {
  const message = text.replace(/^\s*[-–—:,;.]?\s*/, '').trim();
  return /[^\s\p{P}]/u.test(message) ? message : undefined;
}
