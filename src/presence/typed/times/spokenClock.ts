import { readHalf } from './halvesOfDay';
import type { Clock } from './model';
import { readHourWord } from './numbers';
import { isBreak, phrases, readDigits, textAt, type Read, type TypedTokens } from './tokens';

export const CLOCK_WORDS: ReadonlySet<string> = new Set(['uhr', "o'clock", 'oclock']);

const PAST = new Map([...phrases(1, 'past, nach'), ...phrases(-1, 'to, vor')]);
const BEFORE_AN_END = new Set(['until', 'till', 'til', 'at', 'by']);
const COUNTS = new Map([
  ...phrases(5, 'five, fünf, 5'),
  ...phrases(10, 'ten, zehn, 10'),
  ...phrases(15, 'quarter, viertel'),
  ...phrases(20, 'twenty, zwanzig, 20'),
  ...phrases(25, '25'),
]);

/** Reads `half past two`, `quarter to three`, `half past 2 pm`, `halb drei`, `viertel nach zwei`. */
export function readSpoken(tokens: TypedTokens, at: number): Read<Clock> | undefined {
  const start = textAt(tokens, at) === 'a' ? at + 1 : at;
  const word = textAt(tokens, start);
  if (word === 'half' && textAt(tokens, start + 1) === 'past') {
    return spoken(tokens, start + 2, 30);
  }
  if (word === 'halb') {
    return spoken(tokens, start + 1, -30);
  }
  if (word === 'dreiviertel') {
    return spoken(tokens, start + 1, -15);
  }
  const direction = PAST.get(textAt(tokens, start + 1));
  const count = COUNTS.get(word);
  // `9 to 5` and `10 to 12` are ranges, unless one time is expected: `until 10 to 3`.
  const isRange =
    textAt(tokens, start + 1) === 'to' &&
    /^\d{1,2}$/.test(word) &&
    Number(word) < 13 &&
    !BEFORE_AN_END.has(textAt(tokens, at - 1));
  return direction === undefined || count === undefined || isRange
    ? undefined
    : spokenFrom(tokens, start + 2, direction * count);
}

/** `fünf vor halb drei` counts from the half hour. */
function spokenFrom(tokens: TypedTokens, at: number, offset: number): Read<Clock> | undefined {
  return textAt(tokens, at) === 'halb'
    ? spoken(tokens, at + 1, offset - 30)
    : spoken(tokens, at, offset);
}

function spoken(tokens: TypedTokens, at: number, offset: number): Read<Clock> | undefined {
  const hour = readHourWord(tokens, at) ?? Number(readDigits(tokens, at, 2) ?? NaN);
  if (!(hour >= 1 && hour <= 12)) {
    return undefined;
  }
  const minutes = (hour % 12) * 60 + offset;
  const after = CLOCK_WORDS.has(textAt(tokens, at + 1)) ? at + 2 : at + 1;
  const half = readHalf(tokens, after);
  if (half) {
    const ofDay = (minutes + (half.value === 'pm' ? 2160 : 1440)) % 1440;
    return { value: { minutes: ofDay, either: false, bare: false }, next: half.next };
  }
  return isBreak(tokens, at + 1)
    ? { value: { minutes: (minutes + 720) % 720, either: true, bare: false }, next: after }
    : undefined;
}
