import type { TimePhrase } from './model';
import type { ClockRead } from './times/model';
import { isDash, textAt, type TypedTokens } from './times/tokens';

/** Words before a time that make it a start or a duration, not an end. */
const NO_ENDS = new Set('from after before since by than ab nach vor seit von'.split(' '));

/** Whether a trailing day or number is not a time: `see you Monday`, `PR 1430`, `a pill a day`. */
export function isTrailing(
  { intro, when, duration }: TimePhrase,
  tokens: TypedTokens,
  at: number,
): boolean {
  const isNumber = /^\d/.test(textAt(tokens, at));
  const isClock = when?.clock !== undefined && when.clock !== 'never';
  return (
    intro !== 'none' ||
    when?.fromDay !== undefined ||
    (duration !== undefined && isNumber) ||
    (isClock && !NO_ENDS.has(textAt(tokens, at - 1)))
  );
}

/**
 * Whether the following words show that it is not a time: `until 99 tests pass`, `2-3 reviews`,
 * `may 5 people join`.
 */
export function isNoTime({ intro, when, number }: TimePhrase, rest: TypedTokens): boolean {
  const sign = rest[0]?.text ?? '';
  const named = when?.day?.day;
  if (rest.length === 0) {
    // `1/2`, `9/11`
    return intro === 'none' && named?.kind === 'date' && named.swappable === true && !when?.clock;
  }
  if (number !== undefined) {
    return false;
  }
  const { day, clock, from } = when ?? {};
  const isWrong = clock === 'never' || from === 'never';
  const isShort = day?.short === true && clock === undefined;
  const isRange = when?.fromDay !== undefined;
  const isDate = day?.day.kind === 'date' && !clock && !isRange && !isSeparator(sign);
  const isCount = isBare(clock) && isBare(from);
  // `until 11-30`, `until 3 30`
  const isNumber =
    isBare(clock) && /^\d/.test((isDash(sign) && rest[0]?.glued ? rest[1] : rest[0])?.text ?? '');
  return isWrong || isShort || isNumber || (intro === 'none' && (isDate || isCount));
}

/** A time without digits is more likely part of the message: `noon walk`. */
export function isInWords(
  tokens: TypedTokens,
  { intro, duration }: TimePhrase,
  isSeparated: boolean,
): boolean {
  const isFree = intro === 'none' && duration === undefined && !isSeparated;
  return isFree && !tokens.some(({ text }) => /\d/.test(text));
}

export function isSeparator(sign: string): boolean {
  return isDash(sign) || [':', ',', ';'].includes(sign);
}

export function isDoubtful(phrase: TimePhrase, rest: TypedTokens, isSeparated: boolean): boolean {
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

export function isPartOfMessage({ intro }: TimePhrase): boolean {
  return intro === 'at' || intro === 'in' || intro === 'about';
}

export function isBare(clock: ClockRead | undefined): boolean {
  return clock !== undefined && clock !== 'never' && clock.bare;
}
