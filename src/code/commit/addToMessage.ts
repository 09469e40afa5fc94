import { type Git, GitError } from '../../node/git';
import { interpretTrailers } from '../../node/gitTrailers';
import { unusedPrefix } from './commentPrefix';
import { addToNothing, addTrailer, partMessage } from './trailer';

/**
 * A commit message (with `\n`) that also has the trailer `line`, put where git puts it: git itself
 * decides, and without one its rules do. `comment` begins the lines that git throws away.
 */
export async function addToMessage(
  text: string,
  line: string,
  { git, comment }: { readonly git: Git | undefined; readonly comment: string | undefined },
): Promise<string> {
  const { before, message } = partMessage(text, comment);
  if (message === '') {
    return addToNothing(before, line);
  }
  const isEnded = message.endsWith('\n');
  const ended = isEnded ? message : `${message}\n`;
  const added =
    (await askGit(ended, line, { git, comment: comment ?? unusedPrefix(ended) })) ??
    addTrailer(ended, line, comment);
  return before + (isEnded ? added : added.replace(/\n$/, ''));
}

async function askGit(
  message: string,
  trailer: string,
  { git, comment }: { readonly git: Git | undefined; readonly comment: string | undefined },
): Promise<string | undefined> {
  if (git === undefined || comment === undefined) {
    return undefined;
  }
  try {
    const { signal } = new AbortController();
    return await interpretTrailers(git, { message, trailer, comment }, signal);
  } catch (error) {
    if (error instanceof GitError) {
      return undefined;
    }
    throw error;
  }
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
