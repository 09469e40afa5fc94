import type { Intro, TimePhrase } from './model';
import { HOUR_UNITS } from './times/clockTimes';
import { readDuration } from './times/durations';
import {
  isBreak,
  isDash,
  readDigits,
  readExactly,
  skip,
  textAt,
  type Read,
  type TypedTokens,
} from './times/tokens';
import { readWhen } from './times/when';

export type Body = Pick<TimePhrase, 'duration' | 'when' | 'number'>;

export function readBody(
  tokens: TypedTokens,
  at: number,
  intro: Intro,
  returns: boolean,
): Read<Body> | undefined {
  switch (intro) {
    case 'about':
      return readLength(tokens, at) ?? readTime(tokens, at, true);
    case 'for':
    case 'in':
      return readLength(tokens, at) ?? readNumber(tokens, at) ?? readRest(tokens, at, intro);
    case 'until':
    case 'at':
    case 'from':
    case 'back':
      return readTime(tokens, at, true);
    case 'none':
      return readEither(tokens, at, returns);
  }
}

/** A length, a time, or `1:30h`, which can be both. */
function readEither(tokens: TypedTokens, at: number, loose: boolean): Read<Body> | undefined {
  const both = readClockLikeLength(tokens, at);
  const length = both ?? readLength(tokens, at);
  const time = readTime(tokens, at, loose || both !== undefined);
  const range = length ? readTime(tokens, at, true) : undefined;
  if (length && range?.value.when?.from && tokens[length.next]?.glued) {
    return range;
  }
  if (isHourOfDay(tokens, at)) {
    return readTime(tokens, at, true);
  }
  return both && time?.next === both.next
    ? { value: { ...both.value, ...time.value }, next: both.next }
    : (length ?? time);
}

/** `15h30` and `1500 hrs`: nobody counts that many hours. */
function isHourOfDay(tokens: TypedTokens, at: number): boolean {
  const hour = textAt(tokens, at);
  const isUnit = HOUR_UNITS.has(textAt(tokens, at + 1));
  const hasMinutes = /^(1[3-9]|2\d)$/.test(hour) && readDigits(tokens, at + 2, 2) !== undefined;
  return isUnit && (hasMinutes || /^([01]\d|2[0-3])[0-5]\d$/.test(hour));
}

function readLength(tokens: TypedTokens, at: number): Read<Body> | undefined {
  const duration = readDuration(tokens, at);
  return duration && { value: { duration: duration.value }, next: duration.next };
}

function readTime(tokens: TypedTokens, at: number, loose: boolean): Read<Body> | undefined {
  const when = readWhen(tokens, at, loose);
  return when && { value: { when: when.value }, next: when.next };
}

/** `for the rest of the day`. */
function readRest(tokens: TypedTokens, at: number, intro: Intro): Read<Body> | undefined {
  const when = intro === 'for' ? readTime(tokens, at, false) : undefined;
  return when?.value.when?.day?.part === 'endOfWork' ? when : undefined;
}

function readNumber(tokens: TypedTokens, at: number): Read<Body> | undefined {
  const digits = readDigits(tokens, at, 3);
  const after = textAt(tokens, at + 1);
  const isLast = after === '' || isDash(after) || after === ':';
  return digits !== undefined && Number(digits) > 0 && isLast
    ? { value: { number: Number(digits) }, next: at + 1 }
    : undefined;
}

const DOT = new Set(['.']);

function readClockLikeLength(tokens: TypedTokens, at: number): Read<Body> | undefined {
  const [hour, minute] = [readDigits(tokens, at, 2), readExactly(tokens, at + 2, 2)];
  const isLength =
    minute !== undefined &&
    textAt(tokens, at + 1) === ':' &&
    Number(hour) < 13 &&
    HOUR_UNITS.has(textAt(tokens, at + 3)) &&
    isBreak(tokens, at + 4);
  return isLength
    ? {
        value: { duration: { minutes: Number(hour) * 60 + Number(minute), describes: false } },
        next: skip(tokens, at + 4, DOT),
      }
    : undefined;
}
