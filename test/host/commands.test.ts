import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DisposableStore } from '../../src/base/disposables';
import {
  NothingToDo,
  RetryableError,
  SignInRequiredError,
  UserError,
} from '../../src/base/userError';
import { NetworkError, UnauthorizedError } from '../../src/circuit/errors';
import { registerCommands } from '../../src/commands';
import { Answers } from './answers';
import { quiet } from './stubs';

describe('A command that cannot do its work', () => {
  const { registerCommand } = vscode.commands;
  let answers: Answers;
  let run: ((...args: unknown[]) => Promise<unknown>) | undefined;
  let shownLogs: number;
  let error: unknown;

  beforeEach(() => {
    answers = new Answers();
    answers.noteCommands();
    shownLogs = 0;
    // The real extension holds these names in this window already.
    Object.assign(vscode.commands, {
      registerCommand: (id: string, callback: typeof run) => {
        run = id === 'circuit.setBusy' ? callback : run;
        return { dispose: () => undefined };
      },
    });
    const log = { ...quiet, show: () => shownLogs++ };
    // Whatever it throws at each use.
    registerCommands('status', () => Promise.reject(error as Error), log, new DisposableStore());
  });
  afterEach(() => {
    Object.assign(vscode.commands, { registerCommand });
    answers.restore();
  });

  async function runAnd(answer: string | undefined): Promise<void> {
    answers.answer = () => answer;
    await run?.();
    await new Promise(setImmediate);
  }

  for (const [name, make] of [
    ['since nobody is signed in', () => new SignInRequiredError()],
    ['since Circuit does not take the sign-in any more', () => new UnauthorizedError()],
  ] as const) {
    it(`offers to sign in, and does so only at a click, ${name}`, async () => {
      error = make();
      await runAnd(undefined);
      assert.equal(answers.asked.length, 1);
      assert.deepEqual(answers.commands, []);
      await runAnd('Sign In');
      assert.deepEqual(answers.commands, ['circuit.signIn']);
      assert.equal(shownLogs, 0);
    });
  }

  it('says why, and shows the log at a click', async () => {
    error = new UserError('Choose somebody first.');
    await runAnd('Show Log');
    assert.deepEqual(answers.asked, ['Choose somebody first.']);
    assert.equal(shownLogs, 1);
    assert.deepEqual(answers.commands, []);
  });

  it('says that there is nothing to do without calling it an error, and without the log', async () => {
    const { showErrorMessage } = vscode.window;
    let errors = 0;
    Object.assign(vscode.window, { showErrorMessage: () => Promise.resolve(void (errors += 1)) });
    error = new NothingToDo('Nothing to undo.');
    await runAnd('Show Log');
    Object.assign(vscode.window, { showErrorMessage });
    assert.deepEqual([answers.asked, errors, shownLogs], [['Nothing to undo.'], 0, 0]);
  });

  it('does it again at a click, and says so when that fails, too', async () => {
    const outcomes = [new UserError('Again no.'), undefined];
    const retried: unknown[] = [];
    const retry = () => {
      const outcome = outcomes[retried.length];
      retried.push(outcome);
      return outcome ? Promise.reject(outcome) : Promise.resolve();
    };
    error = new RetryableError('It was not changed.', retry, new NetworkError('gone', 'timeout'));
    await runAnd('Try Again');
    await new Promise(setImmediate);
    assert.deepEqual(answers.asked, ['It was not changed.', 'Again no.']);
    assert.equal(retried.length, 1);
    await runAnd('Try Again');
    assert.deepEqual(answers.asked.slice(2), ['It was not changed.']);
    assert.equal(retried.length, 2);
  });

  it('says nothing when the person left', async () => {
    error = new vscode.CancellationError();
    await runAnd('Show Log');
    assert.deepEqual(answers.asked, []);
  });

  it('shows no words of a foreign error', async () => {
    error = Object.assign(new Error('token canary-1'), { kind: 'http' });
    await runAnd(undefined);
    assert.equal(answers.asked.length, 1);
    assert.doesNotMatch(answers.asked[0] ?? '', /canary/);
  });
});
