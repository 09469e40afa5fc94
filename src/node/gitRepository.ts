import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Git, GitError, type GitRun, gitOutput } from './git';
import { type NamedFiles, readNamedFiles } from './gitNamedFiles';
import { readPlainFile } from './plainFile';

/**
 * A repository's commits, read through a temporary git directory without the repository's
 * configuration, attributes and lists, which may name programs, pipes and endless files.
 */
export interface IsolatedRepository {
  /** The repository's own git directory, which shows whether a merge or a rebase is in progress. */
  readonly gitDir: string;
  /** Whether older commits are missing: older lines then have no known author. */
  readonly isShallow: boolean;
  /** The oldest commits of a shallow clone, one per line, each prefixed with `^`. */
  readonly shallowEnds: string;
  /** `--ignore-revs-file=…`, if a readable one is configured. */
  readonly blameOptions: readonly string[];
  run(run: Omit<GitRun, 'folder' | 'place'>): Promise<void>;
}

const deadlineMs = 5_000;
const mostShallowBytes = 16 * 1024 * 1024;

interface Facts {
  readonly isShallow: boolean;
  readonly format: string;
  readonly common: string;
  readonly gitDir: string;
  readonly head: string;
}

/**
 * Calls `use` with the commits of the repository at `folder`; the temporary directory is removed
 * afterwards. Throws a `GitError`, for example if nothing was committed yet.
 */
export async function withIsolated<T>(
  { git, folder }: { readonly git: Git; readonly folder: string },
  signal: AbortSignal,
  use: (repository: IsolatedRepository) => Promise<T>,
): Promise<T> {
  const [facts, named] = await Promise.all([
    readFacts(git, folder, signal),
    readNamedFiles(git, folder, signal),
  ]);
  const ignored = onlyIds(named.ignored, facts.head.length);
  const gitDir = await mkdtemp(path.join(await realpath(tmpdir()), 'circuit-git-'));
  try {
    const shallow = facts.isShallow ? await readShallow(facts) : '';
    await writeRepository(gitDir, facts, { ...named, ignored, shallow });
    const place = {
      kind: 'isolated',
      gitDir,
      objects: path.join(facts.common, 'objects'),
    } as const;
    return await use({
      gitDir: facts.gitDir,
      isShallow: facts.isShallow,
      shallowEnds: shallow.replace(/^(?=.)/gm, '^'),
      blameOptions: ignored === '' ? [] : [`--ignore-revs-file=${path.join(gitDir, 'ignored')}`],
      run: run => git({ ...run, folder: path.join(gitDir, 'work'), place }),
    });
  } finally {
    await rm(gitDir, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
  }
}

/** The path of a file from the repository's root, with `/`; `''` for the root itself. */
export async function pathFromRoot(folder: string, file: string): Promise<string> {
  const direct = path.relative(folder, path.resolve(folder, file));
  const inside = isInside(direct) ? direct : await relativeToReal(folder, file);
  return inside.split(path.sep).join('/');
}

/** The workspace folder may be a link to the one that git knows. */
async function relativeToReal(folder: string, file: string): Promise<string> {
  try {
    const parent = await realpath(path.dirname(file));
    const found = path.relative(await realpath(folder), path.join(parent, path.basename(file)));
    if (isInside(found)) {
      return found;
    }
  } catch {
    // Neither exists, so git does not know it either.
  }
  throw new GitError('failed');
}

function isInside(relative: string): boolean {
  return !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
}

async function readFacts(git: Git, folder: string, signal: AbortSignal): Promise<Facts> {
  const args = ['rev-parse', '--is-shallow-repository', '--show-object-format'];
  const text = await gitOutput(git, {
    folder,
    args: [...args, '--git-common-dir', '--absolute-git-dir', 'HEAD^{commit}'],
    signal,
    deadlineMs,
    mostBytes: 65_536,
  });
  const [shallow, format = '', common = '', gitDir = '', head = '', ...rest] = text.split(/\r?\n/);
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(head) || rest.length !== 1) {
    throw new GitError('failed');
  }
  const isShallow = shallow === 'true';
  return { isShallow, format, common: path.resolve(folder, common), gitDir, head };
}

async function readShallow({ common, head }: Facts): Promise<string> {
  const file = await readPlainFile(path.join(common, 'shallow'), { mostBytes: mostShallowBytes });
  if (file.kind !== 'text') {
    throw new GitError('failed');
  }
  return onlyIds(file.text, head.length);
}

/** Only the lines that are ids of the repository's length; git fails on any other. */
function onlyIds(text: string, length: number): string {
  const ids = text.split(/\r?\n/).map(line => line.replace(/#.*/, '').trim());
  return ids
    .filter(id => id.length === length && /^[0-9a-f]+$/i.test(id))
    .map(id => `${id}\n`)
    .join('');
}

async function writeRepository(
  gitDir: string,
  { format, gitDir: own, head }: Facts,
  { mailmap, ignored, shallow }: NamedFiles & { readonly shallow: string },
): Promise<void> {
  const merged = await readPlainFile(path.join(own, 'MERGE_HEAD'));
  await Promise.all(['refs', 'objects', 'work'].map(name => mkdir(path.join(gitDir, name))));
  const files = {
    HEAD: `${head}\n`,
    config: configFor(format),
    shallow,
    ignored,
    MERGE_HEAD: merged.kind === 'text' ? onlyIds(merged.text, head.length) : '',
    'work/.mailmap': mailmap,
  };
  const needed = Object.entries(files).filter(([, text]) => text !== '');
  await Promise.all(needed.map(([name, text]) => writeFile(path.join(gitDir, name), text)));
}

function configFor(format: string): string {
  const isSha256 = format === 'sha256';
  return [
    '[core]',
    `repositoryformatversion = ${isSha256 ? 1 : 0}`,
    'bare = false',
    'longpaths = true',
    'precomposeunicode = true',
    ...(isSha256 ? ['[extensions]', 'objectformat = sha256'] : []),
    '',
  ].join('\n');
}
