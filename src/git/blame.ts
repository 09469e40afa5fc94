import { addUp, type Contribution } from './contribution';
import { splitStream } from './splitStream';

/** Consecutive lines written by one commit. Lines count from 1. */
export interface BlamedLines {
  readonly firstLine: number;
  readonly lineCount: number;
  readonly author: Author;
  /** Older than the requested commits, or from the root commit. */
  readonly isBoundary: boolean;
}

/** `at` is when the lines were written, in epoch milliseconds. */
export interface Author {
  readonly name: string;
  readonly emailAddress: string;
  readonly at: number;
}

/**
 * Parses the output of `git blame` with `--incremental`, `--porcelain` or `--line-porcelain`, in
 * chunks.
 */
export interface BlameReader {
  feed(chunk: string): void;
  /** The lines read so far, without uncommitted ones. */
  end(): readonly BlamedLines[];
}

const longestLine = 1024;
const mostGroups = 200_000;
const lastLine = 10_000_000;
const header = /^([0-9a-f]{40}|[0-9a-f]{64}) \d{1,9} (\d{1,9})(?: (\d{1,9}))?$/;

interface Group {
  readonly firstLine: number;
  readonly lineCount: number;
  readonly commit: Commit;
}

interface Commit {
  name: string;
  emailAddress: string;
  at: number;
  isBoundary: boolean;
  readonly isCommitted: boolean;
}

/** Creates a reader that keeps at most 200,000 groups, whatever its input. */
export function createBlameReader(): BlameReader {
  const groups: Group[] = [];
  const commits = new Map<string, Commit>();
  let commit: Commit | undefined;

  const lines = splitStream('\n', longestLine, line => {
    const [, hash, first, count] = header.exec(line) ?? [];
    if (hash !== undefined) {
      commit = commits.get(hash) ?? newCommit(hash);
      commits.set(hash, commit);
      const firstLine = Number(first);
      const lineCount = Math.min(Number(count ?? 0), lastLine);
      if (lineCount > 0 && groups.length < mostGroups) {
        groups.push({ firstLine, lineCount, commit });
      }
    } else if (commit) {
      readField(commit, line);
    }
  });
  return {
    feed: chunk => lines.feed(chunk),
    end: () => {
      lines.end();
      return groups
        .filter(group => group.commit.isCommitted)
        .map(({ firstLine, lineCount, commit: { name, emailAddress, at, isBoundary } }) => ({
          firstLine,
          lineCount,
          author: { name, emailAddress, at },
          isBoundary,
        }));
    },
  };
}

function newCommit(hash: string): Commit {
  const isCommitted = !/^0+$/.test(hash);
  return { name: '', emailAddress: '', at: 0, isBoundary: false, isCommitted };
}

/** Lines of code start with a tab, so they are never taken for a field. */
function readField(commit: Commit, line: string): void {
  if (line === 'boundary') {
    commit.isBoundary = true;
  } else if (line.startsWith('author ')) {
    commit.name = line.slice('author '.length);
  } else if (line.startsWith('author-mail ')) {
    commit.emailAddress = line.slice('author-mail '.length).replace(/^<|>$/g, '').toLowerCase();
  } else if (line.startsWith('author-time ')) {
    commit.at = toMilliseconds(line.slice('author-time '.length));
  }
}

/** Converts git's seconds to milliseconds; 0 if invalid. */
export function toMilliseconds(seconds: string): number {
  return /^\d{1,11}$/.test(seconds) ? Number(seconds) * 1000 : 0;
}

/** The number of lines per author. */
export function countLines(blamed: readonly BlamedLines[]): readonly Contribution[] {
  return addUp(
    blamed.map(({ lineCount, author: { name, emailAddress, at } }) => ({
      name,
      emailAddress,
      amount: lineCount,
      lastAt: at,
    })),
  );
}

/**
 * The same without the authors of boundary lines: in a shallow clone these are attributed to the
 * oldest available commit, whoever wrote them.
 */
export function forgetBoundaries(blamed: readonly BlamedLines[]): readonly BlamedLines[] {
  const nobody = { name: '', emailAddress: '', at: 0 };
  return blamed.map(group => (group.isBoundary ? { ...group, author: nobody } : group));
}

/** The author of one line (counted from 1); undefined if it is not committed. */
export function authorOfLine(blamed: readonly BlamedLines[], line: number): Author | undefined {
  return blamed.find(
    ({ firstLine, lineCount }) => firstLine <= line && line < firstLine + lineCount,
  )?.author;
}
