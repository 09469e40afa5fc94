import { type Git, GitError } from '../node/git';

/** A repository's folder, and the git to use. */
export interface PlaceInGit {
  readonly git: Git;
  readonly folder: string;
}

/** A file in a repository; `path` may be absolute. */
export interface FileInGit extends PlaceInGit {
  readonly path: string;
}

/** The commits in one commit's history but not in another's; both are ids. */
export interface RevisionRange {
  readonly without: string;
  readonly of: string;
}

/** Waits for git; false if it was stopped by the deadline or the size limit. */
export async function wholly(run: Promise<void>): Promise<boolean> {
  try {
    await run;
    return true;
  } catch (error) {
    if (error instanceof GitError && (error.fault === 'timeout' || error.fault === 'tooMuch')) {
      return false;
    }
    throw error;
  }
}
