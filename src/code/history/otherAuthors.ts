import type { Contribution } from '../contribution';
import { type Author, type BlamedLines, countLines } from './blame';
import { type Conflict, findBlock } from './parseConflicts';
import {
  blameCommitted,
  type FileInGit,
  isThere,
  type LineRange,
  listAuthors,
  readCommitted,
  type Revision,
  type RevisionRange,
} from './queries';

/** A file with conflicts, its lines as the editor shows them. */
export interface ConflictedFile extends FileInGit {
  /** From the repository's root, with `/`. */
  readonly pathInside: string;
  readonly lines: readonly string[];
}

interface Other {
  readonly revision: Revision;
  /** What the others have and the person who merges has not. */
  readonly range: RevisionRange;
  readonly side: 'ours' | 'theirs';
}

/**
 * In a rebase one's own commits are replayed: the others' work is what stands under *ours*. It has
 * to be asked for first, since git then also keeps a `CHERRY_PICK_HEAD`.
 */
const others: readonly (Other & { readonly sign: Revision })[] = [
  { sign: 'MERGE_HEAD', revision: 'MERGE_HEAD', range: 'HEAD..MERGE_HEAD', side: 'theirs' },
  { sign: 'REBASE_HEAD', revision: 'HEAD', range: 'REBASE_HEAD..HEAD', side: 'ours' },
  {
    sign: 'CHERRY_PICK_HEAD',
    revision: 'CHERRY_PICK_HEAD',
    range: 'HEAD..CHERRY_PICK_HEAD',
    side: 'theirs',
  },
];

const mostConflicts = 20;

/**
 * Who changed most of each conflict's other side; where nothing stands there or it was edited
 * since, who changed the file there last. `undefined` when git does not tell. Throws a `GitError`.
 */
export async function otherAuthors(
  file: ConflictedFile,
  conflicts: readonly Conflict[],
  signal: AbortSignal,
): Promise<readonly (Pick<Author, 'name' | 'emailAddress'> | undefined)[]> {
  const other = await findOther(file, signal);
  if (other === undefined) {
    return conflicts.map(() => undefined);
  }
  const text = await readCommitted(file, other.revision, signal);
  const committed = text.split(/\r?\n/);
  const ranges = conflicts.map((conflict, at) =>
    at < mostConflicts ? rangeOf(conflict[other.side], file.lines, committed) : undefined,
  );
  const known = ranges.filter(range => range !== undefined);
  const blamed = known.length > 0 ? await blameCommitted(file, other.range, known, signal) : [];
  const main = ranges.map(range => range && mainAuthor(blamed, range));
  const last = main.includes(undefined) ? await lastAuthor(file, other.range, signal) : undefined;
  return main.map(author => author ?? last);
}

async function findOther(file: FileInGit, signal: AbortSignal): Promise<Other | undefined> {
  for (const other of others) {
    if (await isThere(file, other.sign, signal)) {
      return other;
    }
  }
  return undefined;
}

function rangeOf(
  side: { readonly first: number; readonly end: number },
  lines: readonly string[],
  committed: readonly string[],
): LineRange | undefined {
  const block = lines.slice(side.first, side.end);
  const at = findBlock(committed, block, side.first);
  return at === undefined ? undefined : { first: at + 1, last: at + block.length };
}

function mainAuthor(blamed: readonly BlamedLines[], range: LineRange): Contribution | undefined {
  const changed = blamed.filter(({ isBoundary }) => !isBoundary);
  const inside = changed.flatMap(group => {
    const first = Math.max(group.firstLine, range.first);
    const last = Math.min(group.firstLine + group.lineCount - 1, range.last);
    return first <= last ? [{ ...group, lineCount: last - first + 1 }] : [];
  });
  return countLines(inside).toSorted((a, b) => b.amount - a.amount || b.lastAt - a.lastAt)[0];
}

async function lastAuthor(
  file: FileInGit,
  range: RevisionRange,
  signal: AbortSignal,
): Promise<Contribution | undefined> {
  const { value } = await listAuthors(file, { range }, signal);
  return value.toSorted((a, b) => b.lastAt - a.lastAt)[0];
}
