import type { AskGit } from '../../git/questions';
import { unusedPrefix } from './commentPrefix';
import { addToNothing, addTrailer, partMessage } from './trailer';

/**
 * A commit message (with `\n`) that also has the trailer `line`, put where git puts it: git itself
 * decides, and without one its rules do. `comment` begins the lines that git throws away.
 */
export async function addToMessage(
  text: string,
  line: string,
  { askGit, comment }: { readonly askGit: AskGit; readonly comment: string | undefined },
): Promise<string> {
  const { before, message } = partMessage(text, comment);
  if (message === '') {
    return addToNothing(before, line);
  }
  const isEnded = message.endsWith('\n');
  const ended = isEnded ? message : `${message}\n`;
  const sign = comment ?? unusedPrefix(ended);
  const byGit = sign === undefined ? undefined : await askToAdd(ended, line, sign, askGit);
  const added = byGit ?? addTrailer(ended, line, comment);
  return before + (isEnded ? added : added.replace(/\n$/, ''));
}

async function askToAdd(
  message: string,
  trailer: string,
  comment: string,
  askGit: AskGit,
): Promise<string | undefined> {
  const { signal } = new AbortController();
  const answer = await askGit('withTrailer', { message, trailer, comment }, signal);
  return answer.kind === 'told' ? answer.told : undefined;
}

/** The shortest piece of `before`, by offsets, that has to be replaced to get `after`. */
export function changeBetween(before: string, after: string) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charAt(start) === after.charAt(start)) {
    start += 1;
  }
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) {
    same += 1;
  }
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
