import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

const startDeadlineMs = 60_000;

/** A program that runs until it is stopped, and at the latest until this process ends. */
export interface Service {
  /** What it printed when it was ready. */
  readonly found: string;
  readonly stop: () => Promise<void>;
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
  const stop = async () => {
    process.off('exit', kill);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, 'exit');
    }
  };
  try {
    return { found: await waitFor(child, ready), stop };
  } catch (error) {
    await stop();
    throw error;
  }
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
