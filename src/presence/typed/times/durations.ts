import type { Duration } from './model';
import { readAmount } from './numbers';
import {
  isBreak,
  isDash,
  phrases,
  readDigits,
  readPhrase,
  skip,
  textAt,
  type Read,
  type TypedTokens,
} from './tokens';

const HOUR = 60;
const DAY = 24 * HOUR;
const UNITS = new Map([
  ...phrases(HOUR, 'h, hr, hrs, hour, hours, std, stunde, stunden'),
  ...phrases(1, 'm, min, mins, minute, minutes, minuten'),
  ...phrases(DAY, 'd, day, days, tag, tage, tagen'),
  ...phrases(7 * DAY, 'w, wk, wks, week, weeks, woche, wochen'),
]);
const SINGULAR = new Set(['hour', 'minute', 'day', 'week']);
const WHOLE = new Map([
  ...phrases(30, 'half an hour, half a hour, half hour, a half hour, half - hour, halbstunde'),
  ...phrases(30, 'halbe stunde, eine halbe stunde, einer halben stunde, halben stunde, halbe std'),
  ...phrases(30, 'ne halbe stunde, ner halben stunde, halbe std ., eine halbe std'),
  ...phrases(15, 'quarter of an hour, a quarter of an hour, quarter hour, quarter - hour'),
  ...phrases(15, 'viertelstunde, eine viertelstunde, einer viertelstunde'),
  ...phrases(45, 'three quarters of an hour, dreiviertelstunde, eine dreiviertelstunde'),
  ...phrases(45, 'einer dreiviertelstunde, dreiviertel stunde'),
  ...phrases(60, 'next hour, the next hour, another hour, nächste stunde, die nächste stunde'),
  ...phrases(90, 'hour and a half, an hour and a half'),
  ...phrases(DAY / 2, 'half a day, half day, halber tag, einen halben tag'),
]);
const AND = new Set(['and', 'und', '&', ',', '+']);
const DOT = new Set(['.']);
const BEFORE_A_UNIT = new Set(['-', 'more']);

/** Reads `90m`, `2 h`, `1h30`, `1h 15`, `1.5h`, `half an hour`, `zwei Stunden`, `1 hour and 5 minutes`. */
export function readDuration(tokens: TypedTokens, at: number): Read<Duration> | undefined {
  const whole = readPhrase(tokens, at, WHOLE);
  if (whole) {
    return { value: { minutes: whole.value, describes: false }, next: whole.next };
  }
  const first = readPart(tokens, at);
  if (!first) {
    return undefined;
  }
  let { value: part, next } = first;
  let minutes = part.minutes;
  const describes = part.describes;
  for (;;) {
    const more = readPart(tokens, skip(tokens, next, AND));
    if (!more || more.value.unit >= part.unit) {
      break;
    }
    ({ value: part, next } = more);
    minutes += part.minutes;
  }
  const implied = part.unit === HOUR ? readImplied(tokens, next) : undefined;
  return {
    value: { minutes: minutes + (implied?.value ?? 0), describes: describes && !implied },
    next: implied?.next ?? next,
  };
}

interface Part extends Duration {
  readonly unit: number;
}

function readPart(tokens: TypedTokens, at: number): Read<Part> | undefined {
  const amount = readAmount(tokens, at);
  if (!amount) {
    return undefined;
  }
  const unitAt = skip(tokens, amount.next, BEFORE_A_UNIT);
  const word = textAt(tokens, unitAt);
  const unit = UNITS.get(word);
  const next = skip(tokens, unitAt + 1, DOT);
  const isWhole = isBreak(tokens, unitAt + 1) || readDigits(tokens, unitAt + 1, 2) !== undefined;
  if (unit === undefined || !isWhole) {
    return undefined;
  }
  const describes = (SINGULAR.has(word) && amount.value > 1) || word === 'd' || word === 'w';
  return { value: { unit, minutes: Math.round(amount.value * unit), describes }, next };
}

/** The minutes of `1h30` and `1h 15`; a blank before them leaves no room for a word after them. */
function readImplied(tokens: TypedTokens, at: number): Read<number> | undefined {
  const digits = readDigits(tokens, at, 2);
  const after = textAt(tokens, at + 1);
  const isLast = after === '' || isDash(after) || ',;:'.includes(after);
  return digits !== undefined &&
    Number(digits) < 60 &&
    (isLast || (tokens[at]?.glued === true && isBreak(tokens, at + 1)))
    ? { value: Number(digits), next: at + 1 }
    : undefined;
}
