import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Demo } from '../../../src/account/demo';
import { CircuitAuthenticationProvider } from '../../../src/account/provider';
import { createSessionAccess } from '../../../src/account/sessionAccess';
import { WentBack } from '../../../src/account/signIn/failure';
import { SignIn } from '../../../src/account/signIn/signIn';
import type { WaysBack } from '../../../src/account/signIn/waysBack';
import { createSession, type Session } from '../../../src/account/storage/session';
import { Sessions } from '../../../src/account/storage/sessions';
import { DisposableStore } from '../../../src/base/disposables';
import * as sandbox from '../../../src/sandbox/app';
import {
  createLog,
  createMemory,
  euOrigin,
  newSession,
  settle,
  SharedSecrets,
} from '../../unit/account/support';
import { fixedSettings, quiet } from '../stubs';

const app = { origin: euOrigin, clientId: 'client', isHostNew: false };

describe('Circuit among VS Code’s accounts', () => {
  let sessions: Sessions;
  let demo: Demo;
  let provider: CircuitAuthenticationProvider;
  let did: string[];
  let loaded: number;
  /** What the browser brings. */
  let goThrough: () => Promise<Session>;
  let keep: () => Promise<void>;
  let events: (readonly [added: number, removed: number, changed: number])[];

  beforeEach(() => {
    did = [];
    events = [];
    loaded = 0;
    const memory = createMemory();
    sessions = new Sessions(new SharedSecrets().window(), memory);
    sessions.select(euOrigin);
    demo = new Demo(memory, () => Promise.resolve(sandbox));
    keep = () => Promise.resolve();
    goThrough = async () => {
      const session = createSession(newSession());
      await sessions.at(euOrigin).save(session);
      return session;
    };
    const setup = {
      findApp: () => Promise.resolve(app),
      keep: () => keep(),
      isBack: (error: unknown) => error instanceof WentBack,
      forget: () => did.push('forget'),
    };
    const note = (what: string) => () => void did.push(what);
    const listener = {
      signedIn: note('signedIn'),
      failed: note('failed'),
      cancelled: note('cancelled'),
      wentBack: note('wentBack'),
      signedOut: (origin: string) => did.push(`signedOut of ${origin}`),
    };
    const loadSignIn = () => {
      loaded++;
      return Promise.resolve({ setup, signIn: { start: () => goThrough() }, listener } as never); // what it uses
    };
    const settings = fixedSettings(euOrigin);
    provider = new CircuitAuthenticationProvider({ sessions, settings, demo, loadSignIn });
    provider.onDidChangeSessions(({ added = [], removed = [], changed = [] }) =>
      events.push([added.length, removed.length, changed.length]),
    );
  });
  afterEach(() => [provider, sessions, demo].forEach(part => part.dispose()));

  const listed = async () => (await provider.getSessions(undefined, {})).length;

  it('has a session and no demo any more after a sign-in', async () => {
    await demo.start();
    const session = await provider.createSession([]);
    assert.equal(session.account.id, `${euOrigin}#user-1`);
    assert.equal(session.account.label, 'person@example.com (eu.yourcircuit.com)');
    assert.equal(demo.account, undefined);
    assert.deepEqual(did, ['signedIn', 'forget']);
    assert.deepEqual(events, [[1, 0, 0]]);
  });

  it('has none where its host cannot be kept, and says so', async () => {
    const full = new Error('The disk is full.');
    keep = () => Promise.reject(full);
    await assert.rejects(provider.createSession([]), full);
    assert.equal(await listed(), 0);
    assert.deepEqual(did, ['failed', 'forget']);
  });

  for (const [what, error, told] of [
    ['left', new DOMException('', 'AbortError'), 'cancelled'],
    ['went back', new WentBack(), 'wentBack'],
  ] as const) {
    it(`tells VS Code that the person cancelled when they ${what}`, async () => {
      goThrough = () => Promise.reject(error);
      await assert.rejects(provider.createSession([]), vscode.CancellationError);
      assert.deepEqual(did, [told, 'forget']);
    });
  }

  it('asks nobody for scopes that it never hands out', async () => {
    await assert.rejects(provider.createSession(['CALLS']));
    await assert.rejects(provider.getSessions(['CALLS'], {}));
    assert.equal(loaded, 0);
  });

  it('hands a session to nobody who asks for more than it may do', async () => {
    goThrough = async () => {
      const session = createSession(newSession({ scopes: ['READ_USER_PROFILE'] }));
      await sessions.at(euOrigin).save(session);
      return session;
    };
    await provider.createSession([]);
    assert.equal((await provider.getSessions(['READ_USER_PROFILE'], {})).length, 1);
    assert.deepEqual(await provider.getSessions(['MANAGE_PRESENCE'], {}), []);
  });

  it('calls a refreshed token the same session, and another sign-in another one', async () => {
    await provider.createSession([]);
    const session = sessions.current;
    assert.ok(session);
    await sessions.at(euOrigin).save({ ...session, accessToken: 'access-2' });
    await provider.createSession([]);
    assert.deepEqual(events, [
      [1, 0, 0],
      [0, 0, 1],
      [1, 1, 0],
    ]);
  });

  it('signs out of the session that is named, and says so once', async () => {
    const { id } = await provider.createSession([]);
    did.length = 0;
    await provider.removeSession('another');
    assert.deepEqual([await listed(), did], [1, []]);
    await provider.removeSession(id);
    assert.deepEqual([await listed(), did], [0, [`signedOut of ${euOrigin}`]]);
    assert.deepEqual(events.at(-1), [0, 1, 0]);
  });

  it('says nothing more once it is disposed', async () => {
    provider.dispose();
    await provider.createSession([]);
    assert.deepEqual(events, []);
  });
});

describe('The session that VS Code lets the extension use', () => {
  const { authentication, window } = vscode;
  const { getSession } = authentication;
  const names = ['onDidChangeSessions'] as const;
  const events = names.map(name => Object.getOwnPropertyDescriptor(authentication, name) ?? {});
  const focus = Object.getOwnPropertyDescriptor(window, 'onDidChangeWindowState') ?? {};
  let parts: DisposableStore;
  let asked: unknown[];
  let answers: (() => Promise<{ id: string } | undefined>)[];
  let changed: vscode.EventEmitter<{ provider: { id: string } }>;
  let looked: vscode.EventEmitter<{ focused: boolean }>;
  let told: number;
  let access: ReturnType<typeof createSessionAccess>;
  const has = (id: string | undefined) => () => Promise.resolve(id === undefined ? id : { id });

  beforeEach(() => {
    asked = [];
    answers = [];
    told = 0;
    changed = new vscode.EventEmitter();
    looked = new vscode.EventEmitter();
    parts = new DisposableStore();
    Object.assign(authentication, {
      getSession: (...args: unknown[]) => {
        asked.push(args);
        return (answers.shift() ?? has(undefined))();
      },
    });
    Object.defineProperty(authentication, 'onDidChangeSessions', {
      configurable: true,
      value: changed.event,
    });
    Object.defineProperty(window, 'onDidChangeWindowState', {
      configurable: true,
      value: looked.event,
    });
    access = createSessionAccess(parts);
    access.onDidChange(() => told++);
  });
  afterEach(() => {
    parts.dispose();
    Object.assign(authentication, { getSession });
    names.forEach((name, at) => Object.defineProperty(authentication, name, events[at] ?? {}));
    Object.defineProperty(window, 'onDidChangeWindowState', focus);
  });

  it('is asked for without a question to the person, and told when it is another', async () => {
    answers = [has('a'), has('a'), has('b'), has(undefined)];
    await access.check();
    assert.deepEqual(asked, [['circuit', ['READ_USER_PROFILE'], { silent: true }]]);
    assert.deepEqual([access.sessionId, told], ['a', 1]);
    await access.check();
    assert.deepEqual([access.sessionId, told], ['a', 1]);
    await access.check();
    assert.deepEqual([access.sessionId, told], ['b', 2]);
    await access.check();
    assert.deepEqual([access.sessionId, told], [undefined, 3]);
  });

  it('is none where VS Code fails', async () => {
    answers = [has('a'), () => Promise.reject(new Error('No.'))];
    await access.check();
    await access.check();
    assert.deepEqual([access.sessionId, told], [undefined, 2]);
  });

  it('is what was asked for last, whatever answers first', async () => {
    const late = Promise.withResolvers<{ id: string }>();
    answers = [() => late.promise, has('new')];
    const first = access.check();
    const second = access.check();
    await second;
    late.resolve({ id: 'old' });
    await first;
    assert.deepEqual([access.sessionId, told], ['new', 1]);
  });

  it('is looked at again when sessions of Circuit change, and when the window has the focus', async () => {
    changed.fire({ provider: { id: 'github' } });
    looked.fire({ focused: false });
    assert.equal(asked.length, 0);
    changed.fire({ provider: { id: 'circuit' } });
    assert.equal(asked.length, 1);
    looked.fire({ focused: true });
    assert.equal(asked.length, 2);
    await settle();
    parts.dispose();
    changed.fire({ provider: { id: 'circuit' } });
    looked.fire({ focused: true });
    assert.equal(asked.length, 2);
  });
});

describe('Sign-ins at once', () => {
  it('wait with their box also where no browser can be opened', async () => {
    const { openExternal } = vscode.env;
    const fails = () => Promise.reject(new Error('There is none.'));
    Object.defineProperty(vscode.env, 'openExternal', { configurable: true, value: fails });
    const way = {
      route: 'paste',
      redirectUri: () => Promise.resolve('http://localhost:7190/callback'),
      listen: () => Promise.resolve('none'),
    };
    const ways = { find: () => Promise.resolve([way]) } as unknown as WaysBack; // pasting alone
    const sessions = new Sessions(new SharedSecrets().window(), createMemory());
    const log = createLog();
    const transport = () => Promise.reject(new Error('Not asked for here.'));
    const signIn = new SignIn({ sessions, transport, ways, log });
    const session = signIn.start(app, 7190);
    const over = session.then(() => 'over');
    while (log.lines.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    assert.deepEqual(log.lines, ['The browser could not be opened.']);
    assert.equal(await Promise.race([over, settle().then(() => 'waits')]), 'waits');
    signIn.dispose();
    await assert.rejects(over, { name: 'AbortError' });
    Object.defineProperty(vscode.env, 'openExternal', { configurable: true, value: openExternal });
    sessions.dispose();
  });

  it('are one for the same Circuit, and another Circuit ends the one before', async () => {
    const signals: AbortSignal[] = [];
    const ways = {
      find: (_origin: string, _port: number, signal: AbortSignal) => {
        signals.push(signal);
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        });
      },
    } as unknown as WaysBack; // nothing comes back
    const secrets = new SharedSecrets().window();
    const sessions = new Sessions(secrets, createMemory());
    const transport = () => Promise.reject(new Error('Not asked for here.'));
    const signIn = new SignIn({ sessions, transport, ways, log: quiet });
    const first = signIn.start(app, 7190);
    assert.equal(signIn.start(app, 7190), first);
    const other = signIn.start({ ...app, origin: 'https://na.yourcircuit.com' }, 7190);
    await assert.rejects(first, { name: 'AbortError' });
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
    const again = signIn.start({ ...app, origin: 'https://na.yourcircuit.com' }, 7190);
    assert.equal(again, other, 'The end of the one before takes nothing from it.');
    signIn.dispose();
    await assert.rejects(other, { name: 'AbortError' });
    const anew = signIn.start(app, 7190);
    assert.equal(signals.length, 3);
    signIn.dispose();
    await assert.rejects(anew, { name: 'AbortError' });
    sessions.dispose();
  });
});
