import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UserError } from '../../../src/base/userError';
import { NetworkError } from '../../../src/circuit/errors';
import type { Notice } from '../../../src/people/notices/notice';
import { joinNames, showNotice, showNoticeEnd } from '../../../src/people/notices/noticeMessage';
import { persons, user } from '../../unit/people/support';
import { Answers } from '../answers';
import { createWorld, type World } from './world';

const hourMs = 3_600_000;

describe('A notification about colleagues', () => {
  const { setStatusBarMessage, showQuickPick } = vscode.window;
  const { executeCommand } = vscode.commands;
  let answers: Answers;
  let passing: string[];
  let ran: unknown[][];
  beforeEach(() => {
    answers = new Answers();
    passing = [];
    ran = [];
    Object.assign(vscode.window, {
      setStatusBarMessage: (text: string, ms: number) => {
        assert.equal(ms, /stopped waiting/i.test(text) ? 10_000 : 3_000);
        passing.push(text);
      },
    });
    Object.assign(vscode.commands, {
      executeCommand: (...args: unknown[]) => Promise.resolve(void ran.push(args)),
    });
  });
  afterEach(() => {
    answers.restore();
    Object.assign(vscode.window, { setStatusBarMessage, showQuickPick });
    Object.assign(vscode.commands, { executeCommand });
  });

  const notice = (condition: Notice['condition'], ...userIds: string[]): Notice => ({
    noticeId: 'n',
    condition,
    people: persons(...userIds),
    expiresAt: Date.now() + hourMs,
  });

  for (const [condition, userIds, isDemo, words] of [
    ['available', ['a'], false, '“A” is available now.'],
    ['available', ['a', 'b'], false, '“A” and “B” are all available now.'],
    ['dndOver', ['a'], false, '“A” is no longer in Do Not Disturb.'],
    ['available', ['a'], true, 'Demo: “A” is available now.'],
  ] as const) {
    it(`says: ${words}`, async () => {
      await showNotice(notice(condition, ...userIds), isDemo);
      assert.deepEqual(answers.asked, [words]);
      assert.deepEqual(ran, []);
    });
  }

  it('leads to the one it is about, or to all of them', async () => {
    answers.answer = () => 'Open in Circuit';
    await showNotice(notice('available', 'a'), false);
    answers.answer = () => 'Call';
    await showNotice(notice('dndOver', 'a'), false);
    await showNotice(notice('available', 'a', 'b'), false);
    answers.answer = () => 'Show People';
    await showNotice(notice('available', 'a'), false);
    await showNotice(notice('available', 'a', 'b'), false);
    assert.deepEqual(ran, [
      ['circuit.person.open', 'a'],
      ['circuit.person.call', 'a'],
      ['circuit.people.focus', 'a'],
    ]);
  });

  it('that ran out says in passing whom nobody waits for any more, and until when it was', () => {
    showNoticeEnd(notice('available', 'a', 'b'), false);
    showNoticeEnd(notice('available', 'a'), true);
    assert.match(passing[0] ?? '', /^Stopped waiting for “A” and “B” at .*\d/);
    assert.match(passing[1] ?? '', /^Demo: Stopped/);
    assert.deepEqual(answers.asked, []);
  });

  it('holds no link that somebody put into their name', () => {
    const [person] = persons('a');
    assert.ok(person);
    const words = joinNames([{ ...person, displayName: '[x](command:evil) https://evil.example' }]);
    assert.doesNotMatch(words, /[^\\]\]\(|:\/\/e/);
  });

  describe('that somebody asks for', () => {
    let world: World;
    const ids = () => world.sandbox.company.people.slice(1, 4).map(({ user }) => user.userId);
    const rows = () => ids().map(userId => ({ kind: 'person', userId }));
    beforeEach(async () => {
      world = await createWorld();
      await world.run('person.watch', rows()[0], rows());
      ids().forEach(userId => world.sandbox.setPresenceOf(userId, { state: 'BUSY' }));
      await world.parts.poller.refresh();
    });
    afterEach(() => world.dispose());
    const waiting = () => world.parts.notices.waiting;
    const awaited = () => waiting().flatMap(({ people }) => people.map(({ userId }) => userId));

    for (const [label, hours] of [
      ['Within an hour', 1],
      ['Within four hours', 4],
      ['Today', undefined],
    ] as const) {
      it(`lasts as long as it says: ${label}`, async () => {
        answers.answer = () => label;
        const before = Date.now();
        await world.run('person.notify', rows()[0]);
        const end = waiting()[0]?.expiresAt ?? 0;
        if (hours === undefined) {
          const { [0]: day } = [new Date(end)];
          assert.deepEqual([day.getHours(), day.getMinutes()], [0, 0]);
          assert.ok(end > before && end <= before + 25 * hourMs);
        } else {
          assert.ok(end >= before + hours * hourMs && end <= Date.now() + hours * hourMs);
        }
        assert.match(answers.asked[0] ?? '', /^Notify Me When “.+” Is Available$/);
        assert.equal(passing.length, 1);
        assert.match(passing[0] ?? '', /^You'll be notified about “.+”\.$/);
      });
    }

    it('has Circuit asked at once, and not after Escape', async () => {
      let poked = 0;
      Object.assign(world.parts.poller, { poke: () => poked++ });
      await world.run('person.notify', rows()[0]);
      assert.deepEqual([waiting(), passing, poked], [[], [], 0]);
      answers.answer = () => 'Today';
      await world.run('person.notify', rows()[0]);
      assert.equal(poked, 1);
    });

    it('comes at once about somebody who is available already, unless that is no longer certain', async () => {
      const [userId = ''] = ids();
      world.sandbox.setPresenceOf(userId, { state: 'AVAILABLE' });
      await world.parts.poller.refresh();
      await world.run('person.notify', rows()[0]);
      assert.equal(answers.asked.length, 1);
      assert.match(answers.asked[0] ?? '', /^Demo: “.+” is available now\.$/);
      assert.deepEqual([waiting(), passing], [[], []]);
      const { me } = world.sandbox;
      const reason = new NetworkError('gone', 'unreachable');
      world.parts.store.setConnection({
        ...{ kind: 'offline', reason },
        me: user(me.userId),
      });
      answers.answer = () => 'Today';
      await world.run('person.notify', rows()[0]);
      assert.deepEqual(awaited(), [userId]);
    });

    it('that cannot be kept is not promised', async () => {
      answers.answer = () => 'Today';
      const { notices } = world.parts;
      notices.add = async () => {
        await Promise.resolve();
        throw new UserError('No room.');
      };
      await assert.rejects(world.run('person.notify', rows()[0]), /No room/);
      assert.deepEqual([waiting(), passing], [[], []]);
    });

    it('together offers everybody who is watched, of whom only the chosen are ticked', async () => {
      let listed: readonly (vscode.QuickPickItem & { picked?: boolean })[] = [];
      const all = (items: typeof listed, { canPickMany }: vscode.QuickPickOptions) => {
        listed = canPickMany ? items : listed;
        return Promise.resolve(canPickMany ? items : items[0]);
      };
      Object.assign(vscode.window, { showQuickPick: all });
      await world.run('person.notifyTogether', rows()[1], [rows()[1]]);
      assert.deepEqual(
        listed.map(({ picked }) => picked),
        [true, false, false],
      );
      assert.deepEqual(awaited().sort(), [...ids()].sort());
      assert.equal(waiting().length, 1);
    });

    it('together is for nobody after Escape or where nobody is left ticked', async () => {
      for (const answer of [undefined, []]) {
        Object.assign(vscode.window, { showQuickPick: () => Promise.resolve(answer) });
        await world.run('person.notifyTogether', rows()[0], rows());
      }
      assert.deepEqual([waiting(), answers.asked], [[], []]);
    });

    it('is called off for those who are named, and stays after Escape in the list', async () => {
      answers.answer = () => 'Today';
      await world.run('person.notify', rows()[0], rows());
      await world.run('person.notify', rows()[1]);
      Object.assign(vscode.window, { showQuickPick: () => Promise.resolve(undefined) });
      await world.run('showNotices');
      assert.equal(waiting().length, 2);
      await world.run('person.cancelNotify', rows()[1]);
      assert.ok(!awaited().includes(ids()[1] ?? ''));
    });

    it('is listed with what it waits for; without one that is said in passing', async () => {
      await world.run('showNotices');
      assert.deepEqual(passing, ["You're not waiting for anyone."]);
      await world.parts.notices.add(notice('dndOver', 'a'));
      await world.parts.notices.add({ ...notice('available', 'b'), noticeId: 'm' });
      let listed: readonly vscode.QuickPickItem[] = [];
      const hold = (items: readonly vscode.QuickPickItem[]) => {
        listed = items;
        return Promise.resolve(undefined);
      };
      Object.assign(vscode.window, { showQuickPick: hold });
      await world.run('showNotices');
      assert.deepEqual(
        listed.map(({ label, detail }) => [label, detail]),
        [
          ['“A”', 'When Do Not Disturb is over'],
          ['“B”', ''],
        ],
      );
    });
  });
});
