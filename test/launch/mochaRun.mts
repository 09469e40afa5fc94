import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** How a suite went. `skipped` counts tests that say so themselves. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

/** Runs compiled test files and writes the `Summary` as JSON, also when a file cannot be loaded. */
export async function runMocha(
  files: readonly string[],
  options: {
    summaryFile: string;
    grep?: string | undefined;
    timeoutMs: number;
    color: boolean;
    /** How many files run at a time, each number above one in a process of its own. */
    jobs: number;
  },
): Promise<void> {
  const { grep } = options;
  const mocha = new Mocha({
    reporter: 'spec',
    timeout: options.timeoutMs,
    color: options.color,
    parallel: options.jobs > 1,
    jobs: options.jobs,
    ...(grep === undefined ? {} : { grep }),
  });
  files.forEach(file => mocha.addFile(file));
  const skipped: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run(() => {
      const { passes, failures } = runner.stats ?? { passes: 0, failures: 1 };
      const summary: Summary = { passed: passes, failed: failures, skipped };
      try {
        writeFileSync(options.summaryFile, JSON.stringify(summary));
        resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    runner.on('pending', test => skipped.push(test.fullTitle()));
  });
}
