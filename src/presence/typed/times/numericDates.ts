import type { CalendarDate } from './model';
import { isBreak, readDigits, readExactly, textAt, type Read, type TypedTokens } from './tokens';

export function readIso(tokens: TypedTokens, at: number): Read<CalendarDate> | undefined {
  const year = readExactly(tokens, at, 4);
  const [month, day] = [readDigits(tokens, at + 2, 2), readDigits(tokens, at + 4, 2)];
  const dashes = textAt(tokens, at + 1) === '-' && textAt(tokens, at + 3) === '-';
  if (year === undefined || !dashes || month === undefined || day === undefined) {
    return undefined;
  }
  const isTime = textAt(tokens, at + 5) === 't';
  return isTime || isBreak(tokens, at + 5)
    ? date(Number(day), Number(month), isTime ? at + 6 : at + 5, Number(year))
    : undefined;
}

export function readGerman(tokens: TypedTokens, at: number): Read<CalendarDate> | undefined {
  const [day, month] = [readDigits(tokens, at, 2), readDigits(tokens, at + 2, 2)];
  const isPoint = textAt(tokens, at + 1) === '.' && tokens[at + 1]?.glued === true;
  if (day === undefined || month === undefined || !isPoint || !tokens[at + 2]?.glued) {
    return undefined;
  }
  const isDotted = textAt(tokens, at + 3) === '.' && tokens[at + 3]?.glued === true;
  const year = isDotted ? readYear(tokens, at + 4) : undefined;
  const next = year?.next ?? (isDotted ? at + 4 : at + 3);
  const read = isBreak(tokens, next)
    ? date(Number(day), Number(month), next, year?.value)
    : undefined;
  return read && !isDotted ? { value: { ...read.value, weak: true }, next } : read;
}

export function readSlashed(tokens: TypedTokens, at: number): Read<CalendarDate> | undefined {
  const [first, second] = [readDigits(tokens, at, 2), readDigits(tokens, at + 2, 2)];
  const isAlways = first === '24' && second === '7';
  if (first === undefined || second === undefined || textAt(tokens, at + 1) !== '/' || isAlways) {
    return undefined;
  }
  const hasYear = textAt(tokens, at + 3) === '/';
  const year = hasYear ? readYear(tokens, at + 4) : undefined;
  const next = year?.next ?? at + 3;
  const [month, day] = Number(first) > 12 ? [second, first] : [first, second];
  const read = isBreak(tokens, next)
    ? date(Number(day), Number(month), next, year?.value)
    : undefined;
  const swappable = Number(first) <= 12 && Number(second) <= 12 && first !== second;
  return read && { value: { ...read.value, swappable }, next };
}

export function readYear(tokens: TypedTokens, at: number): Read<number> | undefined {
  const digits = readDigits(tokens, at, 4);
  const isGlued = tokens[at]?.glued === true;
  if (digits === undefined || (digits.length !== 4 && !(digits.length === 2 && isGlued))) {
    return undefined;
  }
  return { value: digits.length === 2 ? 2000 + Number(digits) : Number(digits), next: at + 1 };
}

export function date(
  day: number,
  month: number,
  next: number,
  year: number | undefined,
): Read<CalendarDate> | undefined {
  return { value: { kind: 'date', day, month, year }, next };
}
