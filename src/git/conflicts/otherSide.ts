import { type GitState, type PendingRef, readGitState, resolveRef } from '../../node/gitState';
import type { PlaceInGit, RevisionRange } from '../placeInGit';
import type { Conflict } from './parseConflicts';

/** Which side of the conflicts other people wrote, and in which commits. */
export interface OtherSide {
  readonly side: 'ours' | 'theirs';
  readonly range: RevisionRange;
}

/**
 * Finds the side with other people's work from the operation that git is in the middle of. In a
 * rebase and a revert the person's own commit is being applied, so the others' work is under
 * *ours*; likewise when a stash is applied. Undefined if it cannot be told.
 */
export async function findOtherSide(
  place: PlaceInGit,
  gitDir: string,
  conflicts: readonly Conflict[],
  signal: AbortSignal,
): Promise<OtherSide | undefined> {
  const state = await readGitState(gitDir);
  const resolve = (ref: PendingRef) => resolveRef(place, ref, signal);
  const head = await resolve('HEAD');
  if (head === undefined || state.isApplyingMail) {
    return undefined;
  }
  const theirs = (of: string): OtherSide => ({ side: 'theirs', range: { without: head, of } });
  const ours = (without: string | undefined): OtherSide | undefined =>
    without === undefined ? undefined : { side: 'ours', range: { without, of: head } };
  const [merged, picked] = [await resolve('MERGE_HEAD'), await resolve('CHERRY_PICK_HEAD')];
  if (merged !== undefined) {
    return theirs(merged);
  }
  if (state.isRebasing) {
    const mine = await resolve('REBASE_HEAD');
    // A rebase uses both names for its own commit. Any other commit was picked by the person.
    return picked === undefined || picked === mine ? ours(mine) : theirs(picked);
  }
  if (picked !== undefined) {
    return theirs(picked);
  }
  return (
    ours(await resolve('REVERT_HEAD')) ??
    (await ofUncommitted(state, conflicts, { resolve, ours, theirs }))
  );
}

/** Applying a stash and `merge --squash` leave no reference to a commit. */
async function ofUncommitted(
  { squashed }: GitState,
  conflicts: readonly Conflict[],
  {
    resolve,
    ours,
    theirs,
  }: {
    readonly resolve: (ref: PendingRef) => Promise<string | undefined>;
    readonly ours: (without: string | undefined) => OtherSide | undefined;
    readonly theirs: (of: string) => OtherSide;
  },
): Promise<OtherSide | undefined> {
  const isStash = conflicts.some(({ theirs: { label } }) => /^Stashed changes$/.test(label));
  if (isStash) {
    return ours(await resolve('refs/stash^1'));
  }
  return squashed === undefined ? undefined : theirs(squashed);
}
