/** The steps left for one file; below zero the result is not valid. */
export interface StepBudget {
  left: number;
}

/** A pattern for one segment of a path. */
export interface NamePattern {
  matches(name: string, budget: StepBudget): boolean;
}

type Token =
  | { readonly kind: 'star' | 'any' | 'nothing' }
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'class'; readonly isNegated: boolean; readonly ranges: readonly Range[] };

type Range = readonly [first: string, last: string];

/**
 * Supports `*` and `?` within a segment, a backslash as escape and, with `hasClasses`, `[a-z]`,
 * `[!a]` and `[^a]` as in Ruby's `fnmatch`, which GitLab uses. Not compiled to a regular
 * expression: patterns are untrusted and must not take exponential time.
 */
export function compileName(text: string, hasClasses: boolean): NamePattern {
  const tokens = readTokens(Array.from(text), hasClasses);
  return { matches: (name, budget) => matchTokens(tokens, Array.from(name), budget) };
}

function readTokens(characters: readonly string[], hasClasses: boolean): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    const next = characters[at + 1];
    if (character === '\\' && next !== undefined) {
      tokens.push({ kind: 'literal', character: next });
      at += 1;
    } else if (character === '*') {
      tokens.push({ kind: 'star' });
    } else if (character === '?') {
      tokens.push({ kind: 'any' });
    } else if (character === '[' && hasClasses) {
      const found = readClass(characters, at + 1);
      tokens.push(found.token);
      at = found.end;
    } else {
      tokens.push({ kind: 'literal', character });
    }
  }
  return tokens;
}

/** `end` is where the class closes; an unclosed class matches nothing. */
function readClass(
  characters: readonly string[],
  start: number,
): { readonly token: Token; readonly end: number } {
  const isNegated = characters[start] === '!' || characters[start] === '^';
  const ranges: Range[] = [];
  let at = isNegated ? start + 1 : start;
  const take = () => {
    at += characters[at] === '\\' ? 1 : 0;
    const character = characters[at] ?? '';
    at += 1;
    return character;
  };
  while (at < characters.length && characters[at] !== ']') {
    const first = take();
    const isRange = characters[at] === '-' && ![undefined, ']'].includes(characters[at + 1]);
    at += isRange ? 1 : 0;
    ranges.push([first, isRange ? take() : first]);
  }
  return at < characters.length
    ? { token: { kind: 'class', isNegated, ranges }, end: at }
    : { token: { kind: 'nothing' }, end: characters.length };
}

function matchTokens(tokens: readonly Token[], name: readonly string[], budget: StepBudget) {
  let [at, taken, star, starTaken] = [0, 0, -1, 0];
  while (taken < name.length) {
    if (budget.left < 0) {
      return false;
    }
    budget.left -= 1;
    const token = tokens[at];
    if (token?.kind === 'star') {
      [star, starTaken] = [at, taken];
      at += 1;
    } else if (token && takes(token, name[taken] ?? '')) {
      at += 1;
      taken += 1;
    } else if (star >= 0) {
      // The last `*` takes one more character; earlier ones never have to be tried again.
      starTaken += 1;
      [taken, at] = [starTaken, star + 1];
    } else {
      return false;
    }
  }
  return tokens.slice(at).every(({ kind }) => kind === 'star');
}

function takes(token: Token, character: string): boolean {
  switch (token.kind) {
    case 'any':
      return true;
    case 'literal':
      return token.character === character;
    case 'class':
      return token.isNegated !== token.ranges.some(range => isWithin(character, range));
    case 'star':
    case 'nothing':
      return false;
  }
}

function isWithin(character: string, [first, last]: Range): boolean {
  const code = codeOf(character);
  return codeOf(first) <= code && code <= codeOf(last);
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? NaN;
}
