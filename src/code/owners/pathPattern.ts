import { compileName, type NamePattern, type StepBudget } from './namePattern';

/**
 * Whose rules for patterns apply: they differ on where a pattern is anchored and on what is below a
 * folder.
 */
export type Dialect = 'github' | 'gitlab';

/** A pattern of a `CODEOWNERS` file. Paths are relative to the repository's root and use `/`. */
export interface PathPattern {
  readonly text: string;
  /** False also if the budget runs out, which is then below zero. */
  matches(path: string, budget: StepBudget): boolean;
}

const mostSegments = 128;
const longestSegment = 255;
const longestPath = 4096;

/**
 * GitHub treats patterns like `.gitignore`, but without `[ ]`: a slash at the start or in the
 * middle anchors them to the root, and a folder's name matches everything below it, except after
 * `*`. GitLab uses Ruby's `fnmatch`: only a leading slash anchors, a folder needs a trailing slash,
 * and `**` spans several segments only if a slash follows.
 */
export function compilePathPattern(text: string, dialect: Dialect): PathPattern {
  const isFolder = text.endsWith('/');
  const isTied = text.startsWith('/') || (dialect === 'github' && text.slice(0, -1).includes('/'));
  const names = text.replace(/^\//, '').replace(/\/$/, '').split('/');
  const segments = names.length === 1 && names[0] === '' ? [] : names;
  const isSane =
    segments.length <= mostSegments &&
    (segments.length > 0 || (text === '/' && dialect === 'gitlab')) &&
    segments.every(({ length }) => length > 0 && length <= longestSegment);
  if (!isSane) {
    return { text, matches: () => false };
  }
  const all = [...(isTied ? [] : ['**']), ...endOf(segments, { dialect, isFolder })];
  const reachesBelow = isFolder || (dialect === 'github' && segments.at(-1) !== '*');
  const forms = [...(isFolder ? [] : [all]), ...(reachesBelow ? [[...all, '**', '*']] : [])];
  const compiled = forms.map(form => compileBlocks(form, dialect === 'gitlab'));
  return {
    text,
    matches: (path, budget) => {
      const parts = path.split('/');
      return (
        path.length <= longestPath && compiled.some(blocks => matchBlocks(blocks, parts, budget))
      );
    },
  };
}

/** The meaning of a trailing `**`: everything below for GitHub, one segment for GitLab. */
function endOf(
  segments: readonly string[],
  { dialect, isFolder }: { readonly dialect: Dialect; readonly isFolder: boolean },
): readonly string[] {
  if (segments.at(-1) !== '**') {
    return segments;
  }
  if (dialect === 'github') {
    return [...segments, '*'];
  }
  return isFolder ? segments : [...segments.slice(0, -1), '*'];
}

/** Consecutive segment patterns; any segments may stand between two blocks. */
type Blocks = readonly (readonly NamePattern[])[];

/** In a run of `**` and `*` only the number of `*` matters, so it becomes one `**` and those. */
function compileBlocks(segments: readonly string[], hasClasses: boolean): Blocks {
  const blocks: string[][] = [[]];
  let waiting: string[] = [];
  for (const segment of [...segments, '']) {
    if (segment === '**' || segment === '*') {
      waiting.push(segment);
      continue;
    }
    const stars = waiting.filter(each => each === '*');
    if (stars.length < waiting.length) {
      blocks.push([]);
    }
    blocks.at(-1)?.push(...stars, segment);
    waiting = [];
  }
  return blocks.map(block =>
    block.filter(name => name !== '').map(name => compileName(name, hasClasses)),
  );
}

/** The first block matches at the start, the last at the end, the others as early as possible. */
function matchBlocks(blocks: Blocks, names: readonly string[], budget: StepBudget): boolean {
  const [first = [], ...others] = blocks;
  const last = others.pop();
  if (!standsAt(first, names, 0, budget)) {
    return false;
  }
  if (last === undefined) {
    return first.length === names.length;
  }
  let at = first.length;
  for (const block of others) {
    while (at + block.length <= names.length && !standsAt(block, names, at, budget)) {
      at += 1;
    }
    at += block.length;
  }
  const end = names.length - last.length;
  return at <= end && standsAt(last, names, end, budget);
}

function standsAt(
  block: readonly NamePattern[],
  names: readonly string[],
  at: number,
  budget: StepBudget,
): boolean {
  if (budget.left < 0) {
    return false;
  }
  budget.left -= 1;
  return block.every((pattern, offset) => {
    const name = names[at + offset];
    return name !== undefined && pattern.matches(name, budget);
  });
}
