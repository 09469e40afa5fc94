import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createSignInMessages, type SignInListener } from '../../../src/account/signIn/messages';
import { createSession } from '../../../src/account/storage/session';
import { NetworkError } from '../../../src/circuit/errors';
import { OAuthError } from '../../../src/circuit/oauth/grants';
import { createLog, newSession, settle } from '../../unit/account/support';
import { Answers } from '../answers';

const app = { origin: 'https://eu.yourcircuit.com', clientId: 'client', clientSecret: undefined };
const gone = () => new NetworkError("Couldn't reach Circuit.", 'unreachable');
const badApp = () => new OAuthError('invalid_client', 400);

describe('How a sign-in or a sign-out went', () => {
  const { setStatusBarMessage } = vscode.window;
  const { openExternal } = vscode.env;
  let answers: Answers;
  let log: ReturnType<typeof createLog> & { show(): void };
  let did: string[];
  let passing: string[];
  let leaves: boolean;
  let setup: { isCommandRunning: boolean };
  let listener: SignInListener;

  beforeEach(() => {
    answers = new Answers();
    answers.noteCommands();
    did = [];
    passing = [];
    leaves = false;
    log = { ...createLog(), show: () => did.push('log') };
    const note = (what: string) => Promise.resolve(void did.push(what));
    Object.assign(vscode.window, {
      setStatusBarMessage: (text: string, ms: number) => {
        assert.equal(ms, 5_000);
        passing.push(text);
      },
    });
    Object.defineProperty(vscode.env, 'openExternal', {
      configurable: true,
      value: (uri: vscode.Uri) => note(`open ${uri.toString(true)}`),
    });
    setup = {
      isCommandRunning: false,
      answer: ({ clientId }: typeof app) => note(`answer ${clientId}`),
      changeApp: ({ clientId }: typeof app) =>
        leaves ? Promise.reject(new DOMException('', 'AbortError')) : note(`change ${clientId}`),
    } as { isCommandRunning: boolean };
    const support = {
      learn: ({ id }: { id: string }) => void did.push(`learn of ${id === '' ? 'none' : 'one'}`),
      hint: (origin: string) => ` Support: help@${new URL(origin).host}`,
    };
    listener = createSignInMessages(setup as never, support, log); // what it uses of one
  });
  afterEach(() => {
    answers.restore();
    Object.assign(vscode.window, { setStatusBarMessage });
    Object.defineProperty(vscode.env, 'openExternal', { configurable: true, value: openExternal });
  });

  async function fail(error: unknown, about: typeof app | undefined, answer?: string) {
    answers.answer = () => answer;
    listener.failed(error, about);
    await settle();
  }

  it('is told once where it failed, and left alone nothing follows', async () => {
    await fail(gone(), app);
    assert.deepEqual(answers.asked, ["Couldn't reach Circuit."]);
    assert.deepEqual([did, answers.commands, passing], [[], [], []]);
  });

  it('can be tried again with the same answers', async () => {
    await fail(gone(), app, 'Try Again');
    assert.deepEqual([did, answers.commands], [['answer client'], ['circuit.signIn']]);
    await fail(gone(), undefined, 'Try Again');
    assert.deepEqual([did.length, answers.commands.length], [1, 2]);
  });

  it('is read in the log', async () => {
    await fail(gone(), app, 'Show Log');
    assert.deepEqual([did, answers.commands], [['log'], []]);
  });

  it('names the support contact where the app is wrong, and offers another app instead', async () => {
    await fail(badApp(), app, 'Try Again');
    assert.match(answers.asked[0] ?? '', / Support: help@eu\.yourcircuit\.com$/);
    assert.deepEqual([did, answers.commands], [[], []]);
    await fail(badApp(), app, 'Change OAuth App');
    assert.deepEqual([did, answers.commands], [['change client'], ['circuit.signIn']]);
  });

  it('asks nothing more of who leaves the question for another app', async () => {
    leaves = true;
    await fail(badApp(), app, 'Change OAuth App');
    assert.deepEqual(answers.commands, []);
  });

  it('names no contact before anything is known of the app', async () => {
    await fail(badApp(), undefined);
    assert.doesNotMatch(answers.asked[0] ?? '', /Support/);
  });

  it('stands in the log by the kind of the failure alone', async () => {
    await fail(gone(), app);
    await fail(new TypeError('ada@example.com'), app);
    await fail('ada@example.com', app);
    assert.deepEqual(log.lines, [
      'Signing in failed: network',
      'Signing in failed: TypeError',
      'Signing in failed: string',
    ]);
  });

  it('is quiet where it worked, and learns whom to turn to', () => {
    listener.signedIn(createSession(newSession()));
    assert.deepEqual([did, answers.asked, passing], [['learn of one'], [], []]);
    assert.deepEqual(log.lines, ['Signed in.']);
  });

  it('is said in passing where the person left', () => {
    listener.cancelled();
    assert.deepEqual([answers.asked, passing], [[], ['Sign-in canceled']]);
    assert.equal(log.lines.length, 1);
  });

  it('begins anew for who went back, unless the command itself does so', () => {
    setup.isCommandRunning = true;
    listener.wentBack();
    assert.deepEqual(answers.commands, []);
    setup.isCommandRunning = false;
    listener.wentBack();
    assert.deepEqual(answers.commands, ['circuit.signIn']);
    assert.equal(log.lines.length, 2);
  });

  it('says where the permission is revoked, and opens Circuit only at a click', async () => {
    listener.signedOut(app.origin);
    await settle();
    assert.match(answers.asked[0] ?? '', /Connected Apps/);
    assert.deepEqual(did, []);
    answers.answer = () => 'Open Circuit';
    listener.signedOut(app.origin);
    await settle();
    assert.deepEqual(did, [`open ${app.origin}/`]);
    assert.deepEqual(log.lines, ['Signed out.', 'Signed out.']);
  });
});
