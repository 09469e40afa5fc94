import { phrases, readPhrase, textAt, type Read, type TypedTokens } from './times/tokens';

export type StateWord = 'AVAILABLE' | 'AWAY' | 'BUSY' | 'DND';

const STATES = new Map<string, StateWord>([
  ...phrases('AVAILABLE' as const, 'available, online, verfügbar, verfuegbar, erreichbar'),
  ...phrases('AWAY' as const, 'away, abwesend'),
  ...phrases('BUSY' as const, 'busy, beschäftigt, beschaeftigt'),
  ...phrases(
    'DND' as const,
    "dnd, do not disturb, don't disturb, nicht stören, bitte nicht stören",
  ),
  ...phrases('DND' as const, 'nicht stoeren, bitte nicht stoeren'),
]);
const ENDINGS = new Set([
  ...['off', 'over', 'end', 'stop', 'aus', 'beenden', 'vorbei', 'ende'].flatMap(word =>
    ['dnd', 'do not disturb', 'nicht stören'].map(dnd => `${dnd} ${word}`),
  ),
  ...['end', 'stop', 'clear', 'cancel', 'turn off', 'no'].flatMap(word =>
    ['dnd', 'do not disturb'].map(dnd => `${word} ${dnd}`),
  ),
]);
const BACK = new Set([
  ...['back', "i'm back", 'im back', 'i am back', 'back online', 'back now', "i'm back online"],
  ...['zurück', 'bin zurück', 'wieder da', 'bin wieder da', 'ich bin wieder da', 'wieder zurück'],
  ...['bin wieder zurück', 'wieder online', 'ich bin zurück', 'zurueck', 'wieder erreichbar'],
]);

/** The state named at `at`, if any. */
export function readState(tokens: TypedTokens, at: number): Read<StateWord> | undefined {
  return readPhrase(tokens, at, STATES);
}

/** Whether the whole text means the end of Do Not Disturb, or a return. */
export function readEnding(tokens: TypedTokens): 'endDnd' | 'back' | undefined {
  const last = tokens.at(-1)?.text ?? '';
  const words = '.!'.includes(last) ? tokens.slice(0, -1) : tokens;
  const text = words.map((_, at) => textAt(words, at)).join(' ');
  if (ENDINGS.has(text)) {
    return 'endDnd';
  }
  return BACK.has(text) ? 'back' : undefined;
}
