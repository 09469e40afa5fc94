import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** The git of the machine that runs the tests, by its absolute path. */
export const gitPath =
  execFileSync(process.platform === 'win32' ? 'where' : 'which', ['git'], {
    encoding: 'utf8',
  }).split(/\r?\n/)[0] ?? '';

/** A commit's author; `at` is an ISO date. */
export interface TestAuthor {
  readonly name: string;
  readonly emailAddress: string;
  readonly at: string;
}

/** A real git repository in a temporary folder. */
export interface TestRepository {
  readonly folder: string;
  git(args: readonly string[], input?: string): string;
  write(file: string, contents: string): string;
  commit(author: TestAuthor, files: Readonly<Record<string, string>>): void;
  remove(): void;
  /** Removes what is in the folder, and the folder stays. */
  empty(): void;
}

export function createRepository(
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'circuit-code-'))),
): TestRepository {
  const env = { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  const run = (args: readonly string[], input?: string, more: Record<string, string> = {}) =>
    execFileSync(gitPath, args, {
      cwd: folder,
      env: { ...env, ...more },
      input: input ?? '',
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
      maxBuffer: 100_000_000,
    });
  run(['init', '--quiet', '--initial-branch=main']);
  run(['config', 'user.name', 'Somebody']);
  run(['config', 'user.email', 'somebody@example.org']);
  const write = (file: string, contents: string) => {
    const full = path.join(folder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, contents);
    return full;
  };
  return {
    folder,
    git: (args, input) => run(args, input),
    write,
    commit: ({ name, emailAddress, at }, files) => {
      Object.entries(files).forEach(([file, contents]) => write(file, contents));
      run(['add', '--all']);
      run(['commit', '--quiet', '--allow-empty', '-m', 'A change'], '', {
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: emailAddress,
        GIT_AUTHOR_DATE: at,
        GIT_COMMITTER_DATE: at,
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
    empty: () =>
      readdirSync(folder).forEach(name =>
        rmSync(path.join(folder, name), { recursive: true, force: true }),
      ),
  };
}

export const ada = { name: 'Ada Lovelace', emailAddress: 'ada@example.com' };
export const grace = { name: 'Grace Hopper', emailAddress: 'grace@example.com' };
export const alan = { name: 'Alan Turing', emailAddress: 'alan@example.com' };
