import { readBareNumber } from './bareNumber';
import type { Context } from './ends/end';
import { readEnding, readState, type StateWord } from './states';
import type { Timed, TimedReading } from './timedReadings';
import { messageFrom, readTimed } from './timedText';
import { tokenize, type TypedTokens } from './times/tokens';

/** A possible meaning of a typed text. */
export type Reading =
  | { readonly kind: 'message'; readonly text: string }
  | TimedReading
  | {
      readonly kind: 'state';
      readonly state: Exclude<StateWord, 'DND'>;
      readonly message?: string | undefined;
      /** True if an end was typed that this state cannot have. */
      readonly endless?: boolean;
    }
  /** Lets the person choose how long Do Not Disturb lasts. */
  | { readonly kind: 'chooseLength' }
  /** Ends Do Not Disturb; if it is off, `back` means available. */
  | { readonly kind: 'endDnd'; readonly back: boolean };

/** Longer than any message that Circuit accepts plus the longest words for a time. */
const LONGEST_INPUT = 2000;

interface Found {
  readonly readings: readonly Reading[];
  readonly others: readonly Reading[];
  /** Whether the readings come before the message. */
  readonly sure: boolean;
}

/** `dnd on`, `busy now`. */
const ON = /^ (on|an|now|jetzt|please|bitte)$/i;

const nothing: Found = { readings: [], others: [], sure: false };

/**
 * The possible meanings of a typed text in English or German, the likeliest (which Enter takes)
 * first. If words that look like a time remain, that is the text as a message. Always includes a
 * message unless the text is empty.
 */
export function parseStatus(typed: string, context: Context): readonly Reading[] {
  const text = typed.trim();
  if (text === '') {
    return [];
  }
  const message: Reading = { kind: 'message', text };
  if (text.length > LONGEST_INPUT) {
    return [message];
  }
  const tokens = tokenize(text);
  const ending = readEnding(tokens);
  if (ending) {
    return [{ kind: 'endDnd', back: ending === 'back' }, message];
  }
  const found =
    readBareNumber(tokens, 0, context) ??
    readStateFirst(text, tokens, context) ??
    readStateLast(readTimed(text, tokens, 0, context));
  const { readings, others, sure } = found ?? nothing;
  return sure ? [...readings, message, ...others] : [message, ...readings, ...others];
}

/** The meanings of a text that starts with a state. */
function readStateFirst(text: string, tokens: TypedTokens, context: Context): Found | undefined {
  const state = readState(tokens, 0);
  if (!state) {
    return undefined;
  }
  const rest = text.slice(tokens[state.next - 1]?.end).replace(/^[.!]+$/, '');
  if (rest.trim() === '' || ON.test(rest)) {
    return only(
      state.value === 'DND' ? { kind: 'chooseLength' } : { kind: 'state', state: state.value },
    );
  }
  const timed =
    readBareNumber(tokens, state.next, context) ?? readTimed(text, tokens, state.next, context);
  if (state.value === 'DND') {
    return timed ?? nothing;
  }
  const isSeparated = /^\s*[:,]|^\s+[-–—]\s/.test(rest);
  if (timed) {
    // `busy with standup until 3` is a message.
    return timed.place === 'front' || isSeparated ? withState(state.value, timed) : undefined;
  }
  return isSeparated
    ? only({ kind: 'state', state: state.value, message: messageFrom(rest) })
    : nothing;
}

/** `busy 1h`: only Do Not Disturb has an end, so it is offered second. */
function withState(state: Exclude<StateWord, 'DND'>, timed: Timed): Found {
  const [first] = timed.readings;
  const isStart = state === 'AVAILABLE' && timed.begins;
  if (!first || !timed.clear || first.kind === 'bad' || isStart) {
    return { ...timed, sure: timed.sure && !isStart };
  }
  const stated: Reading = { kind: 'state', state, message: first.message, endless: true };
  return state === 'AVAILABLE'
    ? only(stated)
    : { ...timed, readings: [stated, ...timed.readings], sure: true };
}

/** `1h busy`, `until 3 dnd`: the rest of the text is a state, not a message. */
function readStateLast(found: Timed | undefined): Found | undefined {
  const [first] = found?.readings ?? [];
  if (!found?.clear || first?.kind === 'bad' || first?.message === undefined) {
    return found;
  }
  const tokens = tokenize(first.message);
  const state = readState(tokens, 0);
  if (state?.next !== tokens.length) {
    return found;
  }
  const silent = (readings: readonly TimedReading[]) =>
    readings.map(reading =>
      reading.kind === 'bad' ? reading : { ...reading, message: undefined },
    );
  const timed = { ...found, readings: silent(found.readings), others: silent(found.others) };
  return state.value === 'DND' ? timed : withState(state.value, timed);
}

function only(reading: Reading): Found {
  return { readings: [reading], others: [], sure: true };
}
