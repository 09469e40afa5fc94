import type { StepBudget } from './namePattern';
import { nameOfOwner, type Owner, ownersIn } from './owner';
import { compilePathPattern, type Dialect, type PathPattern } from './pathPattern';
import { splitWords } from './splitWords';

/** One rule of a `CODEOWNERS` file. `line` counts from 0. */
export interface OwnerRule {
  readonly line: number;
  readonly pattern: PathPattern;
  /** GitLab: files that match this pattern are excluded from their section. */
  readonly isExclusion: boolean;
  readonly owners: readonly Owner[];
  readonly section: CodeOwnersSection;
}

/**
 * GitLab's `^[Name][2] @default`. Rules before the first header belong to a section without a name.
 */
export interface CodeOwnersSection {
  readonly name: string;
  readonly isOptional: boolean;
  readonly approvals: number;
  readonly owners: readonly Owner[];
}

const mostRules = 20_000;
const mostCharacters = 1_000_000;
/** Enough for the largest real files; bounds the time that a hostile one can take. */
const mostSteps = 2_000_000;
const header = /^(\^?)\[([^[\]]{1,255})\](?:\[(\d{1,4})\])?(?=\s|$)/;

/** Parses a GitHub or GitLab `CODEOWNERS` file. Invalid lines are skipped. */
export function parseCodeOwners(text: string, path: string): readonly OwnerRule[] {
  const lines = text.slice(0, mostCharacters).split(/\r?\n/);
  const dialect = dialectOf(lines, path);
  const rules: OwnerRule[] = [];
  let section: CodeOwnersSection = { name: '', isOptional: false, approvals: 1, owners: [] };
  for (const [line, words] of lines.entries()) {
    const next = dialect === 'gitlab' ? readSection(words.trim()) : undefined;
    if (next) {
      section = next;
    } else if (rules.length < mostRules) {
      const rule = readRule(words, dialect, section);
      if (rule) {
        rules.push({ ...rule, line, section });
      }
    }
  }
  return rules;
}

/** The owners of one file. `isWhole` is false if there were too many rules to check. */
export interface FileOwners {
  readonly owners: readonly Owner[];
  readonly isWhole: boolean;
}

/**
 * The owners of the file at `path` (relative to the repository's root, with `/`): the last matching
 * rule, in GitLab files of each section. Nobody is named twice. Bounded by counted steps, not by
 * time.
 */
export function ownersOf(
  rules: readonly OwnerRule[],
  path: string,
  budget: StepBudget = { left: mostSteps },
): FileOwners {
  const sections = new Map(
    rules.map(({ section }) => [keyOf(section), undefined as OwnerRule | undefined]),
  );
  const excluded = new Set<string>();
  for (const rule of rules.toReversed()) {
    const key = keyOf(rule.section);
    const isDecided = excluded.has(key) || (sections.get(key) && !rule.isExclusion);
    if (!isDecided && rule.pattern.matches(path, budget)) {
      if (rule.isExclusion) {
        excluded.add(key);
      } else {
        sections.set(key, rule);
      }
    }
    if (budget.left < 0) {
      return { owners: [], isWhole: false };
    }
  }
  const owners = [...sections].flatMap(([key, rule]) =>
    excluded.has(key) ? [] : (rule?.owners ?? []),
  );
  return {
    owners: [...new Map(owners.map(owner => [nameOfOwner(owner), owner])).values()],
    isWhole: true,
  };
}

function keyOf({ name }: CodeOwnersSection): string {
  return name.toLowerCase();
}

/** Only GitLab has sections, roles and its own folder. */
function dialectOf(lines: readonly string[], path: string): Dialect {
  if (/(^|\/)\.github\//.test(path)) {
    return 'github';
  }
  const isOfGitlab = (line: string) => header.test(line.trim()) || role.test(line);
  return /(^|\/)\.gitlab\//.test(path) || lines.some(isOfGitlab) ? 'gitlab' : 'github';
}

const role = /\s@@(developer|maintainer|owner)s?(\s|$)/;

function readSection(line: string): CodeOwnersSection | undefined {
  const [all, optional, name = '', approvals] = header.exec(line) ?? [];
  return all === undefined
    ? undefined
    : {
        name: name.trim(),
        isOptional: optional === '^',
        approvals: Number(approvals ?? 1),
        owners: ownersIn(splitWords(line.slice(all.length), 'gitlab'), 'gitlab'),
      };
}

function readRule(
  line: string,
  dialect: Dialect,
  section: CodeOwnersSection,
): Pick<OwnerRule, 'pattern' | 'isExclusion' | 'owners'> | undefined {
  const [first = '', ...words] = splitWords(line, dialect);
  const isExclusion = dialect === 'gitlab' && first.startsWith('!');
  const pattern = isExclusion ? first.slice(1) : first;
  const owners = ownersIn(words, dialect);
  // GitHub has no exclusions and no pattern that starts with `#`, and skips lines whose owners are
  // all invalid.
  const isSkipped =
    dialect === 'github' && (/^(!|\\#)/.test(first) || (words.length > 0 && owners.length === 0));
  if (pattern === '' || isSkipped) {
    return undefined;
  }
  return {
    pattern: compilePathPattern(pattern, dialect),
    isExclusion,
    owners: isExclusion ? [] : ownersOr(owners, words, section),
  };
}

/** GitLab: a rule without owners inherits its section's owners. GitHub: it has none. */
function ownersOr(
  owners: readonly Owner[],
  words: readonly string[],
  section: CodeOwnersSection,
): readonly Owner[] {
  return words.length > 0 ? owners : section.owners;
}
