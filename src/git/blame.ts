import { addUp, type Contribution } from './contribution';
import { splitStream } from './splitStream';

/** Lines next to each other that one commit wrote. Lines count from 1. */
export interface BlamedLines {
  readonly firstLine: number;
  readonly lineCount: number;
  readonly author: Author;
  /** Older than the commits asked for, or the very first commit of all. */
  readonly isBoundary: boolean;
}

/** `at` is when the lines were written, in epoch milliseconds. */
export interface Author {
  readonly name: string;
  readonly emailAddress: string;
  readonly at: number;
}

/** Reads what `git blame --incremental`, `--porcelain` or `--line-porcelain` prints, in chunks. */
export interface BlameReader {
  feed(chunk: string): void;
  /** What was read so far; lines that nobody committed yet are left out. */
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

/** A reader that keeps at most 200,000 groups, whatever it is fed. */
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

/** A line of code starts with a tab and so is never taken for a field. */
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

/** Seconds as git prints them, in milliseconds; 0 for what is no time. */
export function toMilliseconds(seconds: string): number {
  return /^\d{1,11}$/.test(seconds) ? Number(seconds) * 1000 : 0;
}

/** Who wrote how many of the lines. */
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
 * The same without the authors of boundary lines. In a shallow clone those belong to the oldest
 * commit that is there, whoever wrote them before it.
 */
export function forgetBoundaries(blamed: readonly BlamedLines[]): readonly BlamedLines[] {
  const nobody = { name: '', emailAddress: '', at: 0 };
  return blamed.map(group => (group.isBoundary ? { ...group, author: nobody } : group));
}

/** Who wrote one line (counted from 1); `undefined` when it is not committed. */
export function authorOfLine(blamed: readonly BlamedLines[], line: number): Author | undefined {
  return blamed.find(
    ({ firstLine, lineCount }) => firstLine <= line && line < firstLine + lineCount,
  )?.author;
}
