import { type Git, GitError } from '../../node/git';
import type { Contribution } from '../contribution';
import { createAuthorLogReader, authorLogFormat } from './authorLog';
import { type BlamedLines, createBlameReader } from './blame';

/** Part of an answer is worth having: `isWhole` is false when the deadline cut it off. */
export interface GitAnswer<T> {
  readonly value: T;
  readonly isWhole: boolean;
}

/** A file in a repository. `folder` is the repository's; `path` may be absolute. */
export interface FileInGit {
  readonly git: Git;
  readonly folder: string;
  readonly path: string;
}

const blameDeadlineMs = 6_000;
const logDeadlineMs = 5_000;
const mostCommits = 5_000;

/**
 * Who wrote the lines of `contents`, which may differ from what is committed. The newest lines
 * come first, so that a cut-off answer holds those. Throws a `GitError`, e.g. for a file that git
 * does not know.
 */
export async function blameFile(
  file: FileInGit,
  contents: Uint8Array,
  signal: AbortSignal,
): Promise<GitAnswer<readonly BlamedLines[]>> {
  const reader = createBlameReader();
  const isWhole = await wholly(
    file.git({
      folder: file.folder,
      args: ['blame', '--incremental', '--no-textconv', '--encoding=UTF-8', '--contents', '-'],
      paths: [file.path],
      input: contents,
      signal,
      deadlineMs: blameDeadlineMs,
      onText: text => reader.feed(text),
    }),
  );
  return { value: reader.end(), isWhole };
}

/** Lines from `first` up to and with `last`, counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Who wrote some lines of a file as another commit has it, or since their ways parted. */
export async function blameCommitted(
  file: FileInGit,
  revision: Revision | RevisionRange,
  ranges: readonly LineRange[],
  signal: AbortSignal,
): Promise<readonly BlamedLines[]> {
  const reader = createBlameReader();
  const limits = ranges.flatMap(({ first, last }) => ['-L', `${first},${last}`]);
  await file.git({
    folder: file.folder,
    args: ['blame', '--incremental', '--no-textconv', '--encoding=UTF-8', ...limits, revision],
    paths: [file.path],
    signal,
    deadlineMs: blameDeadlineMs,
    onText: text => reader.feed(text),
  });
  return reader.end();
}

/** The names that may stand for a commit here. No foreign text is ever taken for one. */
export type Revision = 'HEAD' | 'MERGE_HEAD' | 'CHERRY_PICK_HEAD' | 'REBASE_HEAD';

/** What the second has and the first has not. */
export type RevisionRange = `${Revision}..${Revision}`;

/** Who made how many of the latest 5,000 commits, since `days` ago if given, below `path` if given. */
export async function listAuthors(
  place: { readonly git: Git; readonly folder: string; readonly path?: string },
  options: { readonly sinceDays?: number; readonly range?: RevisionRange },
  signal: AbortSignal,
): Promise<GitAnswer<readonly Contribution[]>> {
  const reader = createAuthorLogReader();
  const since = options.sinceDays === undefined ? [] : [`--since=${options.sinceDays}.days.ago`];
  const isWhole = await wholly(
    place.git({
      folder: place.folder,
      args: [
        ...['log', '-z', authorLogFormat, '--encoding=UTF-8', '--no-patch'],
        ...['--no-merges', `--max-count=${mostCommits}`, ...since, options.range ?? 'HEAD'],
      ],
      paths: place.path === undefined ? [] : [place.path],
      signal,
      deadlineMs: logDeadlineMs,
      onText: text => reader.feed(text),
    }),
  );
  return { value: reader.end(), isWhole };
}

/** A file's text as another commit has it, at most 10 MB. Throws a `GitError`. */
export async function readCommitted(
  file: FileInGit & { readonly pathInside: string },
  revision: Revision,
  signal: AbortSignal,
): Promise<string> {
  let text = '';
  await file.git({
    folder: file.folder,
    args: ['cat-file', 'blob', `${revision}:${file.pathInside}`],
    signal,
    mostBytes: 10_000_000,
    onText: chunk => (text += chunk),
  });
  return text;
}

/** Whether `revision` stands for a commit now, e.g. `MERGE_HEAD` during a merge. */
export async function isThere(
  place: { readonly git: Git; readonly folder: string },
  revision: Revision,
  signal: AbortSignal,
): Promise<boolean> {
  const args = ['rev-parse', '--quiet', '--verify', `${revision}^{commit}`];
  try {
    await place.git({ folder: place.folder, args, signal, onText: () => undefined });
    return true;
  } catch (error) {
    if (error instanceof GitError && error.fault === 'failed') {
      return false;
    }
    throw error;
  }
}

/** Waits for git; `false` when only the deadline or the size ended it. */
async function wholly(run: Promise<void>): Promise<boolean> {
  try {
    await run;
    return true;
  } catch (error) {
    if (error instanceof GitError && error.fault !== 'failed') {
      return false;
    }
    throw error;
  }
}
