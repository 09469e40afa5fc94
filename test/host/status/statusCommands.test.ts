import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../../src/base/event';
import { RetryableError, UserError } from '../../../src/base/userError';
import { NetworkError } from '../../../src/circuit/errors';
import { commandIds } from '../../../src/commandIds';
import { isTimeZone, personsZone, usePersonsZone } from '../../../src/base/zonedTime';
import { createPersonsZone } from '../../../src/status/change/timeZone';
import { createMemory, createWorld, type World } from './world';

const hourMs = 3_600_000;
const esc = 'workbench.action.closeQuickOpen';
const enter = 'workbench.action.acceptSelectedQuickOpenItem';
const up = 'workbench.action.quickOpenSelectPrevious';
const down = 'workbench.action.quickOpenSelectNext';

/** Presses keys until what they were to end has ended: when a quick pick is open cannot be asked. */
async function press(keys: readonly string[], until: Promise<void>): Promise<void> {
  const end = until.then(() => 'ended' as const);
  while ((await Promise.race([end, pause(250)])) !== 'ended') {
    for (const key of keys) {
      await vscode.commands.executeCommand(key);
    }
  }
}

/** Lets the clock of this process show a later time. */
function shift(ms: number): { restore: () => void } {
  const { now } = Date;
  Date.now = () => now() + ms;
  return { restore: () => (Date.now = now) };
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

const nothing = () => undefined;

describe('The commands on the own presence', () => {
  let world: World;
  const run = async (command: string, ...args: unknown[]): Promise<void> => {
    const run = world.commands[`circuit.${command}`];
    assert.ok(run, 'There is such a command.');
    await run(...args);
  };
  const shown = () => world.sandbox.presenceOf(world.sandbox.me.userId);

  beforeEach(async () => (world = await createWorld()));
  afterEach(() => world.dispose());

  for (const [command, state] of [
    ['setBusy', 'BUSY'],
    ['setAway', 'AWAY'],
    ['setAvailable', 'AVAILABLE'],
  ] as const) {
    it(`${command} sets ${state} and takes the read-back from Circuit`, async () => {
      await run(command);
      assert.equal(shown().state, state);
      const { known, pending } = world.store.own;
      assert.equal(known?.kind === 'known' && known.presence.state, state);
      assert.equal(pending, undefined);
    });
  }

  it('doNotDisturb with a length ends exactly then', async () => {
    const before = Date.now();
    await run('doNotDisturb', { durationMinutes: 60 });
    const until = Date.parse(world.forms()[0]?.['dndUntil'] ?? '');
    assert.ok(until >= before + hourMs && until <= Date.now() + hourMs);
    assert.equal(shown().state, 'DND');
    assert.equal(shown().dndUntil, until);
  });

  it('setStatus takes state, end and message at once', async () => {
    const until = Date.now() + 2 * hourMs;
    await run('setStatus', { state: 'DND', until, message: 'in review' });
    const { state, dndUntil, statusMessage } = shown();
    assert.deepEqual(
      { state, dndUntil, statusMessage },
      { state: 'DND', dndUntil: until, statusMessage: 'in review' },
    );
  });

  it('show what was asked for as pending before Circuit has answered', async () => {
    const seen: (string | undefined)[] = [];
    world.store.onDidChange(() => seen.push(world.store.own.pending?.state));
    const done = run('setBusy');
    assert.equal(world.forms().length, 0);
    await done;
    assert.equal(seen[0], 'BUSY');
    assert.equal(seen.at(-1), undefined);
  });

  it('keep the message when the state changes, and the state when the message changes', async () => {
    await run('setStatusMessage', { message: 'hello' });
    await run('setBusy');
    assert.deepEqual([shown().state, shown().statusMessage], ['BUSY', 'hello']);
    await run('setStatusMessage', { message: 'bye' });
    assert.deepEqual([shown().state, shown().statusMessage], ['BUSY', 'bye']);
    await run('clearStatusMessage');
    assert.deepEqual([shown().state, shown().statusMessage ?? ''], ['BUSY', '']);
  });

  it('clearDoNotDisturb ends Do Not Disturb', async () => {
    await run('doNotDisturb', { durationMinutes: 30 });
    await run('clearDoNotDisturb');
    assert.equal(shown().state, 'AVAILABLE');
    assert.equal(world.forms().at(-1)?.['clearDND'], 'true');
  });

  it('clearDoNotDisturb leaves every other state alone', async () => {
    await run('setAway');
    await run('clearDoNotDisturb');
    assert.equal(shown().state, 'AWAY');
    assert.equal(world.forms().length, 1);
  });

  it('clearDoNotDisturb also ends what was set elsewhere since the last poll', async () => {
    world.sandbox.setPresenceOf(world.sandbox.me.userId, {
      state: 'DND',
      dndUntil: Date.now() + hourMs,
    });
    await run('clearDoNotDisturb');
    assert.equal(shown().state, 'AVAILABLE');
  });

  it('setStatusMessage asks for a status where Circuit shows one that cannot be set', async () => {
    world.sandbox.setPresenceOf(world.sandbox.me.userId, { state: 'OFFLINE' });
    await world.poller.refresh();
    const left = press([esc], run('setStatusMessage', { message: 'On a train' }));
    await assert.rejects(left, { name: 'Canceled' });
    assert.deepEqual(world.forms(), []);
    await press([down, enter], run('setStatusMessage', { message: 'On a train' }));
    const { state, statusMessage } = shown();
    assert.deepEqual({ state, statusMessage }, { state: 'AWAY', statusMessage: 'On a train' });
  });

  for (const command of ['setStatus', 'doNotDisturb', 'setStatusMessage']) {
    it(`${command} asks what Circuit shows while the person still chooses`, async () => {
      const clock = shift(10_000);
      const reads = () => world.sandbox.requests.count('GET');
      const before = reads();
      let ended = false;
      const ending = run(command).then(() => (ended = true));
      while (reads() === before) {
        assert.ok(!ended);
        await pause(5);
      }
      clock.restore();
      await press([esc], ending.then(nothing));
      assert.deepEqual([reads(), world.forms()], [before + 1, []]);
    });

    it(`${command} changes nothing after Esc`, async () => {
      await press([esc], run(command));
      assert.deepEqual(world.forms(), []);
    });
  }

  it('setStatus sets the row that is chosen by keyboard', async () => {
    await press([down, enter], run('setStatus'));
    assert.deepEqual(
      world.forms().map(({ state }) => state),
      ['DND'],
    );
  });

  it('setStatus begins with ending Do Not Disturb while it is on', async () => {
    await run('doNotDisturb', { durationMinutes: 30 });
    await press([enter], run('setStatus'));
    assert.equal(shown().state, 'AVAILABLE');
  });

  it('ask for the time zone where VS Code runs elsewhere and a time of the clock is given', async () => {
    const asked: string[] = [];
    const zone = {
      isElsewhere: true,
      askOnce: () => Promise.resolve(asked.push('once') > 0),
      choose: () => Promise.resolve(void asked.push('choose')),
    };
    const away = await createWorld({ zone });
    const dnd = async (...args: unknown[]): Promise<void> => {
      const run = away.commands['circuit.doNotDisturb'];
      assert.ok(run, 'There is such a command.');
      await run(...args);
    };
    await dnd({ until: '2h' });
    assert.deepEqual(asked, []);
    await assert.rejects(dnd({ until: '14:30' }), UserError);
    assert.deepEqual(asked, ['choose']);
    await press([up, enter], dnd());
    assert.deepEqual(asked, ['choose', 'once']);
    assert.equal(away.forms().length, 1);
    away.dispose();
  });

  for (const [where, isElsewhere, known] of [
    ['on the computer of the person', false, undefined],
    ['elsewhere once it is known', true, 'Asia/Tokyo'],
  ] as const) {
    it(`ask for no time zone where VS Code runs ${where}`, async () => {
      const asked: string[] = [];
      const zone = {
        isElsewhere,
        askOnce: () => Promise.resolve(asked.push('once') > 0),
        choose: () => Promise.resolve(void asked.push('choose')),
      };
      usePersonsZone(known);
      const there = await createWorld({ zone });
      try {
        await there.commands['circuit.doNotDisturb']?.({ until: '14:30' });
        assert.equal(there.forms().length, 1);
        assert.deepEqual(asked, []);
      } finally {
        usePersonsZone(undefined);
        there.dispose();
      }
    });
  }

  it('remember the chosen time zone, and ask no more after Esc', async () => {
    const memory = createMemory();
    const zone = createPersonsZone(memory, vscode.ExtensionKind.Workspace);
    await press([esc], zone.choose());
    assert.equal(memory.get('circuit.timeZone'), '');
    await press([down, enter], zone.choose());
    assert.equal(memory.get('circuit.timeZone'), personsZone());
    assert.ok(isTimeZone(personsZone() ?? ''));
    usePersonsZone(undefined);
  });

  for (const [command, args] of [
    ['setStatus', { state: 'DND' }],
    ['setStatus', { state: 'OFFLINE' }],
    ['setStatus', JSON.parse('{"__proto__":{"state":"BUSY"}}')],
    ['setStatus', 'BUSY'],
    ['setBusy', { state: 'AWAY' }],
    ['setBusy', { host: 'https://evil.example' }],
    ['doNotDisturb', { durationMinutes: -1 }],
    ['setStatusMessage', { message: 'x'.repeat(256) }],
  ] as const) {
    it(`${command} refuses ${JSON.stringify(args).slice(0, 50)} and sends nothing`, async () => {
      await assert.rejects(run(command, args), UserError);
      assert.deepEqual(world.forms(), []);
    });
  }

  describe('while Circuit is away', () => {
    const fail = async (command: string, ...args: unknown[]): Promise<RetryableError> => {
      world.network.isReachable = false;
      const error: unknown = await run(command, ...args).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      assert.ok(error instanceof RetryableError);
      return error;
    };

    it('say that the status is not changed, and change it when tried again later', async () => {
      // What is known is older than a few seconds: Circuit is asked before it is set.
      const clock = shift(10_000);
      const error = await fail('setBusy');
      clock.restore();
      assert.match(error.message, /Your status wasn't changed\.$/);
      await assert.rejects(error.retry(), RetryableError);
      world.network.isReachable = true;
      await error.retry();
      assert.equal(shown().state, 'BUSY');
    });

    it('say no more than is known where the request may have arrived', async () => {
      const error = await fail('setBusy');
      assert.match(error.message, /Circuit hasn't confirmed the change\.$/);
    });

    it('count the length of Do Not Disturb from when it is tried again', async () => {
      const error = await fail('doNotDisturb', { durationMinutes: 30 });
      world.network.isReachable = true;
      const clock = shift(hourMs);
      const before = Date.now();
      await error.retry().finally(clock.restore);
      // As this computer's clock tells it: the one of Circuit was not set.
      const { known } = world.store.own;
      const until = (known?.kind === 'known' && known.presence.dndUntil) || 0;
      assert.ok(until >= before + hourMs / 2 - 60_000, `${until - before}`);
    });

    it('are never tried again for another account', async () => {
      const error = await fail('setBusy');
      world.network.isReachable = true;
      world.signedIn.account = { ...world.signedIn.account, label: 'other@example.com' };
      await assert.rejects(error.retry(), UserError);
      assert.deepEqual(world.forms(), []);
    });
  });

  it('say once in the status bar that Circuit can be reached again, after one of them failed', async () => {
    const { setStatusBarMessage } = vscode.window;
    const said: string[] = [];
    vscode.window.setStatusBarMessage = (text: string) => {
      said.push(text);
      return new vscode.Disposable(() => undefined);
    };
    try {
      world.network.isReachable = false;
      await assert.rejects(run('setBusy'), RetryableError);
      await assert.rejects(run('setAway'), RetryableError);
      await assert.rejects(world.poller.refresh(), NetworkError);
      assert.deepEqual(said, []);
      world.network.isReachable = true;
      await world.poller.refresh();
      assert.deepEqual(said, ['Circuit is reachable again.']);
      world.network.isReachable = false;
      await assert.rejects(world.poller.refresh(), NetworkError);
      world.network.isReachable = true;
      await world.poller.refresh();
      assert.equal(said.length, 1, 'Nobody waited the second time.');
    } finally {
      vscode.window.setStatusBarMessage = setStatusBarMessage;
    }
  });

  it('prolong Do Not Disturb by 15 minutes, and nothing else', async () => {
    const until = Date.now() + hourMs;
    await run('setStatus', { state: 'DND', until, message: 'in review' });
    await run('prolongDoNotDisturb');
    const { state, dndUntil, statusMessage } = shown();
    assert.deepEqual([state, statusMessage], ['DND', 'in review']);
    assert.equal(dndUntil, until + hourMs / 4);
    await run('setBusy');
    await run('prolongDoNotDisturb');
    assert.equal(shown().state, 'BUSY');
  });

  it('prolong also what another client set a moment ago', async () => {
    await run('setBusy');
    const until = Date.now() + hourMs;
    world.sandbox.setPresenceOf(world.sandbox.me.userId, { state: 'DND', dndUntil: until });
    await run('prolongDoNotDisturb');
    assert.equal(shown().dndUntil, until + hourMs / 4);
  });

  it('undo the last change, and say so where there is none', async () => {
    await assert.rejects(run('undoStatus'), /There's nothing to undo/);
    await run('setBusy');
    await run('undoStatus');
    assert.equal(shown().state, 'AVAILABLE');
    await assert.rejects(run('undoStatus'), /There's nothing to undo/);
  });

  it('succeed although what was set cannot be remembered', async () => {
    const update = () => Promise.reject(new Error('The disk is full.'));
    const forgetful = await createWorld({ memory: { get: () => undefined, update } });
    await forgetful.commands['circuit.setBusy']?.({ message: 'hello' });
    assert.equal(forgetful.forms().length, 1);
    forgetful.dispose();
  });

  it('explain a missing permission and send nothing', async () => {
    const reader = await createWorld({ scopes: ['READ_USER', 'READ_USER_PROFILE'] });
    await assert.rejects(
      Promise.resolve(reader.commands['circuit.setBusy']?.()),
      error => error instanceof UserError && error.message.includes('MANAGE_PRESENCE'),
    );
    assert.deepEqual(reader.forms(), []);
    reader.dispose();
  });

  it('are exactly those that are registered', () => {
    assert.deepEqual(Object.keys(world.commands).sort(), [...commandIds.status].sort());
  });

  it('are the only thing that ever sets a presence, and what they set until something happens', async () => {
    const changed = new Emitter<void>();
    let isOver = false;
    const end = { event: { kind: 'task', name: 'deploy' }, isOver: () => isOver } as const;
    const goingOn = await createWorld({ ends: [{ ...end, onDidChange: changed.event }] });
    await goingOn.poller.refresh();
    changed.fire();
    await goingOn.poller.readOwn();
    assert.deepEqual(goingOn.forms(), [], 'nothing that goes on sets anything by itself');
    const choosing = Promise.resolve(goingOn.commands['circuit.doNotDisturb']?.());
    await press(
      [up, enter],
      choosing.then(() => undefined),
    );
    const states = () => goingOn.forms().map(({ state }) => state);
    assert.deepEqual(states(), ['DND']);
    isOver = true;
    changed.fire();
    while (states().length < 2) {
      await pause(20);
    }
    changed.fire();
    await goingOn.poller.refresh();
    assert.deepEqual(states(), ['DND', 'AVAILABLE'], 'what was before, once, and nothing after it');
    goingOn.dispose();
  });
});
