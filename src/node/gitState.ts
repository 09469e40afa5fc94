import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Git, GitError, gitOutput } from './git';
import { readPlainFile } from './plainFile';

/** The refs that may exist while git waits for conflicts to be resolved. */
export type PendingRef =
  'HEAD' | 'MERGE_HEAD' | 'CHERRY_PICK_HEAD' | 'REVERT_HEAD' | 'REBASE_HEAD' | 'refs/stash^1';

/** The operation that git is in the middle of. */
export interface GitState {
  /** Not just because of a `REBASE_HEAD`, which git leaves behind. */
  readonly isRebasing: boolean;
  /** During `git am`, where the other side is a mail, not a commit. */
  readonly isApplyingMail: boolean;
  /** The newest commit of an uncommitted `merge --squash`. */
  readonly squashed: string | undefined;
}

/** Reads the state files in git's directory (the worktree's own). Never throws. */
export async function readGitState(gitDir: string): Promise<GitState> {
  const [merging, applying, mail, squash] = await Promise.all([
    isThere(path.join(gitDir, 'rebase-merge')),
    isThere(path.join(gitDir, 'rebase-apply')),
    isThere(path.join(gitDir, 'rebase-apply', 'applying')),
    readPlainFile(path.join(gitDir, 'SQUASH_MSG'), { mostBytes: 16 * 1024 * 1024 }),
  ]);
  const text = squash.kind === 'text' ? squash.text : '';
  return {
    isRebasing: merging || (applying && !mail),
    isApplyingMail: mail,
    squashed: /^commit ([0-9a-f]{64}|[0-9a-f]{40})$/m.exec(text)?.[1],
  };
}

/** The id of the commit that `ref` currently points to, if any. Throws a `GitError`. */
export async function resolveRef(
  { git, folder }: { readonly git: Git; readonly folder: string },
  ref: PendingRef,
  signal: AbortSignal,
): Promise<string | undefined> {
  const args = ['rev-parse', '--quiet', '--verify', `${ref}^{commit}`];
  try {
    return (await gitOutput(git, { folder, args, signal, mostBytes: 1_000 })).trim();
  } catch (error) {
    if (error instanceof GitError && error.fault === 'failed') {
      return undefined;
    }
    throw error;
  }
}

/** The object id of one side of a file in conflict: 2 is ours, 3 is theirs. */
export async function blobInConflict(
  { git, folder }: { readonly git: Git; readonly folder: string },
  file: string,
  stage: 2 | 3,
  signal: AbortSignal,
): Promise<string | undefined> {
  const args = ['ls-files', '--unmerged', '-z'];
  const text = await gitOutput(git, { folder, args, paths: [file], signal, mostBytes: 100_000 });
  const entries = text.split('\0').map(entry => /^\d+ ([0-9a-f]{40,64}) (\d)\t/.exec(entry));
  return entries.find(entry => entry?.[2] === String(stage))?.[1];
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
