import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NothingToDo, UserError } from '../../../src/base/userError';
import { NetworkError } from '../../../src/circuit/errors';
import { Answers } from '../answers';
import { createWorld, type World } from './world';

const enter = 'workbench.action.acceptSelectedQuickOpenItem';
const down = 'workbench.action.quickOpenSelectNext';
const escape = 'workbench.action.closeQuickOpen';

/** Presses keys until what they were to end has ended: when a quick pick is open cannot be asked. */
async function press(keys: readonly string[], act: Promise<unknown>): Promise<void> {
  const end = act.then(() => 'ended' as const);
  while ((await Promise.race([end, pause(250)])) !== 'ended') {
    for (const key of keys) {
      await vscode.commands.executeCommand(key);
    }
  }
}

/** The rows of the quick pick that `run` shows, which is then left as with Escape. */
async function rowsOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  const { showQuickPick } = vscode.window;
  let shown: readonly string[] = [];
  const hold = (items: readonly vscode.QuickPickItem[]) => {
    const { Separator } = vscode.QuickPickItemKind;
    shown = items.filter(({ kind }) => kind !== Separator).map(({ label }) => label);
    return Promise.resolve(undefined);
  };
  Object.assign(vscode.window, { showQuickPick: hold });
  await run().finally(() => Object.assign(vscode.window, { showQuickPick }));
  return shown;
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

describe('The commands about people', () => {
  let world: World;
  const person = (at: number) => {
    const found = world.sandbox.company.people[at];
    assert.ok(found);
    return found.user;
  };

  beforeEach(async () => (world = await createWorld()));
  afterEach(() => world.dispose());

  it('watch whoever a row stands for, and all selected rows', async () => {
    const rows = [1, 2, 3].map(at => ({ kind: 'person', userId: person(at).userId }));
    await world.run('person.watch', rows[0]);
    await world.run('person.watch', rows[1], [rows[1], rows[2]]);
    assert.deepEqual(
      world.parts.watchList.userIds,
      [1, 2, 3].map(at => person(at).userId),
    );
    await world.run('person.unwatch', person(2).userId);
    assert.equal(world.parts.watchList.has(person(2).userId), false);
  });

  const hostileArgs: readonly (readonly unknown[])[] = [
    [],
    ['../presence'],
    [{ userId: '..%2f' }],
    [{ userId: { toString: 'x' } }],
    [JSON.parse('{"__proto__":{"userId":"a"}}')],
    [7, [null, undefined, {}]],
    ['x'.repeat(10_000)],
  ];
  for (const args of hostileArgs) {
    it(`refuse ${JSON.stringify(args).slice(0, 60)} without a request`, async () => {
      world.sandbox.requests.clear();
      for (const command of [
        'actions',
        'open',
        'call',
        'profile',
        'copyEmail',
        'sendEmail',
        'watch',
        'notify',
        'move',
      ]) {
        await assert.rejects(world.run(`person.${command}`, ...args), UserError, command);
      }
      assert.deepEqual(world.sandbox.requests.entries, []);
      assert.deepEqual(world.parts.watchList.userIds, []);
    });
  }

  it('refuse to open a made-up person and change nothing', async () => {
    await assert.rejects(world.run('person.open', person(1).userId), NothingToDo);
  });

  it('suggest no group named after a label, which marks conversations', async () => {
    await world.parts.labels.load();
    assert.ok(world.parts.labels.state.labels.length > 0);
    await world.run('person.watch', person(1).userId);
    const shown = await rowsOf(() => world.run('person.move', person(1).userId));
    assert.deepEqual(shown, ['New Group…', 'No Group']);
  });

  it('offer watching first, and no notification about who is available', async () => {
    const { userId } = person(1);
    const offered = async (state: 'AVAILABLE' | 'BUSY') => {
      world.sandbox.setPresenceOf(userId, { state });
      await world.parts.poller.refresh();
      return await rowsOf(() => world.run('person.actions', userId));
    };
    world.parts.search.look([userId]);
    const whileAvailable = await offered('AVAILABLE');
    const whileBusy = await offered('BUSY');
    assert.equal(whileBusy[0], 'Watch');
    assert.ok(whileBusy.includes('Notify Me When Available…'));
    assert.deepEqual(
      whileAvailable,
      whileBusy.filter(label => label !== 'Notify Me When Available…'),
    );
  });

  it('offer what can be done with whom somebody chose from a search', async () => {
    const { createQuickPick } = vscode.window;
    const [, first] = world.sandbox.company.people;
    assert.ok(first);
    // The pick is VS Code's own; this only types into it.
    vscode.window.createQuickPick = <T extends vscode.QuickPickItem>() => {
      const pick = createQuickPick<T>();
      pick.onDidHide(() => (vscode.window.createQuickPick = createQuickPick));
      setTimeout(() => (pick.value = first.user.emailAddress));
      return pick;
    };
    const shown = await rowsOf(() => press([enter], world.run('searchPeople')));
    assert.equal(shown[0], 'Watch');
    assert.deepEqual(
      world.parts.search.current?.people.map(({ userId }) => userId),
      [first.user.userId],
    );
  });

  it('change nothing after Escape', async () => {
    await world.run('person.watch', person(1).userId);
    const before = world.parts.watchList.watching;
    await press([escape], world.run('person.move', person(1).userId));
    await press([escape], world.run('createGroup'));
    await press([escape], world.run('addPeople'));
    assert.deepEqual(world.parts.watchList.watching, before);
  });

  it('wait for somebody who is not available, until Circuit says they are', async () => {
    const { userId } = person(1);
    world.sandbox.setPresenceOf(userId, { state: 'BUSY' });
    await world.run('person.watch', userId);
    await world.parts.poller.refresh();
    await press([enter], world.run('person.notify', { kind: 'person', userId }));
    assert.equal(world.parts.notices.isAwaited(userId), true);
    await world.run('person.cancelNotify', userId);
    assert.equal(world.parts.notices.isAwaited(userId), false);
  });

  it('wait for somebody who was available before Circuit went out of reach', async () => {
    const { userId } = person(1);
    world.sandbox.setPresenceOf(userId, { state: 'AVAILABLE' });
    await world.run('person.watch', userId);
    await world.parts.poller.refresh();
    world.network = () => Promise.reject(new NetworkError('gone', 'unreachable'));
    await assert.rejects(world.parts.poller.refresh(), NetworkError);
    await press([enter], world.run('person.notify', userId));
    assert.equal(world.parts.notices.isAwaited(userId), true);
  });

  describe('that need an answer', () => {
    let answers: Answers;
    beforeEach(() => (answers = new Answers()));
    afterEach(() => answers.restore());

    const two = () => [person(1).userId, person(2).userId];
    const rows = () => two().map(userId => ({ kind: 'person', userId }));
    const setAll = async (state: 'AVAILABLE' | 'BUSY') => {
      two().forEach(userId => world.sandbox.setPresenceOf(userId, { state }));
      await world.parts.poller.refresh();
    };

    it('wait for several together, in one notice', async () => {
      await world.run('person.watch', rows()[0], rows());
      await setAll('BUSY');
      answers.answer = () => 'Within an hour';
      await world.run('person.notifyTogether', rows()[0], rows());
      const [notice, ...others] = world.parts.notices.waiting;
      assert.deepEqual(others, []);
      assert.deepEqual(
        notice?.people.map(({ userId }) => userId),
        two(),
      );
      assert.equal(answers.asked[0], 'Notify Me When Everyone Is Available');
    });

    it('list what somebody waits for, and cancel what they clear', async () => {
      await world.run('person.watch', rows()[0], rows());
      await setAll('BUSY');
      answers.answer = () => 'Within an hour';
      for (const row of rows()) {
        await world.run('person.notify', row);
      }
      const { showQuickPick } = vscode.window;
      let listed: readonly vscode.QuickPickItem[] = [];
      const clearFirst = (items: readonly vscode.QuickPickItem[]) => {
        listed = items;
        return Promise.resolve(items.slice(1));
      };
      Object.assign(vscode.window, { showQuickPick: clearFirst });
      await world.run('showNotices').finally(() => Object.assign(vscode.window, { showQuickPick }));
      assert.deepEqual(
        listed.map(({ label, picked }) => [label, picked]),
        two().map(userId => [`“Person ${userId.slice(0, 8)}”`, true]),
      );
      assert.ok(listed.every(({ description }) => /^until .*\d/.test(description ?? '')));
      assert.deepEqual(
        world.parts.notices.waiting.map(({ people }) => people[0]?.userId),
        two().slice(1),
      );
    });

    it('tell at once when all of several are available already', async () => {
      await world.run('person.watch', rows()[0], rows());
      await setAll('AVAILABLE');
      await world.run('person.notifyTogether', rows()[0], rows());
      assert.match(answers.asked.at(-1) ?? '', /are all available now\.$/);
      assert.deepEqual(world.parts.notices.waiting, []);
    });
  });

  it('keep what was found, and show whom somebody chose', async () => {
    world.parts.search.show({ term: 'x', people: [person(1)] });
    assert.deepEqual(world.parts.search.wanted, [person(1).userId]);
    await world.run('clearSearch');
    assert.deepEqual(world.parts.search.wanted, []);
  });
});

describe('The polite gate', () => {
  let world: World;
  let opened: string[];
  const { openExternal } = vscode.env;
  const userId = () => {
    const found = world.sandbox.company.people[1];
    assert.ok(found);
    return found.user.userId;
  };

  beforeEach(async () => {
    world = await createWorld('circuit');
    opened = [];
    // A browser would open otherwise.
    Object.defineProperty(vscode.env, 'openExternal', {
      configurable: true,
      writable: true,
      value: (uri: vscode.Uri) => Promise.resolve(opened.push(encodeURI(uri.toString(true))) > 0),
    });
    const dndUntil = Date.now() + 3_600_000;
    world.sandbox.setPresenceOf(userId(), { state: 'DND', dndUntil });
    await world.run('person.watch', userId());
    await world.parts.poller.refresh();
  });
  afterEach(() => {
    Object.defineProperty(vscode.env, 'openExternal', {
      configurable: true,
      writable: true,
      value: openExternal,
    });
    world.dispose();
  });

  it('offers to remind, which is the first choice, and opens nothing', async () => {
    await press([enter], world.run('person.open', userId()));
    assert.deepEqual(opened, []);
    assert.deepEqual(
      world.parts.notices.waiting.map(({ condition }) => condition),
      ['dndOver'],
    );
  });

  it('opens after all when somebody insists, with what follows the # as it is', async () => {
    await press([down, down, enter], world.run('person.open', userId()));
    assert.deepEqual(opened, [`https://circuit.invalid/#/user/${userId()}`]);
  });

  it('says what it goes on to do', async () => {
    const lastOf = async (command: string) =>
      (await rowsOf(() => world.run(command, userId()))).at(-1);
    assert.equal(await lastOf('person.open'), 'Open anyway');
    assert.equal(await lastOf('person.call'), 'Call anyway');
  });

  it('does nothing after Escape', async () => {
    await press([escape], world.run('person.call', userId()));
    assert.deepEqual(opened, []);
    assert.deepEqual(world.parts.notices.waiting, []);
  });

  it('lets everybody else through at once', async () => {
    world.sandbox.setPresenceOf(userId(), { state: 'BUSY' });
    await world.parts.poller.refresh();
    await world.run('person.call', userId());
    const { emailAddress } = (await world.parts.directory.find(userId())) ?? {};
    assert.deepEqual(opened, [`https://circuit.invalid/#/call?user=${emailAddress}&media=audio`]);
  });
});
