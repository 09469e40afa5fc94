import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/account/account';
import { createConnectionCheck } from '../../../src/account/checkConnection';
import { createHostQuirks, type HostQuirks } from '../../../src/account/hostQuirks';
import { SignInRequiredError } from '../../../src/base/userError';
import { createSandbox, type Sandbox } from '../../../src/sandbox/app';
import { createMemory } from '../../unit/account/support';
import { Answers } from '../answers';
import { quiet } from '../stubs';

const origin = 'https://circuit.invalid';
const [readOnly, alsoSet] = ['Read only', 'Also set my presence once, to its current state'];

describe('Check Connection', () => {
  let answers: Answers;
  let sandbox: Sandbox;
  let quirks: HostQuirks;
  let account: Account | undefined;
  let check: () => Promise<void>;
  const signIn = (kind: Account['kind']) => {
    const token = sandbox.issueToken();
    account = {
      kind,
      label: 'me@example.com',
      tag: 'me',
      scopes: ['ALL'],
      access: {
        origin,
        arrays: 'repeated',
        token: () => Promise.resolve(token),
        transport: async ({ method, url, headers, body }) => {
          const request = new Request(url, {
            method,
            headers,
            ...(body !== undefined && { body }),
          });
          const answer = await sandbox.fetch(request);
          return { status: answer.status, headers: answer.headers, text: await answer.text() };
        },
      },
    };
  };

  beforeEach(() => {
    answers = new Answers();
    sandbox = createSandbox({ arrays: 'comma' });
    quirks = createHostQuirks(createMemory());
    account = undefined;
    const current = {
      get account() {
        return account;
      },
      onDidChange: () => ({ dispose() {} }),
    };
    check = createConnectionCheck(current, quirks, quiet);
  });
  afterEach(async () => {
    answers.restore();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** The report in front of the person. */
  const report = () => vscode.window.activeTextEditor?.document;

  it('needs a sign-in, and asks nothing before', async () => {
    await assert.rejects(check(), SignInRequiredError);
    assert.deepEqual(answers.asked, []);
  });

  it('asks Circuit nothing after Escape', async () => {
    signIn('circuit');
    await assert.rejects(check(), { name: 'AbortError' });
    assert.equal(sandbox.requests.count(), 0);
  });

  it('shows a report that cannot be edited, sets nothing, and learns how the host reads ids', async () => {
    signIn('circuit');
    answers.answer = asked => (asked === 'Check Connection to Circuit' ? readOnly : undefined);
    await check();
    const document = report();
    assert.equal(document?.uri.scheme, 'circuit-report');
    assert.match(document.uri.path, /\/Connection to Circuit$/);
    assert.match(document.getText(), /GET/);
    assert.ok(!document.getText().includes(sandbox.me.emailAddress));
    assert.equal(sandbox.requests.count('PUT'), 0);
    assert.equal(quirks.arraysOf(origin), 'comma');
    assert.match(answers.asked[1] ?? '', /no names or tokens/);
  });

  it('sets the presence once where the person agreed, and copies the report at a click', async () => {
    signIn('circuit');
    await vscode.env.clipboard.writeText('before');
    answers.answer = asked => (asked === 'Check Connection to Circuit' ? alsoSet : 'Copy');
    await check();
    assert.equal(sandbox.requests.count('PUT'), 1);
    const text = report()?.getText() ?? '';
    while ((await vscode.env.clipboard.readText()) === 'before') {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    assert.equal(await vscode.env.clipboard.readText(), text);
  });

  it('asks Circuit nothing more once the person cancels', async () => {
    signIn('circuit');
    answers.answer = () => readOnly;
    const { withProgress } = vscode.window;
    const cancel = new vscode.CancellationTokenSource();
    const { fetch } = sandbox;
    Object.assign(sandbox, {
      fetch: (request: Request) => {
        cancel.cancel();
        return fetch(request);
      },
    });
    Object.assign(vscode.window, {
      withProgress: (
        { cancellable }: vscode.ProgressOptions,
        task: (progress: unknown, token: vscode.CancellationToken) => Promise<unknown>,
      ) => {
        assert.ok(cancellable);
        return task(undefined, cancel.token);
      },
    });
    await assert.rejects(check(), { name: 'AbortError' }).finally(() => {
      Object.assign(vscode.window, { withProgress });
    });
    assert.equal(sandbox.requests.count(), 1);
    assert.equal(report(), undefined);
  });

  it('learns anew what a host reads otherwise now', async () => {
    sandbox = createSandbox({ arrays: 'repeated' });
    signIn('circuit');
    await quirks.rememberArrays(origin, 'comma');
    answers.answer = () => readOnly;
    await check();
    assert.equal(quirks.arraysOf(origin), 'repeated');
  });

  it('learns nothing from the demo', async () => {
    signIn('demo');
    answers.answer = () => readOnly;
    await check();
    assert.ok(sandbox.requests.count() > 0);
    assert.equal(quirks.arraysOf(origin), 'repeated');
  });
});
