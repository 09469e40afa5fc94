import { isEmailAddress } from '../../circuit/ids';
import { compilePathPattern, type Dialect, type PathPattern } from './pathPattern';

/**
 * The words of a `CODEOWNERS` line up to a comment. `\ ` and `\#` stand for the character itself;
 * any other backslash is kept, for the pattern may need it.
 */
export function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    if (character === '\\' && (next === ' ' || next === '#')) {
      word += next;
      at += 1;
    } else if (/\s/.test(character)) {
      words.push(word);
      word = '';
    } else if (character === '#' && word === '') {
      break;
    } else {
      word += character;
    }
  }
  return [...words, word].filter(each => each !== '');
}

/** Somebody a rule names. Groups and roles are many people that Circuit cannot tell. */
export type Owner =
  | { readonly kind: 'email'; readonly emailAddress: string }
  | { readonly kind: 'handle'; readonly handle: string }
  | { readonly kind: 'team'; readonly handle: string };

/** One rule of a `CODEOWNERS` file. `line` counts from 0. */
export interface OwnerRule {
  readonly line: number;
  readonly pattern: PathPattern;
  /** GitLab: files of this pattern are excluded from their section. */
  readonly isExclusion: boolean;
  readonly owners: readonly Owner[];
  readonly section: CodeOwnersSection;
}

/** GitLab's `^[Name][2] @default`. Rules before the first header are in a section without a name. */
export interface CodeOwnersSection {
  readonly name: string;
  readonly isOptional: boolean;
  readonly approvals: number;
  readonly owners: readonly Owner[];
}

const mostRules = 20_000;
const mostOwners = 100;
const mostCharacters = 1_000_000;
const header = /^(\^?)\[([^[\]]{1,255})\](?:\[(\d{1,4})\])?(?=\s|$)/;

/** Reads a `CODEOWNERS` file of GitHub's or GitLab's. Lines that make no sense are left out. */
export function parseCodeOwners(text: string, path: string): readonly OwnerRule[] {
  const lines = text.slice(0, mostCharacters).split(/\r?\n/);
  const dialect = dialectOf(lines, path);
  const rules: OwnerRule[] = [];
  let section: CodeOwnersSection = { name: '', isOptional: false, approvals: 1, owners: [] };
  for (const [line, words] of lines.entries()) {
    const next = dialect === 'gitlab' ? readSection(words) : undefined;
    if (next) {
      section = next;
    } else if (rules.length < mostRules) {
      const rule = readRule(words, dialect);
      if (rule) {
        rules.push({ ...rule, line, section, owners: ownersOr(rule, section) });
      }
    }
  }
  return rules;
}

/**
 * Who owns the file at `path` (from the repository's root, with `/`): the last rule that matches,
 * in GitLab's files of each section. Nobody is named twice.
 */
export function ownersOf(rules: readonly OwnerRule[], path: string): readonly Owner[] {
  const last = new Map<string, OwnerRule>();
  const excluded = new Set<string>();
  for (const rule of rules) {
    const name = rule.section.name.toLowerCase();
    if (rule.pattern.matches(path)) {
      last.set(name, rule);
      if (rule.isExclusion) {
        excluded.add(name);
      }
    }
  }
  const owners = [...last].flatMap(([name, rule]) => (excluded.has(name) ? [] : rule.owners));
  return [...new Map(owners.map(owner => [nameOfOwner(owner), owner])).values()];
}

/** An owner as it is written: an address or a `@handle`. Foreign text. */
export function nameOfOwner(owner: Owner): string {
  return owner.kind === 'email' ? owner.emailAddress : owner.handle;
}

/** Sections, exclusions and roles are GitLab's alone, and so is the folder. */
function dialectOf(lines: readonly string[], path: string): Dialect {
  if (/(^|\/)\.github\//.test(path)) {
    return 'github';
  }
  const isGitlab = /(^|\/)\.gitlab\//.test(path) || lines.some(line => header.test(line));
  return isGitlab ? 'gitlab' : 'github';
}

function readSection(line: string): CodeOwnersSection | undefined {
  const [all, optional, name = '', approvals] = header.exec(line) ?? [];
  return all === undefined
    ? undefined
    : {
        name: name.trim(),
        isOptional: optional === '^',
        approvals: Number(approvals ?? 1),
        owners: readOwners(splitWords(line.slice(all.length))),
      };
}

function readRule(
  line: string,
  dialect: Dialect,
): Pick<OwnerRule, 'pattern' | 'isExclusion' | 'owners'> | undefined {
  const [first, ...words] = splitWords(line);
  const isExclusion = dialect === 'gitlab' && first?.startsWith('!') === true;
  const pattern = isExclusion ? first.slice(1) : first;
  // GitHub knows no exclusions: it ignores such a line, and so do we.
  return pattern === undefined || pattern === '' || pattern.startsWith('!')
    ? undefined
    : { pattern: compilePathPattern(pattern, dialect), isExclusion, owners: readOwners(words) };
}

/** GitLab: a rule without owners takes those of its section. GitHub: it takes the owners away. */
function ownersOr(
  rule: Pick<OwnerRule, 'isExclusion' | 'owners'>,
  section: CodeOwnersSection,
): readonly Owner[] {
  if (rule.isExclusion) {
    return [];
  }
  return rule.owners.length > 0 ? rule.owners : section.owners;
}

function readOwners(words: readonly string[]): readonly Owner[] {
  return words.slice(0, mostOwners).flatMap(word => readOwner(word) ?? []);
}

function readOwner(word: string): Owner | undefined {
  if (/^@[\p{L}\p{N}_.-]{1,100}$/u.test(word)) {
    return { kind: 'handle', handle: word };
  }
  if (
    /^@(@[\p{L}\p{N}_.-]{1,100}|[\p{L}\p{N}_.-]{1,100}(\/[\p{L}\p{N}_.-]{1,100}){1,20})$/u.test(
      word,
    )
  ) {
    return { kind: 'team', handle: word };
  }
  return isEmailAddress(word) ? { kind: 'email', emailAddress: word.toLowerCase() } : undefined;
}
