/** Whose reading of a pattern: they differ on where it starts and on what is below a folder. */
export type Dialect = 'github' | 'gitlab';

/** A pattern of a `CODEOWNERS` file. Paths start at the repository's root and use `/`. */
export interface PathPattern {
  readonly text: string;
  matches(path: string): boolean;
}

const mostSegments = 32;
const longestSegment = 128;
const longestPath = 1024;

/**
 * GitHub reads patterns as `.gitignore` does: a slash in front or in the middle ties them to the
 * root, and a folder's name stands for all below it, but not after `*`. GitLab ties with a
 * slash in front only, and a folder needs a slash at its end. A pattern is never made into a
 * regular expression: it is foreign, and must not be able to take long.
 */
export function compilePathPattern(text: string, dialect: Dialect): PathPattern {
  const segments = text.split('/').filter(segment => segment !== '');
  const isTied = text.startsWith('/') || (dialect === 'github' && text.slice(0, -1).includes('/'));
  const isFolder = text.endsWith('/');
  const reachesBelow = dialect === 'github' && segments.at(-1) !== '*';
  const needed = isTied ? segments : ['**', ...segments];
  const isSane =
    (segments.length > 0 || text === '/') &&
    needed.length <= mostSegments &&
    segments.every(({ length }) => length <= longestSegment);
  return {
    text,
    matches: path => {
      const names = path.split('/');
      if (!isSane || path.length > longestPath) {
        return false;
      }
      const ends = endsOf(needed, names);
      const isBelow = (isFolder || reachesBelow) && Math.min(...ends) < names.length;
      return isBelow || (!isFolder && ends.has(names.length));
    },
  };
}

/** How many of `names` the whole pattern can take, from the first on: every way there is. */
function endsOf(segments: readonly string[], names: readonly string[]): ReadonlySet<number> {
  let ends = new Set([0]);
  for (const [at, segment] of segments.entries()) {
    if (segment === '**') {
      // At the end it has to take something: `a/**` is what is below `a`.
      const first = Math.min(...ends) + (at === segments.length - 1 ? 1 : 0);
      const all = Array.from({ length: names.length + 1 }, (_, end) => end);
      ends = new Set(all.filter(end => end >= first));
    } else {
      const next = [...ends].filter(end => matchesName(segment, names[end]));
      ends = new Set(next.map(end => end + 1));
    }
  }
  return ends;
}

/** `*` and `?` within one name; a backslash takes the meaning from what follows it. */
function matchesName(pattern: string, name: string | undefined): boolean {
  if (name === undefined) {
    return false;
  }
  let at = 0;
  let taken = 0;
  let star = -1;
  let starTaken = 0;
  while (taken < name.length) {
    const isEscape = pattern.charAt(at) === '\\' && at + 1 < pattern.length;
    const wanted = pattern.charAt(isEscape ? at + 1 : at);
    if (!isEscape && wanted === '*') {
      star = at;
      starTaken = taken;
      at += 1;
    } else if (
      at < pattern.length &&
      ((!isEscape && wanted === '?') || wanted === name.charAt(taken))
    ) {
      at += isEscape ? 2 : 1;
      taken += 1;
    } else if (star >= 0) {
      // The last `*` takes one character more; earlier ones never have to be tried again.
      starTaken += 1;
      taken = starTaken;
      at = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
