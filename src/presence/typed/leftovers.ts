import { readClock } from './times/clockTimes';
import { readOrdinal } from './times/dates';
import { readDay } from './times/days';
import { readDuration } from './times/durations';
import { phrases, readDigits, readPhrase, type TypedTokens } from './times/tokens';

const ZONES = new Set(
  'utc gmt z cet cest mez mesz pst pdt est edt cst cdt mst mdt bst ist jst aest aedt eet eest'.split(
    ' ',
  ),
);
const CONTINUES = new Set(
  [
    'of to past then and but or late early earlier ago after before away left remaining per old',
    'und dann aber oder vor nach zu spät später früher verspätet verspätung übrig alt',
  ].flatMap(words => words.split(' ')),
);
const UNTIL = new Map(phrases(true, 'until, till, til, bis'));

/** Whether a time zone follows the time. */
export function startsWithZone(tokens: TypedTokens): boolean {
  return ZONES.has(tokens[0]?.text ?? '');
}

/** Whether the words continue a sentence that the time is part of. */
export function continues(tokens: TypedTokens): boolean {
  return CONTINUES.has(tokens.find(({ text }) => text !== ',')?.text ?? '');
}

/** Whether the words of a message look like a time. */
export function mentionsTime(tokens: TypedTokens): boolean {
  return tokens.some((token, at) => {
    if (token.glued && /^[\p{L}\d]/u.test(tokens[at - 1]?.text ?? '')) {
      return false;
    }
    const day = readDay(tokens, at, false) ?? readOrdinal(tokens, at);
    const isShort = day !== undefined && 'short' in day.value && day.value.short;
    const clock = /^\d/.test(token.text) ? readClock(tokens, at, false) : undefined;
    const length = /^\d/.test(token.text) ? readDuration(tokens, at) : undefined;
    const until = readPhrase(tokens, at, UNTIL);
    const isUntil = until !== undefined && readDigits(tokens, until.next, 4) !== undefined;
    return (day && !isShort) ?? clock ?? length ?? isUntil;
  });
}
