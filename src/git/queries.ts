import { GitError } from '../node/git';
import { type IsolatedRepository, pathFromRoot, withIsolated } from '../node/gitRepository';
import { type FileInGit, type RevisionRange, wholly } from './placeInGit';
import type { PartialAnswer } from './questions';
import { type BlamedLines, createBlameReader, forgetBoundaries } from './blame';
import { closestContents } from './fileContents';

const blameDeadlineMs = 6_000;
const mostBytes = 10_000_000;

/**
 * The authors of a file's lines, whose contents may differ from the committed version. Of several
 * encodings of the text the likely one is used. The newest lines come first, so that a cut-off
 * answer has those. Throws a `GitError`, for example for an untracked file.
 */
export async function blameFile(
  file: FileInGit,
  spellings: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<PartialAnswer<readonly BlamedLines[]>> {
  const path = await pathFromRoot(file.folder, file.path);
  return withIsolated(file, signal, async repository => {
    const committed = await readCommitted(repository, `HEAD:${path}`, signal);
    const input = closestContents(spellings, committed ?? '');
    const reader = createBlameReader();
    const isWhole = await wholly(
      repository.run({
        args: [...blameArgs(repository), '--contents', '-'],
        paths: [path],
        input,
        signal,
        deadlineMs: blameDeadlineMs,
        onText: text => reader.feed(text),
      }),
    );
    const { isShallow } = repository;
    const lines = reader.end();
    return { value: isShallow ? forgetBoundaries(lines) : lines, isWhole, isShallow };
  });
}

/** Lines from `first` to `last` (inclusive), counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The authors of some lines of a file in a commit, considering only commits not in another's
 * history.
 */
export async function blameCommitted(
  repository: IsolatedRepository,
  path: string,
  { range, lines }: { readonly range: RevisionRange; readonly lines: readonly LineRange[] },
  signal: AbortSignal,
): Promise<readonly BlamedLines[]> {
  const reader = createBlameReader();
  const limits = lines.flatMap(({ first, last }) => ['-L', `${first},${last}`]);
  await repository.run({
    args: [...blameArgs(repository), ...limits, `${range.without}..${range.of}`],
    paths: [path],
    signal,
    deadlineMs: blameDeadlineMs,
    onText: text => reader.feed(text),
  });
  return reader.end();
}

function blameArgs({ blameOptions }: IsolatedRepository): readonly string[] {
  return ['blame', '--incremental', '--encoding=UTF-8', ...blameOptions];
}

/** An object's contents, at most 10 MB, one character per byte; undefined if it does not exist. */
export async function readCommitted(
  repository: IsolatedRepository,
  object: string,
  signal: AbortSignal,
  encoding: 'utf-8' | 'windows-1252' = 'windows-1252',
): Promise<string | undefined> {
  const texts: string[] = [];
  try {
    await repository.run({
      args: ['cat-file', 'blob', object],
      signal,
      mostBytes,
      encoding,
      onText: text => texts.push(text),
    });
    return texts.join('');
  } catch (error) {
    if (error instanceof GitError && error.fault === 'failed') {
      return undefined;
    }
    throw error;
  }
}
