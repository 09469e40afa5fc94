import Mocha from 'mocha';
import { globSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { format } from 'node:util';
import * as vscode from 'vscode';
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
  leaveOutOtherExtensions();
  await runMocha(globSync(`${__dirname}/**/*.test.js`).sort(), {
    summaryFile,
    grep: process.env['CIRCUIT_TEST_GREP'],
    timeoutMs: 30_000,
    color: false,
    jobs: 1,
  });
}

/**
 * VS Code's own extensions live in this process, too. What goes wrong in one of them, such as git's
 * where a test removes its repository, is said, and is no failure of the test that runs then.
 */
function leaveOutOtherExtensions(): void {
  const runner = Mocha.Runner.prototype as unknown as { _uncaught: (error: unknown) => void }; // mocha's own hook for what nobody caught
  const fail = runner._uncaught;
  const others = path.join(vscode.env.appRoot, 'extensions') + path.sep;
  const own = path.resolve(__dirname, '../..') + path.sep; // dist: the tests and the product
  runner._uncaught = function (error) {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    if (stack.includes(others) && !stack.includes(own)) {
      console.log(`${mochaMark}Another extension failed: ${stack.split('\n')[0]}`);
    } else {
      fail.call(this, error);
    }
  };
}
