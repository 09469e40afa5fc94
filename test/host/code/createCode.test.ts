import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/account/account';
import { DisposableStore } from '../../../src/base/disposables';
import { Emitter } from '../../../src/base/event';
import { type Code, createCode } from '../../../src/code/createCode';
import { accountKey } from '../../../src/presence/shared/session';
import { account, createKeep } from '../../unit/people/support';
import { me } from '../../unit/presence/fakeCircuit';
import { FakeViews } from '../fakeViews';
import { FakeContext } from './fakeContext';

describe('All about this code, put together', () => {
  const { executeCommand } = vscode.commands;
  const { registerHoverProvider } = vscode.languages;
  let fake: FakeContext;
  let views: FakeViews;
  let ran: unknown[][];
  /** The hovers that there are now, and how many there were in all. */
  let hovers: { now: number; all: number };
  let memory: ReturnType<typeof createKeep>;
  let signedIn: Account | undefined;
  let accounts: Emitter<Account | undefined>;
  let domains: readonly string[];
  let parts: DisposableStore;
  let code: Code;

  beforeEach(() => {
    fake = new FakeContext();
    views = new FakeViews();
    ran = [];
    hovers = { now: 0, all: 0 };
    memory = createKeep();
    signedIn = account();
    accounts = new Emitter();
    domains = [];
    parts = new DisposableStore();
    Object.assign(vscode.commands, {
      executeCommand: (...args: unknown[]) => Promise.resolve(void ran.push(args)),
    });
    Object.assign(vscode.languages, {
      registerHoverProvider: () => {
        hovers.now++;
        hovers.all++;
        return { dispose: () => hovers.now-- };
      },
    });
  });
  afterEach(() => {
    parts.dispose();
    views.restore();
    Object.assign(vscode.commands, { executeCommand });
    Object.assign(vscode.languages, { registerHoverProvider });
    fake.dispose();
  });

  const build = () => {
    const { store, lists, poller, git, interest } = fake.context;
    const current = {
      get account() {
        return signedIn;
      },
      onDidChange: accounts.event,
    };
    code = createCode(
      {
        ...{ store, lists, poller, git, interest, memory, account: current },
        domains: () => domains,
        addresses: () => new Map(),
      },
      parts,
    );
  };
  const allow = async () => {
    await memory.update(`circuit.askAboutCode:${accountKey(signedIn)}`, true);
  };

  it('reads nothing in the editor before somebody allowed it and is signed in', async () => {
    build();
    assert.equal(hovers.now, 0);
    await code.context.consent.set(true);
    assert.equal(hovers.now, 1);
    fake.store.setConnection({ kind: 'signedOut' });
    assert.equal(hovers.now, 0);
    fake.store.setConnection({ kind: 'online', me });
    fake.store.setConnection({ kind: 'online', me });
    assert.deepEqual(hovers, { now: 1, all: 2 });
    await code.commands['circuit.stopAskingAboutCode']();
    assert.equal(hovers.now, 0);
  });

  it('reads at once where it was allowed before, and anew once git can be reached', async () => {
    await allow();
    build();
    assert.deepEqual(hovers, { now: 1, all: 1 });
    fake.reached.fire();
    assert.deepEqual(hovers, { now: 1, all: 2 });
    parts.dispose();
    assert.equal(hovers.now, 0);
    fake.reached.fire();
    assert.equal(hovers.all, 2);
  });

  it('may look up those of the own domain, unless others are set', () => {
    build();
    const allowed = () => [...code.context.rules().domains];
    assert.deepEqual(allowed(), [me.emailAddress.split('@')[1]]);
    domains = ['elsewhere.example'];
    assert.deepEqual(allowed(), domains);
    domains = [];
    fake.store.setConnection({ kind: 'signedOut' });
    assert.deepEqual(allowed(), []);
  });

  it('shows what can be done with the row under the cursor, as Enter does in any list', async () => {
    build();
    await code.commands['circuit.repository.actions']();
    assert.deepEqual(ran.splice(0).at(-1), ['list.select']);
    views.get('repository').selection = [{ kind: 'person', userId: 'ada' }];
    await code.commands['circuit.repository.actions']();
    assert.deepEqual(ran, [['list.select'], ['circuit.person.actions', 'ada']]);
  });

  it('forgets for another account whom this one knows and looks at', async () => {
    await allow();
    build();
    fake.context.lists.names.learn([{ ...me, userId: 'ada', displayName: 'Ada' }]);
    fake.interest.linger(['ada']);
    signedIn = account({ label: 'bob@x.example', tag: 'bob' });
    accounts.fire(signedIn);
    assert.deepEqual(fake.interest.ids, []);
    assert.equal(fake.context.lists.names.get('ada'), undefined);
    assert.equal(hovers.now, 0);
  });
});
