import { type Clock, install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '../../../../src/base/userError';
import { createOnceAcrossWindows } from '../../../../src/base/onceAcrossWindows';
import { createSharedFolder } from '../../../../src/node/sharedFolder';
import {
  isDue,
  knownEnds,
  type Notice,
  noticeCap,
  readNotices,
} from '../../../../src/people/notices/notice';
import { NoticeList } from '../../../../src/people/notices/noticeList';
import { NoticeWatch } from '../../../../src/people/notices/noticeWatch';
import { PresenceStore } from '../../../../src/presence/store';
import { me, presence } from '../../presence/fakeCircuit';
import { createKeep, known, persons } from '../support';

const hourMs = 3_600_000;
let count = 0;
const notice = (userIds: string[], changes: Partial<Notice> = {}): Notice => ({
  noticeId: `n${count++}`,
  condition: 'available',
  people: persons(...userIds),
  expiresAt: Date.now() + hourMs,
  ...changes,
});

describe('a notice', () => {
  const presences = (states: Record<string, ReturnType<typeof known>>) => (userId: string) =>
    states[userId];

  it('is due when all its people are available', () => {
    const both = notice(['a', 'b']);
    const busy = known('b', { state: 'BUSY' });
    assert.equal(isDue(both, presences({ a: known('a'), b: busy })), false);
    assert.equal(isDue(both, presences({ a: known('a') })), false);
    assert.equal(isDue(both, presences({ a: known('a'), b: known('b') })), true);
    const hidden = known('a', { isOptedOut: true });
    assert.equal(isDue(notice(['a']), presences({ a: hidden })), false);
  });

  it('about the end of Do Not Disturb is due when it ended and they are there', () => {
    const over = notice(['a'], { condition: 'dndOver' });
    assert.equal(isDue(over, presences({ a: known('a', { state: 'DND' }) })), false);
    assert.equal(isDue(over, presences({})), false);
    assert.equal(isDue(over, presences({ a: known('a', { state: 'AWAY' }) })), true);
    for (const state of ['OFFLINE', 'UNKNOWN'] as const) {
      assert.equal(isDue(over, presences({ a: known('a', { state }) })), false);
    }
    const hidden = known('a', { state: 'DND', isOptedOut: true });
    assert.equal(isDue(over, presences({ a: hidden })), false);
  });

  it('knows when to look: at the end of Do Not Disturb that Circuit tells', () => {
    const told = presences({
      a: known('a', { state: 'DND', dndUntil: 2_000_000_000_000 }),
      b: known('b', { state: 'BUSY', dndUntil: 2_000_000_000_000 }),
      c: known('c', { state: 'DND' }),
    });
    assert.deepEqual(knownEnds([notice(['a', 'b']), notice(['a', 'c'])], told), [
      { userId: 'a', endsAt: 2_000_000_000_000 },
    ]);
  });

  it('is read back only when it is whole', () => {
    const whole = notice(['a']);
    const damaged = [
      null,
      { ...whole, noticeId: '../../x' },
      { ...whole, condition: 'always' },
      { ...whole, people: [] },
      { ...whole, people: [{ userId: '..' }] },
      { ...whole, expiresAt: 'soon' },
    ];
    assert.deepEqual(readNotices([...damaged, whole]), [whole]);
    assert.deepEqual(readNotices('x'), []);
  });
});

describe('the notices somebody waits for', () => {
  it('are the same in every window, until they expire', async () => {
    const clock = install({ now: 1_000, toFake: ['Date'] });
    try {
      const keep = createKeep();
      const [one, other] = [new NoticeList(keep, () => 'me'), new NoticeList(keep, () => 'me')];
      await one.add(notice(['a'], { expiresAt: 2_000 }));
      assert.equal(other.isAwaited('a'), true);
      clock.tick(1_001);
      assert.equal(one.isAwaited('a'), false);
    } finally {
      clock.uninstall();
    }
  });

  it('hold one notice for the same people', async () => {
    const list = new NoticeList(createKeep(), () => 'me');
    await list.add(notice(['a', 'b']));
    await list.add(notice(['b', 'a'], { expiresAt: Date.now() + 5 * hourMs }));
    await list.add(notice(['a']));
    assert.equal(list.waiting.length, 2);
    await list.cancel(['b']);
    assert.deepEqual(
      list.waiting.map(({ people }) => people.length),
      [1],
    );
  });

  it('have a cap and say so', async () => {
    const list = new NoticeList(createKeep(), () => 'me');
    for (let at = 0; at < noticeCap; at++) {
      await list.add(notice([`p${at}`]));
    }
    await assert.rejects(list.add(notice(['x'])), UserError);
  });

  it('keep no more of a name than is ever shown', async () => {
    const keep = createKeep();
    const long = { ...notice(['a']), people: [{ userId: 'a', displayName: 'x'.repeat(1e6) }] };
    await new NoticeList(keep, () => 'me').add(long);
    assert.ok(JSON.stringify([...keep.values]).length < 1_000);
  });

  it('are nobody’s when nobody is signed in', async () => {
    let account: string | undefined = 'me';
    const list = new NoticeList(createKeep(), () => account);
    await list.add(notice(['a']));
    account = 'another';
    assert.deepEqual(list.waiting, []);
    account = undefined;
    assert.deepEqual(list.waiting, []);
    await assert.rejects(list.add(notice(['a'])), UserError);
  });
});

describe('waiting for somebody', () => {
  let clock: Clock;
  let store: PresenceStore;
  let shown: string[];
  let windows: NoticeWatch[];
  const keep = createKeep();
  const notices = () => new NoticeList(keep, () => 'me');

  /** A window; all of them share one store here and one set of claims. */
  const open = (isFocused: boolean, list = notices()) => {
    const name = isFocused ? 'focused' : 'unfocused';
    windows.push(
      new NoticeWatch({
        notices: list,
        store,
        isFocused: () => isFocused,
        claim: id => {
          claims++;
          return Promise.resolve(!claimed.has(id) && claimed.add(id) === claimed);
        },
        show: ({ people }) => shown.push(`${name}: ${people.map(p => p.userId).join()}`),
        showEnd: ({ people }) => shown.push(`${name}: no ${people.map(p => p.userId).join()}`),
      }),
    );
    return list;
  };
  let claimed: Set<string>;
  let claims: number;
  const come = (userId: string, changes: Parameters<typeof presence>[1] = {}) =>
    store.applyPoll(store.beginPoll(), [presence(userId, changes)]);

  beforeEach(() => {
    clock = install({
      now: Date.UTC(2031, 0, 1, 12),
      toFake: ['Date', 'setTimeout', 'clearTimeout'],
    });
    store = new PresenceStore();
    store.setConnection({ kind: 'online', me });
    come(me.userId);
    shown = [];
    windows = [];
    claimed = new Set();
    claims = 0;
    keep.values.clear();
  });
  afterEach(() => {
    windows.forEach(window => window.dispose());
    assert.equal(clock.countTimers(), 0);
    clock.uninstall();
  });

  it('ends with one notice, however often they come and go', async () => {
    const list = open(true);
    await list.add(notice(['a']));
    come('a', { state: 'BUSY' });
    await clock.tickAsync(10_000);
    assert.deepEqual(shown, []);
    come('a');
    await clock.tickAsync(10_000);
    come('a', { state: 'AWAY' });
    come('a');
    await clock.tickAsync(10_000);
    assert.deepEqual(shown, ['focused: a']);
    assert.deepEqual(list.waiting, []);
  });

  it('ends in the window somebody looks at, not in the other four', async () => {
    for (const isFocused of [false, false, true, false, false]) {
      open(isFocused);
    }
    await notices().add(notice(['a']));
    come('a');
    await clock.tickAsync(60_000);
    assert.deepEqual(shown, ['focused: a']);
  });

  it('ends in one of the windows when nobody looks at any', async () => {
    open(false);
    open(false);
    await notices().add(notice(['a']));
    come('a');
    await clock.tickAsync(60_000);
    assert.deepEqual(shown, ['unfocused: a']);
  });

  it('is not told where another window tells it, and goes on waiting in neither', async () => {
    const list = open(true);
    const told = notice(['a']);
    claimed.add(told.noticeId);
    await list.add(told);
    come('a');
    await clock.tickAsync(60_000);
    assert.deepEqual(shown, []);
    come('a', { state: 'BUSY' });
    come('a');
    await clock.tickAsync(60_000);
    assert.deepEqual(shown, []);
  });

  it('is silent in Do Not Disturb and speaks when that ends', async () => {
    const list = open(true);
    come(me.userId, { state: 'DND', dndUntil: Date.now() + hourMs / 2 });
    await list.add(notice(['a']));
    come('a');
    await clock.tickAsync(60_000);
    assert.deepEqual(shown, []);
    come(me.userId);
    await clock.tickAsync(0);
    assert.deepEqual(shown, ['focused: a']);
  });

  it('believes nothing while Circuit is out of reach', async () => {
    const list = open(true);
    come('a');
    store.setConnection({ kind: 'connecting' });
    await list.add(notice(['a']));
    await clock.tickAsync(60_000);
    assert.deepEqual(shown, []);
    store.setConnection({ kind: 'online', me });
    await clock.tickAsync(0);
    assert.deepEqual(shown, ['focused: a']);
  });

  it('is over when the time is, which is said once, and the row is drawn anew then', async () => {
    const list = open(true);
    open(true);
    open(false);
    await list.add(notice(['a']));
    await clock.tickAsync(hourMs - 1);
    assert.deepEqual(shown, []);
    const redrawn = new Set<string>();
    const watching = new NoticeList(keep, () => 'me');
    open(false, watching);
    watching.onDidChange(userIds => userIds.forEach(userId => redrawn.add(userId)));
    await clock.tickAsync(1);
    assert.deepEqual(shown, ['focused: no a']);
    assert.deepEqual([...redrawn], ['a']);
    come('a');
    await clock.tickAsync(2 * hourMs);
    assert.deepEqual(shown, ['focused: no a']);
    assert.deepEqual([list.waiting, list.runOut], [[], []]);
  });

  it('that ran out unseen is said to be over to who looks at a window next', async () => {
    const list = open(false);
    await list.add(notice(['a']));
    await clock.tickAsync(8 * hourMs);
    assert.deepEqual(shown, []);
    assert.equal(list.isAwaited('a'), false);
    open(true);
    await clock.tickAsync(0);
    assert.deepEqual(shown, ['focused: no a']);
  });

  it('that another window says to be over is asked about once', async () => {
    const list = open(true);
    const told = notice(['a']);
    claimed.add(told.noticeId);
    await list.add(told);
    await clock.tickAsync(2 * hourMs);
    come('a');
    come('b');
    await clock.tickAsync(0);
    assert.deepEqual(shown, []);
    assert.equal(claims, 1);
  });

  it('is silent about the end of what was cancelled', async () => {
    const list = open(true);
    await list.add(notice(['a']));
    await list.cancel(['a']);
    await clock.tickAsync(2 * hourMs);
    assert.deepEqual(shown, []);
  });

  it('waits for all of several', async () => {
    const list = open(true);
    await list.add(notice(['a', 'b']));
    come('a');
    await clock.tickAsync(60_000);
    assert.deepEqual(shown, []);
    come('b');
    await clock.tickAsync(0);
    assert.deepEqual(shown, ['focused: a,b']);
  });
});

describe('claims', () => {
  let folder: string;
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'claims-')), 'notices');
  });
  afterEach(() => rm(path.dirname(folder), { recursive: true }));

  it('are given to one of many who ask at once, in a file nobody else can read', async () => {
    const windows = Array.from({ length: 20 }, () =>
      createOnceAcrossWindows(createSharedFolder(folder)),
    );
    const given = await Promise.all(windows.map(claim => claim('one')));
    assert.equal(given.filter(Boolean).length, 1);
    const { mode } = await stat(path.join(folder, 'one'));
    assert.equal(mode & 0o777, 0o600);
  });

  it('leave nothing behind for long', async () => {
    const claim = createOnceAcrossWindows(createSharedFolder(folder));
    await claim('old');
    const longAgo = new Date(Date.now() - 3 * 24 * hourMs);
    await utimes(path.join(folder, 'old'), longAgo, longAgo);
    await claim('fresh');
    assert.deepEqual(await readdir(folder), ['fresh']);
  });

  it('are given when no file can be made: told twice is better than never', async () => {
    await writeFile(folder, 'in the way');
    assert.equal(await createOnceAcrossWindows(createSharedFolder(folder))('one'), true);
  });
});
