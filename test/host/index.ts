import { globSync } from 'node:fs';
import process from 'node:process';
import { format } from 'node:util';
import Mocha from 'mocha';
import { mochaMark } from '../launch/mochaMark.mts';
import { runMocha } from '../launch/mochaRun.mts';

/** What both builds of VS Code call inside their extension host (`extensionTestsPath`). */
export async function run(): Promise<void> {
  const summaryFile = process.env['CIRCUIT_TEST_SUMMARY'];
  if (summaryFile === undefined) {
    throw new Error('CIRCUIT_TEST_SUMMARY does not say where to write the results.');
  }
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) =>
    console.log(mochaMark + format(...args));
  await runMocha(globSync(`${__dirname}/**/*.test.js`).sort(), {
    summaryFile,
    grep: process.env['CIRCUIT_TEST_GREP'],
    timeoutMs: 30_000,
    color: false,
    jobs: 1,
  });
}
