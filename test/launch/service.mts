import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

const startDeadlineMs = 60_000;

/** A program that runs until it is stopped, and at the latest until this process ends. */
export interface Service {
  /** What it printed when it was ready. */
  readonly found: string;
  readonly stop: () => Promise<void>;
  /** Resolves with a sentence when it ends without having been stopped. */
  readonly died: Promise<string>;
}

/** Starts a Node script and waits until it prints something that matches `ready`. */
export async function startService(
  args: readonly string[],
  ready: RegExp,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Service> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill();
  process.once('exit', kill);
  let stopping = false;
  let output = '';
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const died = new Promise<string>(resolve => {
    child.once('close', (code, signal) => {
      if (!stopping) {
        resolve(describeEnd(code ?? signal, output));
      }
    });
  });
  const stop = async () => {
    stopping = true;
    process.off('exit', kill);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, 'exit');
    }
  };
  try {
    return { found: await waitFor(child, ready), stop, died };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** How a program ended, and the last that it said. */
function describeEnd(how: number | NodeJS.Signals | null, output: string): string {
  const why = typeof how === 'number' ? `with exit code ${how}` : `by ${how ?? 'no signal'}`;
  const errors = output.split('\n').filter(line => /error/i.test(line));
  const [last = ''] = errors.slice(0, 1);
  return last === '' ? `It ended ${why}.` : `It ended ${why}: ${last.trim()}`;
}

/** The output is read for as long as the program runs, so that it never has to wait for a reader. */
function waitFor(child: ChildProcess, ready: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) =>
      reject(new Error(`${child.spawnargs.join(' ')} ${why}:\n${output}`));
    const timer = setTimeout(() => fail('did not start in time'), startDeadlineMs).unref();
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
      const found = ready.exec(output)?.[1];
      if (found !== undefined) {
        clearTimeout(timer);
        resolve(found);
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', error => fail(`did not start (${error.message})`));
    child.once('exit', code => fail(`ended with code ${String(code)}`));
  });
}
