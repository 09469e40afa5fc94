import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { type ConfigValue, gitEnvironment, harmlessSettings } from './gitEnvironment';

/** Why git gave no whole answer. What git itself said is never kept: it may hold names and paths. */
export class GitError extends Error {
  readonly fault: 'failed' | 'timeout' | 'tooMuch';

  constructor(fault: GitError['fault']) {
    super(`git: ${fault}`);
    this.fault = fault;
  }
}

/** One run of git. Times are milliseconds, sizes bytes of its output. */
export interface GitRun {
  readonly folder: string;
  readonly args: readonly string[];
  /** Paths, each taken as it is: no magic, no options. */
  readonly paths?: readonly string[];
  readonly input?: Uint8Array;
  readonly signal: AbortSignal;
  readonly deadlineMs?: number;
  readonly mostBytes?: number;
  /** Gets the output as it comes, whole characters only. */
  readonly onText: (text: string) => void;
}

/** Runs git. Throws a `GitError`, or the reason of the aborted signal. */
export type Git = (run: GitRun) => Promise<void>;

const usualDeadlineMs = 15_000;
const usualBytes = 64 * 1024 * 1024;

/**
 * Git by its absolute path, without a shell, for a repository that may be hostile: none of the
 * programs that its configuration or attributes name is started, nothing is fetched, nothing is
 * written.
 */
export function createGit(gitPath: string): Git {
  return async run => {
    run.signal.throwIfAborted();
    const drivers = await listFilterDrivers(gitPath, run);
    await runOnce(gitPath, run, harmlessSettings(drivers));
  };
}

/** Names of clean and smudge filters: `blame` would run them on what it is given. */
async function listFilterDrivers(gitPath: string, run: GitRun): Promise<readonly string[]> {
  if (run.input === undefined) {
    return [];
  }
  let names = '';
  const { folder, signal } = run;
  const args = ['config', '--null', '--name-only', '--get-regexp', '^filter\\.'];
  try {
    const onText = (text: string) => (names += text);
    await runOnce(gitPath, { folder, args, signal, mostBytes: 100_000, onText }, []);
  } catch (error) {
    // Status 1 says that there are none. A real fault comes back in the run itself.
    if (!(error instanceof GitError && error.fault === 'failed')) {
      throw error;
    }
  }
  const drivers = names.split('\0').map(name => name.slice(0, name.lastIndexOf('.')));
  return [...new Set(drivers)].filter(driver => driver.startsWith('filter.'));
}

function runOnce(gitPath: string, run: GitRun, settings: readonly ConfigValue[]): Promise<void> {
  const args = ['--no-pager', ...run.args, ...(run.paths ? ['--', ...run.paths] : [])];
  const child = spawn(gitPath, args, {
    cwd: run.folder,
    env: gitEnvironment(settings),
    shell: false,
    windowsHide: true,
  });
  const deadlineMs = run.deadlineMs ?? usualDeadlineMs;
  return new Promise<void>((resolve, reject) => {
    const stop = (reason: Error) => {
      child.kill('SIGKILL');
      reject(reason);
    };
    const onAbort = () => {
      const reason: unknown = run.signal.reason;
      stop(reason instanceof Error ? reason : new DOMException('Aborted', 'AbortError'));
    };
    const timer = setTimeout(() => stop(new GitError('timeout')), deadlineMs);
    run.signal.addEventListener('abort', onAbort);
    readOutput(child, run, () => stop(new GitError('tooMuch')));
    child.on('error', () => stop(new GitError('failed')));
    child.on('close', code => (code === 0 ? resolve() : reject(new GitError('failed'))));
    child.on('close', () => {
      clearTimeout(timer);
      run.signal.removeEventListener('abort', onAbort);
    });
  });
}

function readOutput(
  child: ChildProcessWithoutNullStreams,
  run: GitRun,
  onTooMuch: () => void,
): void {
  let room = run.mostBytes ?? usualBytes;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    room -= Buffer.byteLength(text);
    if (room >= 0) {
      run.onText(text);
    } else {
      onTooMuch();
    }
  });
  child.stderr.resume();
  // Git may end before it has read everything: that is its exit code's business.
  child.stdin.on('error', () => undefined);
  child.stdin.end(run.input);
}
