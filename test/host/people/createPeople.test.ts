import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/account/account';
import { DisposableStore } from '../../../src/base/disposables';
import { Emitter } from '../../../src/base/event';
import { SignInRequiredError } from '../../../src/base/userError';
import { NetworkError } from '../../../src/circuit/errors';
import type { User } from '../../../src/circuit/schemas';
import { commandIds } from '../../../src/commandIds';
import { updatePresenceKeys } from '../../../src/people/contextKeys';
import { createPeople } from '../../../src/people/createPeople';
import { createLists, type PeopleLists } from '../../../src/people/lists';
import { addPeople } from '../../../src/people/watch/watchListEdits';
import { PresenceStore } from '../../../src/presence/store';
import { settle } from '../../unit/account/support';
import { account, createKeep, persons, user } from '../../unit/people/support';
import { me, presence } from '../../unit/presence/fakeCircuit';
import { Answers } from '../answers';
import { FakeViews } from '../fakeViews';

describe('All about colleagues, put together', () => {
  const { executeCommand } = vscode.commands;
  const focus = Object.getOwnPropertyDescriptor(vscode.window, 'onDidChangeWindowState') ?? {};
  let answers: Answers;
  let store: PresenceStore;
  let memory: ReturnType<typeof createKeep>;
  let lists: PeopleLists;
  let other: PeopleLists;
  let signedIn: Account | undefined;
  let accounts: Emitter<Account | undefined>;
  let looked: vscode.EventEmitter<{ focused: boolean }>;
  let parts: DisposableStore;
  let keys: unknown[][];
  let poked: number;
  let asked: number;
  let claims: boolean;
  let answer: () => Promise<User>;
  let views: FakeViews;
  let people: ReturnType<typeof createPeople>;

  beforeEach(() => {
    answers = new Answers();
    keys = [];
    [poked, asked] = [0, 0];
    claims = true;
    answer = () => Promise.resolve(user('a'));
    signedIn = account();
    accounts = new Emitter();
    looked = new vscode.EventEmitter();
    parts = new DisposableStore();
    store = new PresenceStore();
    memory = createKeep();
    lists = createLists(memory, () => signedIn, parts);
    other = createLists(memory, () => signedIn, parts);
    views = new FakeViews();
    Object.assign(vscode.commands, {
      executeCommand: (id: string, ...args: unknown[]) => {
        keys.push(...(id === 'setContext' ? [args] : []));
        return Promise.resolve();
      },
    });
    Object.defineProperty(vscode.window, 'onDidChangeWindowState', {
      configurable: true,
      value: looked.event,
    });
    const current = {
      get account() {
        return signedIn;
      },
      onDidChange: accounts.event,
    };
    updatePresenceKeys(store, parts);
    people = createPeople(
      {
        ...{ lists, store, account: current },
        poller: {
          ask: () => {
            asked++;
            return answer() as never; // the one request there is here
          },
          refresh: () => Promise.resolve(),
          poke: () => {
            poked++;
          },
        },
        activity: { state: 'focused', onDidChange: new Emitter<void>().event },
        onceAcrossWindows: () => Promise.resolve(claims),
      },
      parts,
    );
    store.setConnection({ kind: 'online', me });
  });
  afterEach(() => {
    answers.restore();
    views.restore();
    Object.assign(vscode.commands, { executeCommand });
    Object.defineProperty(vscode.window, 'onDidChangeWindowState', focus);
    [parts, store].forEach(part => part.dispose());
  });

  const watch = (of: PeopleLists, ...userIds: string[]) =>
    of.watchList.edit(watching => addPeople(watching, persons(...userIds)).watching);
  const change = (to: Account | undefined) => {
    signedIn = to;
    accounts.fire(to);
  };
  const wait = (userId: string) =>
    lists.notices.add({
      noticeId: userId,
      condition: 'available',
      people: persons(userId),
      expiresAt: Date.now() + 60_000,
    });
  const come = (userId: string, state: 'AVAILABLE' | 'BUSY') =>
    store.applyPoll(store.beginPoll(), [presence(userId, { state })]);

  it('has the commands about people, all of them and no other', () => {
    assert.deepEqual(Object.keys(people.commands).sort(), [...commandIds.people].sort());
  });

  it('tells VS Code what there is, each time that it changes', async () => {
    assert.deepEqual(keys.splice(0), [
      ['circuit.connection', 'signedOut'],
      ['circuit.connection', 'online'],
    ]);
    change(account({ kind: 'demo' }));
    assert.deepEqual(keys.splice(0), []);
    await watch(lists, 'a');
    await watch(lists, 'b');
    lists.search.show({ term: 'x', people: persons('a') });
    await wait('a');
    assert.deepEqual(keys.splice(0), [
      ['circuit.hasPeople', true],
      ['circuit.hasSearch', true],
      ['circuit.hasNotices', true],
    ]);
    await lists.notices.cancel(['a']);
    change(undefined);
    assert.deepEqual(
      new Map(keys as [string, unknown][]),
      new Map<string, unknown>([
        ['circuit.hasNotices', false],
        ['circuit.hasPeople', false],
        ['circuit.hasSearch', false],
      ]),
    );
  });

  it('takes over what another window changed once somebody looks here', async () => {
    let changes = 0;
    lists.watchList.onDidChange(() => changes++);
    await watch(other, 'a');
    looked.fire({ focused: false });
    assert.equal(changes, 0);
    looked.fire({ focused: true });
    assert.equal(changes, 1);
    assert.equal(poked, 1, 'Their presence is asked for at once.');
  });

  it('shows nobody of one account to another', async () => {
    lists.search.show({ term: 'x', people: persons('a') });
    await watch(lists, 'a');
    change(account({ label: 'bob@x.example', tag: 'bob' }));
    assert.equal(lists.search.current, undefined);
    assert.deepEqual(lists.watchList.userIds, []);
  });

  it('asks Circuit anew who somebody is for another account', async () => {
    Object.assign(vscode.window, {});
    answers.answer = () => undefined;
    await people.commands['circuit.person.profile']('a');
    await people.commands['circuit.person.profile']('a');
    assert.equal(asked, 1);
    change(account({ label: 'bob@x.example', tag: 'bob' }));
    await people.commands['circuit.person.profile']('a');
    assert.equal(asked, 2);
  });

  it('tells of somebody once, with a number on the view, and in one window alone', async () => {
    await wait('a');
    await wait('b');
    come('a', 'BUSY');
    come('b', 'BUSY');
    come('a', 'AVAILABLE');
    await settle();
    come('a', 'AVAILABLE');
    await settle();
    assert.deepEqual(answers.asked, ['“A” is available now.']);
    const badge = () => views.get('people').badge?.value;
    assert.equal(badge(), 1);
    claims = false;
    come('b', 'AVAILABLE');
    await settle();
    assert.deepEqual([answers.asked.length, badge()], [1, 1]);
  });

  it('says in passing when it stops waiting for somebody', async () => {
    const { setStatusBarMessage } = vscode.window;
    const passing: string[] = [];
    Object.assign(vscode.window, { setStatusBarMessage: (text: string) => passing.push(text) });
    const { now } = Date;
    try {
      for (const [kind, userId] of [
        ['circuit', 'a'],
        ['demo', 'b'],
      ] as const) {
        change(account({ kind }));
        await wait(userId);
        come(userId, 'BUSY');
        Date.now = () => now() + 3_600_000;
        come(userId, 'AVAILABLE');
        await settle();
        Date.now = now;
      }
    } finally {
      Date.now = now;
      Object.assign(vscode.window, { setStatusBarMessage });
    }
    assert.equal(passing.length, 2);
    assert.match(passing[0] ?? '', /^Stopped waiting for “A” at /);
    assert.match(passing[1] ?? '', /^Demo: Stopped waiting for “B”/);
    assert.deepEqual(answers.asked, []);
  });

  it('says more about somebody when the pointer rests on them, if Circuit is there', async () => {
    await watch(lists, 'a');
    come('a', 'BUSY');
    const tooltip = () => views.tooltipOf('people', { kind: 'person', userId: 'a' });
    const reason = new NetworkError('gone', 'unreachable');
    store.setConnection({ kind: 'offline', reason, me });
    assert.match(await tooltip(), /Name: .*A.*\nPresence: .*Busy/);
    assert.equal(asked, 0);
    store.setConnection({ kind: 'online', me });
    answer = () => Promise.reject(reason);
    assert.doesNotMatch(await tooltip(), /Email:/);
    answer = () => Promise.resolve(user('a'));
    assert.match(await tooltip(), /Name: .*Name of a.*\n(.*\n)*Email: /);
    assert.equal(asked, 2);
    store.setConnection({ kind: 'offline', reason, me });
    assert.match(await tooltip(), /Email: /);
    assert.equal(asked, 2);
  });

  it('opens somebody at the host of the account that is signed in now', async () => {
    const openExternal = Object.getOwnPropertyDescriptor(vscode.env, 'openExternal') ?? {};
    const opened: string[] = [];
    Object.defineProperty(vscode.env, 'openExternal', {
      configurable: true,
      value: (uri: vscode.Uri) => Promise.resolve(opened.push(String(uri)) > 0),
    });
    try {
      await people.commands['circuit.person.open']('a');
      assert.equal(opened.length, 1);
      change(undefined);
      await assert.rejects(
        Promise.resolve(people.commands['circuit.person.open']('a')),
        SignInRequiredError,
      );
    } finally {
      Object.defineProperty(vscode.env, 'openExternal', openExternal);
    }
  });

  it('says of the demo that it is the demo', async () => {
    change(account({ kind: 'demo' }));
    await wait('a');
    come('a', 'BUSY');
    come('a', 'AVAILABLE');
    await settle();
    assert.match(answers.asked[0] ?? '', /^Demo: /);
  });

  it('does nothing more once it is over', async () => {
    await wait('a');
    come('a', 'BUSY');
    parts.dispose();
    keys.length = 0;
    come('a', 'AVAILABLE');
    store.setConnection({ kind: 'signedOut' });
    change(undefined);
    looked.fire({ focused: true });
    await settle();
    assert.deepEqual([answers.asked, keys], [[], []]);
  });
});
