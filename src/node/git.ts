import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { gitEnvironment, type GitPlace } from './gitEnvironment';

/** Why git gave no complete answer; `failed`: it exited with an error. */
export type GitFault = 'failed' | 'notStarted' | 'timeout' | 'tooMuch';

/** A failure of git. Git's own words are never kept, since they may contain names and paths. */
export class GitError extends Error {
  readonly fault: GitFault;

  constructor(fault: GitFault) {
    super(fault);
    this.fault = fault;
  }
}

/** One run of git. Times are milliseconds, sizes bytes of its output. */
export interface GitRun {
  readonly folder: string;
  /** Defaults to the repository of `folder`. */
  readonly place?: GitPlace;
  readonly args: readonly string[];
  /** Paths, taken literally: no pathspec magic, no options. */
  readonly paths?: readonly string[];
  readonly input?: Uint8Array;
  readonly signal: AbortSignal;
  readonly deadlineMs?: number;
  readonly mostBytes?: number;
  /** `windows-1252` decodes every byte as one character. */
  readonly encoding?: 'utf-8' | 'windows-1252';
  /** Called with the output as it arrives, in complete characters. */
  readonly onText: (text: string) => void;
}

/** Runs git. Throws a `GitError`, or the reason of the aborted signal. */
export type Git = (run: GitRun) => Promise<void>;

const usualDeadlineMs = 15_000;
const usualBytes = 64 * 1024 * 1024;

/**
 * Runs git by its absolute path, without a shell, on a possibly hostile repository: starts no
 * program from its configuration, fetches nothing and writes nothing. Commands that would read
 * attributes or lists of revisions must run in an isolated place.
 */
export function createGit(gitPath: string): Git {
  return async run => {
    run.signal.throwIfAborted();
    const child = start(gitPath, run);
    await untilClosed(child, run);
  };
}

/** The complete output of a command with a short answer. Throws a `GitError`. */
export async function gitOutput(git: Git, run: Omit<GitRun, 'onText'>): Promise<string> {
  const texts: string[] = [];
  await git({ ...run, onText: text => texts.push(text) });
  return texts.join('');
}

function start(gitPath: string, run: GitRun): ChildProcessWithoutNullStreams {
  const args = ['--no-pager', ...run.args, ...(run.paths ? ['--', ...run.paths] : [])];
  try {
    return spawn(gitPath, args, {
      cwd: run.folder,
      env: gitEnvironment(run.place ?? { kind: 'repository' }),
      shell: false,
      windowsHide: true,
    });
  } catch {
    // E2BIG and similar errors are thrown synchronously and quote our arguments.
    throw new GitError('notStarted');
  }
}

function untilClosed(child: ChildProcessWithoutNullStreams, run: GitRun): Promise<void> {
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
    child.on('error', () => stop(new GitError('notStarted')));
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
  const decoder = new TextDecoder(run.encoding ?? 'utf-8', { ignoreBOM: true });
  let room = run.mostBytes ?? usualBytes;
  child.stdout.on('data', (bytes: Buffer) => {
    room -= bytes.length;
    if (room >= 0) {
      run.onText(decoder.decode(bytes, { stream: true }));
    } else {
      onTooMuch();
    }
  });
  child.stderr.resume();
  // Git may exit before reading all its input; its exit code tells whether that is a failure.
  child.stdin.on('error', () => undefined);
  child.stdin.end(run.input);
}
