import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UserError } from '../../../src/base/userError';
import { usePersonsZone } from '../../../src/base/zonedTime';
import { settle } from '../../unit/account/support';
import { presence } from '../../unit/presence/fakeCircuit';
import { Answers } from '../answers';
import { fakePicks, type FakePick } from '../fakePick';
import { createMemory, createWorld, type World } from './world';

const hourMs = 3_600_000;

/** Without the marks around text of others. */
const plainLabel = (label = '') => label.replaceAll(/[\u2066-\u2069]/g, '');

describe('The picks of the own status', () => {
  const { showInputBox } = vscode.window;
  let world: World;
  let answers: Answers;
  let picks: ReturnType<typeof fakePicks>;
  let running: Promise<unknown>[];
  /** What the next box is answered with, and how it was shown. */
  let typed: string | undefined;
  let box: vscode.InputBoxOptions | undefined;
  const shown = () => world.sandbox.presenceOf(world.sandbox.me.userId);
  const shownEnd = () => {
    const { known } = world.store.own;
    return (known?.kind === 'known' && known.presence.dndUntil) || 0;
  };
  const states = () => world.forms().map(({ state }) => state);

  beforeEach(async () => {
    world = await createWorld();
    answers = new Answers();
    picks = fakePicks();
    running = [];
    typed = undefined;
    box = undefined;
    Object.assign(vscode.window, {
      showInputBox: (options: vscode.InputBoxOptions) => {
        box = options;
        return Promise.resolve(typed);
      },
    });
  });
  afterEach(() => {
    usePersonsZone(undefined);
    picks.restore();
    answers.restore();
    Object.assign(vscode.window, { showInputBox });
    world.dispose();
  });

  const run = (command: string, ...args: unknown[]) => {
    const act = Promise.resolve(world.commands[`circuit.${command}`]?.(...args));
    running.push(act);
    return act;
  };
  async function open(command = 'setStatus'): Promise<FakePick> {
    const before = picks.made.length;
    void run(command);
    return await next(before);
  }
  async function next(before: number): Promise<FakePick> {
    for (;;) {
      const pick = picks.made[before];
      if (pick?.isShown) {
        return pick;
      }
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }
  /** Opens a pick, takes one of its rows and waits for what follows. */
  async function take(label: string, command?: string, text?: string): Promise<void> {
    const pick = await open(command);
    pick.value = text ?? '';
    pick.choose(label);
    await Promise.all(running);
  }

  it('say what they are for, keep their order and have headings', async () => {
    const pick = await open();
    assert.equal(pick.title, 'Circuit Status');
    assert.match(pick.placeholder ?? '', /^Choose a status, or type a time or message/);
    assert.equal(pick.sortByLabel, false);
    assert.deepEqual(pick.headings, ['Set', 'Message', 'Account']);
    pick.hide();
    const dnd = await open('doNotDisturb');
    assert.equal(dnd.title, 'Do Not Disturb');
    assert.match(dnd.placeholder ?? '', /^Choose an end time or type one/);
    assert.ok(!dnd.labels.includes('Available'));
    dnd.hide();
    await Promise.all(running);
    assert.deepEqual(world.forms(), []);
  });

  it('say what is wrong with the working hours that are set', async () => {
    world.dispose();
    world = await createWorld({ workingHours: 'from nine' });
    for (const command of ['setStatus', 'doNotDisturb']) {
      const pick = await open(command);
      assert.match(pick.placeholder ?? '', /^Working hours must look like/);
      pick.hide();
    }
  });

  it('set the state of a row, and take it back', async () => {
    await take('Busy');
    await take('Away');
    await take('Undo the last change');
    assert.deepEqual(states(), ['BUSY', 'AWAY', 'BUSY']);
  });

  it('set Do Not Disturb for as long as a row says', async () => {
    await take('Do Not Disturb for 30 min', 'doNotDisturb');
    assert.equal(shown().state, 'DND');
    assert.ok(Math.abs(shownEnd() - (Date.now() + hourMs / 2)) < 20_000);
  });

  it('set what lasts until something happens, and end it', async () => {
    await take('Away until I come back');
    const { until } = world.store.own;
    assert.ok(until?.kind === 'lasting' && until.event.kind === 'back');
    await take('End now');
    assert.deepEqual(states(), ['AWAY', 'AVAILABLE']);
    assert.equal(world.store.own.until, undefined);
  });

  it('lead to the ends where only Do Not Disturb is typed, and end it where that is', async () => {
    const before = picks.made.length;
    const pick = await open();
    pick.value = 'dnd';
    pick.choose('Do Not Disturb…');
    const ends = await next(before + 1);
    assert.equal(ends.title, 'Do Not Disturb');
    ends.choose('Do Not Disturb for 30 min');
    await Promise.all(running);
    assert.ok(Math.abs(shownEnd() - (Date.now() + hourMs / 2)) < 20_000);
    const again = await open();
    again.value = 'dnd off';
    again.choose(again.labels[0] ?? '');
    await Promise.all(running);
    assert.deepEqual(states(), ['DND', 'AVAILABLE']);
  });

  it('follow what is typed', async () => {
    const pick = await open();
    pick.value = '90m in review';
    const [first = ''] = pick.labels;
    assert.match(first, /in review/);
    pick.choose(first.replaceAll(/[\u2066-\u2069]/g, ''));
    await Promise.all(running);
    const { state, statusMessage, dndUntil = 0 } = shown();
    assert.deepEqual([state, statusMessage], ['DND', 'in review']);
    assert.ok(Math.abs(dndUntil - (Date.now() + 1.5 * hourMs)) < 120_000);
  });

  it('stay open at a row that only says something', async () => {
    const pick = await open();
    pick.value = 'x'.repeat(300);
    const [first = ''] = pick.labels;
    pick.choose(first);
    await settle();
    assert.ok(pick.isShown, first);
    pick.hide();
    await Promise.all(running);
    assert.deepEqual(world.forms(), []);
  });

  describe('with statuses that are saved', () => {
    const recent = 'in review';
    beforeEach(async () => {
      await run('setBusy', { message: recent });
      world.sandbox.requests.clear();
    });

    it('set a recent one again', async () => {
      await run('setStatus', { state: 'AVAILABLE', message: '' });
      await take(recent);
      assert.deepEqual([shown().state, shown().statusMessage], ['BUSY', recent]);
    });

    it('pin one, name it, bring it to the top, and unpin it, while they stay open', async () => {
      await run('setAway', { message: 'on a train' });
      const pick = await open();
      assert.deepEqual(
        pick.row(recent).buttons?.map(({ tooltip }) => tooltip),
        ['Pin', 'Clear Recent Statuses'],
      );
      pick.press(recent, 'Pin');
      await settle();
      pick.press('on a train', 'Pin');
      await settle();
      assert.deepEqual(pick.headings, ['Set', 'Message', 'Pinned', 'Account']);
      const order = () =>
        pick.labels
          .map(label => label.replaceAll(/[\u2066-\u2069]/g, ''))
          .filter(label => ['on a train', recent].includes(label));
      assert.deepEqual(order(), ['on a train', recent]);
      assert.deepEqual(
        pick.row(recent).buttons?.map(({ tooltip }) => tooltip),
        ['Move to the Top', 'Rename', 'Unpin'],
      );
      pick.press(recent, 'Move to the Top');
      await settle();
      assert.deepEqual(order(), [recent, 'on a train']);
      pick.press(recent, 'Unpin');
      await settle();
      assert.deepEqual(pick.headings, ['Set', 'Message', 'Pinned', 'Recent', 'Account']);
      assert.ok(pick.isShown);
      pick.press(recent, 'Clear Recent Statuses');
      await settle();
      assert.deepEqual(order(), ['on a train']);
      pick.hide();
      assert.equal(world.forms().length, 1, 'Nothing was set.');
    });

    it('are drawn anew once what a button did is kept', async () => {
      world.dispose();
      const kept = createMemory();
      const update = async (key: string, value: unknown) => {
        await settle();
        await kept.update(key, value);
      };
      world = await createWorld({ memory: { get: key => kept.get(key), update } });
      await run('setBusy', { message: recent });
      const pick = await open();
      assert.deepEqual(pick.headings, ['Set', 'Message', 'Recent', 'Account']);
      pick.press(recent, 'Pin');
      await settle();
      await settle();
      await settle();
      assert.deepEqual(pick.headings, ['Set', 'Message', 'Pinned', 'Account']);
      pick.hide();
    });

    it('ask for a name, which may be left or taken away, and come back', async () => {
      const pick = await open();
      pick.press(recent, 'Pin');
      await settle();
      typed = ' Review ';
      pick.press(recent, 'Rename');
      const named = await next(1);
      assert.equal(box?.title, 'Rename Pinned Status');
      assert.equal(box.value, '');
      assert.match(box.prompt ?? '', /empty to show the message/);
      assert.match(named.row('Review').description ?? '', /in review/);
      typed = undefined;
      named.press('Review', 'Rename');
      const kept = await next(2);
      assert.equal(box.value, 'Review');
      kept.row('Review');
      typed = '';
      kept.press('Review', 'Rename');
      const bare = await next(3);
      bare.row(recent);
      bare.hide();
    });

    it('say why an eighth one cannot be pinned', async () => {
      for (let at = 0; at < 8; at++) {
        await run('setBusy', { message: `busy ${at}` });
        const pick = await open();
        pick.press(`busy ${at}`, 'Pin');
        await settle();
        pick.hide();
      }
      assert.equal(answers.asked.length, 1);
      assert.match(answers.asked[0] ?? '', /^7 statuses are pinned already/);
    });
  });

  describe('for a message', () => {
    it('begin with the one there is, say that it stays, and have a limit', async () => {
      await run('setStatusMessage', { message: 'hello' });
      typed = 'bye';
      await take('Status message…');
      assert.equal(box?.value, 'hello');
      assert.match(box.prompt ?? '', /^Stays until you change it/);
      assert.equal(box.validateInput?.('x'.repeat(255)), undefined);
      const limit = 'A status message can have up to 255 characters.';
      assert.equal(box.validateInput?.('x'.repeat(256)), limit);
      assert.equal(shown().statusMessage, 'bye');
      assert.equal(world.store.own.until, undefined);
    });

    it('send nothing after Escape or where nothing was changed', async () => {
      await run('setStatusMessage', { message: 'hello' });
      world.sandbox.requests.clear();
      await run('setStatusMessage');
      typed = 'hello';
      await run('setStatusMessage');
      assert.deepEqual(world.forms(), []);
    });

    it('clear it with nothing', async () => {
      await run('setStatusMessage', { message: 'hello' });
      typed = '';
      await run('setStatusMessage');
      assert.equal(shown().statusMessage ?? '', '');
      await run('setStatusMessage', { message: 'hello' });
      await take('Clear message');
      assert.equal(shown().statusMessage ?? '', '');
    });

    it('take one that lasts as long as Do Not Disturb', async () => {
      await run('doNotDisturb', { durationMinutes: 60 });
      typed = 'heads down';
      await take('Status message until Do Not Disturb ends…');
      assert.match(box?.prompt ?? '', /^Cleared when Do Not Disturb ends/);
      assert.equal(shown().statusMessage, 'heads down');
      const { until } = world.store.own;
      assert.ok(until?.kind === 'lasting' && until.event.kind === 'dndEnd');
      typed = '';
      await take('Status message until Do Not Disturb ends…');
      assert.equal(shown().statusMessage ?? '', '');
      assert.equal(world.store.own.until, undefined);
    });
  });

  describe('about a time zone', () => {
    it('are there where VS Code runs elsewhere, and lead to the question', async () => {
      let chosen = 0;
      const zone = {
        isElsewhere: true,
        askOnce: () => Promise.resolve(false),
        choose: () => {
          chosen++;
          return Promise.resolve();
        },
      };
      assert.ok(!(await open()).labels.includes('Time zone…'));
      picks.made.at(-1)?.hide();
      world.dispose();
      world = await createWorld({ zone });
      await take('Time zone…');
      assert.equal(chosen, 1);
      assert.deepEqual(world.forms(), []);
    });
  });

  it('are shown again, as typed, once the zone of their times is known', async () => {
    const chosen: (string | undefined)[] = ['Asia/Tokyo', undefined];
    const zone = {
      isElsewhere: true,
      askOnce: () => {
        usePersonsZone(chosen.shift());
        return Promise.resolve(true);
      },
      choose: () => Promise.resolve(),
    };
    world.dispose();
    world = await createWorld({ zone });
    for (const command of ['setStatus', 'doNotDisturb']) {
      chosen.splice(0, Infinity, 'Asia/Tokyo', undefined);
      const before = picks.made.length;
      const pick = await open(command);
      pick.value = '14:30';
      pick.choose(plainLabel(pick.labels[0]));
      const again = await next(before + 1);
      assert.deepEqual([again.value, again.title], ['14:30', pick.title]);
      again.choose(plainLabel(again.labels[0]));
      await Promise.all(running);
      assert.equal(picks.made.length, before + 2, 'Not again after Escape.');
    }
    assert.deepEqual(world.forms(), []);
  });

  it('say once that Do Not Disturb is off, and send nothing', async () => {
    await run('setBusy');
    await run('clearDoNotDisturb');
    await run('prolongDoNotDisturb');
    assert.deepEqual(answers.asked, ['Do Not Disturb is off.', 'Do Not Disturb is off.']);
    assert.deepEqual(states(), ['BUSY']);
  });

  it('ask for an end where Circuit does not say one', async () => {
    const { store } = world;
    const { me } = world.sandbox;
    store.applyPoll(store.beginPoll(), [presence(me.userId, { state: 'DND' })]);
    await take('Do Not Disturb for 1 h', 'prolongDoNotDisturb');
    assert.deepEqual(states(), ['DND']);
  });

  it('prolong an end that has passed from now', async () => {
    const { store } = world;
    const { userId } = world.sandbox.me;
    const dndUntil = Date.now() - hourMs;
    store.applyPoll(store.beginPoll(), [presence(userId, { state: 'DND', dndUntil })]);
    await run('prolongDoNotDisturb');
    assert.ok(Math.abs(shownEnd() - (Date.now() + hourMs / 4)) < 20_000);
  });

  it('refuse what this sign-in may not do', async () => {
    world.dispose();
    world = await createWorld({ scopes: ['READ_USER'] });
    for (const command of ['setBusy', 'undoStatus', 'clearStatusMessage']) {
      await assert.rejects(run(command), UserError);
    }
    await assert.rejects(take('Away until I come back'), UserError);
    assert.deepEqual(world.forms(), []);
  });
});
