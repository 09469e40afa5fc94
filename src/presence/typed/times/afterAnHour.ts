import { readHalf } from './halvesOfDay';
import type { Clock, ClockRead } from './model';
import { CLOCK_WORDS } from './spokenClock';
import { isBreak, isDash, readExactly, textAt, type Read, type TypedTokens } from './tokens';

interface Written {
  readonly minute?: number;
  readonly exact?: boolean;
  readonly loose?: boolean;
}

/** Reads what follows the hour, and the minute if there was one. */
export function readAfterHour(
  tokens: TypedTokens,
  at: number,
  hour: number,
  { minute, exact = false, loose = false }: Written,
): Read<ClockRead> | undefined {
  const half = readHalf(tokens, at);
  if (half) {
    const isHour = hour >= 1 && hour <= 12;
    const minutes = (hour % 12) * 60 + (minute ?? 0) + (half.value === 'pm' ? 720 : 0);
    const value = isHour ? clockAt(minutes, { either: false, bare: false }, minute) : 'never';
    return { value, next: half.next };
  }
  const named = readClockWord(tokens, at, minute, loose);
  const isNamed = named !== undefined;
  const shownMinute = named?.value ?? minute;
  const next = named?.next ?? at;
  if (!isNamed && !isBreak(tokens, next)) {
    return undefined;
  }
  const part = isNamed ? readHalf(tokens, next) : undefined;
  if (part && hour <= 12) {
    const minutes = (hour % 12) * 60 + (shownMinute ?? 0) + (part.value === 'pm' ? 720 : 0);
    return {
      value: clockAt(minutes, { either: false, bare: false }, shownMinute),
      next: part.next,
    };
  }
  const either = !exact && hour >= 1 && hour <= 12 && !named?.is24;
  const bare = minute === undefined && !isNamed;
  const minutes = hour * 60 + (shownMinute ?? 0);
  return { value: clockAt(minutes, { either, bare }, shownMinute), next };
}

function clockAt(
  minutes: number,
  rest: Omit<Clock, 'minutes'>,
  minute: number | undefined,
): ClockRead {
  return minutes <= 1440 && (minute ?? 0) < 60 ? { minutes, ...rest } : 'never';
}

/** `Uhr`, `Uhr 30`, `o'clock`, and `h` or `h30` where a time is expected anyway. */
function readClockWord(
  tokens: TypedTokens,
  at: number,
  minute: number | undefined,
  loose: boolean,
): (Read<number | undefined> & { readonly is24: boolean }) | undefined {
  const word = textAt(tokens, at);
  const isHours = word === 'h' && loose;
  if (!isHours && !CLOCK_WORDS.has(word)) {
    return undefined;
  }
  const later = readExactly(tokens, at + 1, 2);
  const takesMinute =
    minute === undefined &&
    later !== undefined &&
    (word === 'uhr' || tokens[at + 1]?.glued === true) &&
    isBreak(tokens, at + 2) &&
    !isDash(textAt(tokens, at + 2));
  const next = takesMinute ? at + 2 : at + 1;
  const value = takesMinute ? Number(later) : minute;
  return isBreak(tokens, next) ? { value, next, is24: word === 'uhr' } : undefined;
}
