import { type IsolatedRepository, pathFromRoot, withIsolated } from '../../node/gitRepository';
import { blobInConflict } from '../../node/gitState';
import type { Contribution } from '../contribution';
import type { FileInGit, RevisionRange } from '../placeInGit';
import { type BlamedLines, countLines } from '../blame';
import { findBlock } from './findBlock';
import { listAuthorsOf } from '../listAuthors';
import { findOtherSide, type OtherSide } from './otherSide';
import { type Conflict, partAt } from './parseConflicts';
import { blameCommitted, type LineRange, readCommitted } from '../queries';
import type { Writer } from '../questions';
import { splitStream } from '../splitStream';

/** A file with conflicts, with its lines as in the editor. */
export interface ConflictedFile extends FileInGit {
  readonly lines: readonly string[];
}

const mostConflicts = 20;

/**
 * The main author of each conflict's other side; if that side is empty or was edited since, the
 * last author of the file there. Undefined if git cannot tell. Throws a `GitError`.
 */
export async function otherAuthors(
  file: ConflictedFile,
  conflicts: readonly Conflict[],
  signal: AbortSignal,
): Promise<readonly (Writer | undefined)[]> {
  return withIsolated(file, signal, async repository => {
    const other = await findOtherSide(file, repository.gitDir, conflicts, signal);
    const there = other && (await findThere(file, repository, other, signal));
    return there
      ? await nameAuthors(file, conflicts, { ...other, ...there, repository }, signal)
      : [];
  });
}

/** The file on the other side: its path there and its text. */
interface There {
  readonly path: string;
  readonly text: string;
}

/** After a rename its path differs: the index has its contents, which lead to the path. */
async function findThere(
  file: FileInGit,
  repository: IsolatedRepository,
  { side, range: { of } }: OtherSide,
  signal: AbortSignal,
): Promise<There | undefined> {
  const path = await pathFromRoot(file.folder, file.path);
  const text = await readCommitted(repository, `${of}:${path}`, signal, 'utf-8');
  if (text !== undefined) {
    return { path, text };
  }
  const blob = await blobInConflict(file, path, side === 'ours' ? 2 : 3, signal);
  const oldPath = blob === undefined ? undefined : await pathOf(repository, of, blob, signal);
  const oldText = blob && (await readCommitted(repository, blob, signal, 'utf-8'));
  return oldPath === undefined || oldText === undefined
    ? undefined
    : { path: oldPath, text: oldText };
}

async function pathOf(
  repository: IsolatedRepository,
  commit: string,
  blob: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  let path: string | undefined;
  const entries = splitStream('\0', 8_192, entry => {
    const [, id, name] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
    path ??= id === blob ? name : undefined;
  });
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit];
  await repository.run({ args, signal, onText: text => entries.feed(text) });
  return path;
}

interface OtherFile extends OtherSide, There {
  readonly repository: IsolatedRepository;
}

async function nameAuthors(
  { lines }: ConflictedFile,
  conflicts: readonly Conflict[],
  other: OtherFile,
  signal: AbortSignal,
): Promise<readonly (Writer | undefined)[]> {
  const { repository, path, range } = other;
  const committed = other.text.split(/\r?\n/);
  const ranges: (LineRange | undefined)[] = [];
  for (const conflict of conflicts.slice(0, mostConflicts)) {
    ranges.push(rangeOf(conflict, other.side, lines, committed));
    // In a hostile file each conflict is long: let the editor run in between.
    await new Promise(resolve => setTimeout(resolve));
  }
  const known = ranges.filter(each => each !== undefined);
  const blamed =
    known.length > 0 ? await blameCommitted(repository, path, { range, lines: known }, signal) : [];
  const main = conflicts.map((_, at) => ranges[at] && mainAuthor(blamed, ranges[at]));
  const last = main.includes(undefined)
    ? await lastAuthor(repository, path, range, signal)
    : undefined;
  return main.map(author => author ?? last);
}

/** If a side contains a line like a separator, the separator that fits is the real one. */
function rangeOf(
  conflict: Conflict,
  side: OtherSide['side'],
  lines: readonly string[],
  committed: readonly string[],
): LineRange | undefined {
  const { separators } = conflict;
  // The longest block first, since parts of it would be found as well.
  for (const separator of side === 'theirs' ? separators : separators.toReversed()) {
    const { first, end } = partAt(conflict, separator)[side];
    const at = findBlock(committed, lines.slice(first, end), first);
    if (at !== undefined) {
      return { first: at + 1, last: at + end - first };
    }
  }
  return undefined;
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
  repository: IsolatedRepository,
  path: string,
  range: RevisionRange,
  signal: AbortSignal,
): Promise<Contribution | undefined> {
  const authors = await listAuthorsOf(repository, path, range, signal);
  return authors.toSorted((a, b) => b.lastAt - a.lastAt)[0];
}
