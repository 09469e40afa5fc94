import type { AskGit } from '../../git/questions';
import { unusedPrefix } from './commentPrefix';
import { addToNothing, addTrailer, partMessage } from './trailer';

/**
 * Adds the trailer `line` to a commit message (with `\n`) where git would put it: git itself
 * decides, otherwise its rules do. Lines that start with `comment` are thrown away by git.
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

/** The shortest range of `before`, by offsets, that must be replaced to get `after`. */
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
