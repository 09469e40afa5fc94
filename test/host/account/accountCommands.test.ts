import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accountCommands, type AccountCommandParts } from '../../../src/account/commands';
import { Demo } from '../../../src/account/demo';
import { createHostQuirks } from '../../../src/account/hostQuirks';
import { WentBack } from '../../../src/account/signIn/failure';
import { goBack } from '../../../src/account/signIn/questions/choose';
import { Setup } from '../../../src/account/signIn/setup';
import { createSession } from '../../../src/account/storage/session';
import { Sessions } from '../../../src/account/storage/sessions';
import { UserError } from '../../../src/base/userError';
import { NetworkError } from '../../../src/circuit/errors';
import { PresenceStore } from '../../../src/presence/store';
import * as sandbox from '../../../src/sandbox/app';
import { createMemory, euOrigin, newSession, SharedSecrets } from '../../unit/account/support';
import { me, presence } from '../../unit/presence/fakeCircuit';
import { Answers } from '../answers';
import { fixedSettings, quiet } from '../stubs';

const app = { origin: euOrigin, clientId: 'client' };

describe('The commands on the account', () => {
  const { getSession } = vscode.authentication;
  const { createQuickPick, setStatusBarMessage } = vscode.window;
  let answers: Answers;
  let passing: string[];
  /** What VS Code was asked, and what else happened, in order. */
  let did: unknown[];
  let isAllowed: () => boolean;
  let sessions: Sessions;
  let demo: Demo;
  let setup: Setup;
  let store: PresenceStore;
  let parts: AccountCommandParts;
  let sessionId: string | undefined;
  let current: AccountCommandParts['signedIn']['current'];
  const run = (command: 'signIn' | 'signOut' | 'startDemo' | 'leaveDemo' | 'copyDiagnostics') =>
    Promise.resolve(accountCommands(parts)[`circuit.${command}`]());

  beforeEach(() => {
    answers = new Answers();
    passing = [];
    did = [];
    isAllowed = () => true;
    sessionId = undefined;
    current = undefined;
    Object.assign(vscode.window, {
      setStatusBarMessage: (text: string, ms: number) => {
        assert.equal(ms, 3_000);
        passing.push(text);
      },
    });
    Object.assign(vscode.authentication, {
      getSession: (id: string, scopes: readonly string[], options: object) => {
        did.push([id, ...scopes], options);
        return isAllowed() ? Promise.resolve({}) : Promise.reject(new Error('No.'));
      },
    });
    const memory = createMemory();
    sessions = new Sessions(new SharedSecrets().window(), memory);
    demo = new Demo(memory, () => Promise.resolve(sandbox));
    store = new PresenceStore();
    build(euOrigin);
  });
  afterEach(() => {
    answers.restore();
    Object.assign(vscode.authentication, { getSession });
    Object.assign(vscode.window, { createQuickPick, setStatusBarMessage });
    [sessions, demo, store].forEach(part => part.dispose());
  });

  /** With the server of `origin` in the settings, or none. */
  function build(origin?: string): void {
    const settings = fixedSettings(origin);
    const secrets = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
    setup = new Setup(settings, secrets, createMemory());
    const note = (what: string) => Promise.resolve(void did.push(what));
    parts = {
      ...{ sessions, setup, settings, demo },
      provider: { removeSession: (id: string) => note(`remove ${id}`) } as never, // nothing else of it
      sessionAccess: {
        get sessionId() {
          return sessionId;
        },
        check: () => note('check'),
      },
      account: {
        get account() {
          return demo.account;
        },
        onDidChange: () => ({ dispose() {} }),
      },
      quirks: createHostQuirks(createMemory()),
      log: { ...quiet, show: () => void did.push('log') },
      id: 'a.b',
      version: '1.2.3',
      signedIn: {
        get current() {
          return current;
        },
        get: () => Promise.resolve({ welcome: () => note('welcome') }),
      },
    };
  }

  const keep = async () => {
    const session = createSession(newSession());
    await sessions.at(euOrigin).save(session);
    return session;
  };
  const consent = (more: object) => [['circuit', 'READ_USER_PROFILE'], more];
  const only = `Your sign-in is only ever sent to ${euOrigin}.`;
  const own = `Your account is person@example.com. ${only}`;

  describe('to sign in', () => {
    it('let who has no server yet choose the demo, and welcome them to it', async () => {
      build();
      answers.answer = () => 'Try the demo';
      await run('signIn');
      assert.equal(demo.account?.kind, 'demo');
      assert.deepEqual(did, ['welcome']);
      assert.equal(answers.asked.length, 1);
    });

    it('ask the first question again for who went back to it, then sign in', async () => {
      build();
      answers.answer = () => 'Sign in';
      const steps = [goBack, { ...app, clientSecret: undefined, isHostNew: false }] as const;
      let step = 0;
      setup.findAppOrBack = async () => {
        await Promise.resolve();
        return steps[step++] ?? goBack;
      };
      await run('signIn');
      assert.deepEqual([step, answers.asked], [2, ['Circuit', 'Circuit']]);
      assert.deepEqual(did, [...consent({ createIfNone: { detail: only } }), 'check']);
      assert.equal(demo.account, undefined);
    });

    it('do nothing after Escape', async () => {
      build();
      await assert.rejects(run('signIn'), { name: 'AbortError' });
      assert.deepEqual([did, demo.account], [[], undefined]);
      assert.ok(!setup.isCommandRunning);
    });

    it('ask no first question where a link has answered, or the demo is on', async () => {
      build();
      setup.answer(app);
      isAllowed = () => false;
      await assert.rejects(run('signIn'), { name: 'AbortError' });
      await demo.start();
      answers.answer = () => 'Try the demo';
      setup.answer(app);
      await assert.rejects(run('signIn'), { name: 'AbortError' });
      assert.deepEqual(answers.asked, []);
    });

    it('name the server to VS Code, and look at once whether it was allowed', async () => {
      await run('signIn');
      assert.deepEqual(did, [...consent({ createIfNone: { detail: only } }), 'check']);
      assert.ok(!setup.isCommandRunning);
      assert.ok(!setup.isAnswered);
    });

    it('have VS Code hand out a session that is there, and replace one that is in use', async () => {
      const { id } = await keep();
      await run('signIn');
      assert.deepEqual(did.splice(0), [...consent({ createIfNone: { detail: own } }), 'check']);
      sessionId = id;
      await run('signIn');
      assert.deepEqual(did, [...consent({ forceNewSession: { detail: own } }), 'check']);
    });

    it('lead from the demo back to a session that is there without a question', async () => {
      await keep();
      await demo.start();
      await run('signIn');
      assert.equal(demo.account, undefined);
      assert.deepEqual([did, answers.asked], [[], []]);
    });

    it('fail where the sign-in cannot be kept', async () => {
      setup.keep = async () => {
        await Promise.resolve();
        throw new UserError('No room.');
      };
      await assert.rejects(run('signIn'), /No room/);
      assert.deepEqual(did, consent({ createIfNone: { detail: only } }));
    });

    it('stay in the demo where the sign-in cannot be kept', async () => {
      await keep();
      await demo.start();
      setup.keep = async () => {
        await Promise.resolve();
        throw new UserError('No room.');
      };
      await assert.rejects(run('signIn'), /No room/);
      assert.equal(demo.account?.kind, 'demo');
    });

    it('go back to the server that is set, or to none, where it was not that one', async () => {
      await keep();
      isAllowed = () => false;
      await assert.rejects(run('signIn'), { name: 'AbortError' });
      assert.ok(await sessions.load());
      build();
      setup.answer(app);
      await assert.rejects(run('signIn'), { name: 'AbortError' });
      assert.equal(await sessions.load(), undefined);
    });

    it('end quietly when VS Code does not allow it', async () => {
      isAllowed = () => false;
      await assert.rejects(run('signIn'), { name: 'AbortError' });
      assert.equal(did.length, 2);
      assert.ok(!setup.isCommandRunning);
    });

    it('ask again for who went back from the browser', async () => {
      isAllowed = () => {
        assert.ok(setup.isCommandRunning);
        if (did.length > 2) {
          return true;
        }
        assert.ok(setup.isBack(new WentBack(), { ...app, clientSecret: undefined }));
        setup.forget();
        return false;
      };
      // Of the questions only the one for the host is left: its answer is the same again.
      const picked = new vscode.EventEmitter<void>();
      Object.assign(vscode.window, {
        createQuickPick: () => ({
          value: '',
          set items(items: readonly { label: string }[]) {
            Object.assign(this, { selectedItems: [items[0]] });
          },
          onDidAccept: picked.event,
          onDidTriggerButton: () => undefined,
          onDidHide: () => undefined,
          show: () => picked.fire(),
          hide: () => undefined,
        }),
      });
      await run('signIn');
      assert.deepEqual(did, [
        ...consent({ createIfNone: { detail: only } }),
        ...consent({ createIfNone: { detail: only } }),
        'check',
      ]);
    });
  });

  describe('to leave', () => {
    it('sign out of the session that is there, and say nothing themselves', async () => {
      const { id } = await keep();
      sessions.select(euOrigin);
      await run('signOut');
      assert.deepEqual([did, answers.asked], [[`remove ${id}`], []]);
    });

    it('say why there is nothing to sign out of', async () => {
      await run('signOut');
      await demo.start();
      await run('signOut');
      assert.deepEqual(did, []);
      assert.deepEqual(answers.asked, [
        "You're not signed in to Circuit.",
        'You\'re in the demo. To end it, run "Leave the Demo".',
      ]);
      assert.equal(demo.account?.kind, 'demo');
    });

    it('start and leave the demo', async () => {
      await run('startDemo');
      assert.equal(demo.account?.kind, 'demo');
      assert.deepEqual(did, ['welcome']);
      await run('leaveDemo');
      assert.equal(demo.account, undefined);
    });
  });

  it('open the log and the walkthrough', async () => {
    answers.noteCommands();
    const commands = accountCommands(parts);
    await commands['circuit.showLog']();
    await commands['circuit.openWalkthrough']();
    assert.deepEqual(did, ['log']);
    assert.deepEqual(answers.commands, ['workbench.action.openWalkthrough']);
  });

  describe('to copy diagnostics', () => {
    const copied = async () => {
      await run('copyDiagnostics');
      const lines = (await vscode.env.clipboard.readText()).split('\n');
      return new Map(lines.map(line => line.split(': ') as [string, string]));
    };

    it('count nothing and name no host while nobody is signed in', async () => {
      const facts = await copied();
      assert.equal(facts.get('extension'), '1.2.3');
      assert.equal(facts.get('vscode'), vscode.version);
      const { appHost } = vscode.env;
      assert.equal(facts.get('platform'), appHost === 'desktop' ? process.platform : appHost);
      for (const [name, value] of [
        ['host', 'none'],
        ['connection', 'signedOut'],
        ['lastError', 'none'],
        ['watched', '0'],
        ['groups', '0'],
        ['notices', '0'],
        ['presenceCheckedAgo', 'never'],
      ] as const) {
        assert.equal(facts.get(name), value, name);
      }
      assert.deepEqual(passing, ['The diagnostics were copied to the clipboard.']);
    });

    it('count the lists, and say how old the presence is and why Circuit is away', async () => {
      await demo.start();
      const watching = { people: [1, 2, 3], groups: [1, 2] };
      current = { store, lists: { watchList: { watching }, notices: { waiting: [1] } } };
      store.setConnection({ kind: 'online', me });
      store.applyPoll(store.beginPoll(), [presence('me')]);
      const { now } = Date;
      Date.now = () => now() + 12_000;
      const reason = new NetworkError('gone', 'unreachable');
      store.setConnection({ kind: 'offline', reason, me });
      const facts = await copied().finally(() => (Date.now = now));
      for (const [name, value] of [
        ['host', 'demo'],
        ['connection', 'offline'],
        ['lastError', 'network'],
        ['watched', '3'],
        ['groups', '2'],
        ['notices', '1'],
        ['presenceCheckedAgo', '12 s'],
      ] as const) {
        assert.equal(facts.get(name), value, name);
      }
    });
  });
});
