import { readBody } from './lengthOrTime';
import type { TimePhrase } from './model';
import * as words from './phraseWords';
import { readPhrase, textAt, type Read, type TypedTokens } from './times/tokens';

/** Reads a time together with the words around it that define its role. */
export function readTimePhrase(tokens: TypedTokens, at: number): Read<TimePhrase> | undefined {
  const subject = readPhrase(tokens, at, words.SUBJECTS)?.next ?? at;
  const returns = readPhrase(tokens, subject, words.RETURNS)?.next;
  const read = readStarted(tokens, returns ?? subject, returns !== undefined);
  if (!read) {
    return undefined;
  }
  const later =
    returns === undefined ? readPhrase(tokens, read.next, words.RETURNS)?.next : undefined;
  const isBrb = textAt(tokens, subject) === 'brb' || textAt(tokens, subject + 1) === 'right';
  const comesBack = isBrb || ((returns ?? later) !== undefined && read.value.intro !== 'until');
  const isOwn = subject === at || comesBack;
  if (!isOwn || (read.value.intro === 'from' && !comesBack)) {
    return undefined;
  }
  const next = comesBack ? (later ?? read.next) : read.next;
  const inclusive = readPhrase(tokens, next, words.INCLUSIVE);
  const said = inclusive?.next ?? next;
  const after = readPhrase(tokens, said, words.AFTER_A_TIME)?.next ?? said;
  const fuzz = readPhrase(tokens, after, words.FUZZ)?.next;
  const intro = comesBack ? 'back' : read.value.intro;
  return {
    value: {
      ...read.value,
      intro,
      inclusive: read.value.inclusive || inclusive !== undefined,
      fuzzy: read.value.fuzzy || fuzz !== undefined,
    },
    next: fuzz ?? after,
  };
}

function readStarted(
  tokens: TypedTokens,
  at: number,
  returns: boolean,
): Read<TimePhrase> | undefined {
  const longest =
    readPhrase(tokens, at, words.STARTS) ?? (returns ? readReturnWord(tokens, at) : undefined);
  // `for the next hour`, `through tickets`: fewer words, or none, may belong to the start.
  const shortest = readPhrase(tokens.slice(0, at + 1), at, words.STARTS);
  const starts = [longest, shortest, { value: words.start('none'), next: at }];
  for (const found of starts.filter(each => each !== undefined)) {
    const body = readBody(tokens, found.next, found.value.intro, returns);
    if (body) {
      return { value: { ...found.value, ...body.value }, next: body.next };
    }
  }
  return undefined;
}

function readReturnWord(tokens: TypedTokens, at: number): Read<words.Start> | undefined {
  const word = readPhrase(tokens, at, words.RETURN_WORDS);
  return word && { value: words.start('at'), next: word.next };
}
