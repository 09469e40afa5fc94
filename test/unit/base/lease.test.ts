import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { createLease, type Lease, readLease, type Turn } from '../../../src/base/lease';
import { createPrivateFolder, type SharedFolder } from '../../../src/base/sharedFolder';

const second = 1_000;
const hour = 3_600 * second;

describe('A lease', () => {
  let clock: FakeTimers.Clock;
  let folder: SharedFolder;
  beforeEach(() => {
    clock = FakeTimers.install({ toNotFake: ['queueMicrotask', 'nextTick'] });
    folder = createPrivateFolder();
  });
  afterEach(() => clock.uninstall());

  async function take(lease: Lease = createLease(folder, 'x')): Promise<Turn> {
    const turn = await lease.take();
    assert.ok(typeof turn !== 'string');
    return turn;
  }

  /** How many seconds a window looks until it gets the lease; it gives up after a minute. */
  async function secondsUntilTaken(lease = createLease(folder, 'x')): Promise<number> {
    for (let passed = 0; passed < 60; passed += 0.5) {
      if (typeof (await lease.take()) !== 'string') {
        return passed;
      }
      await clock.tickAsync(0.5 * second);
    }
    return 60;
  }

  it('is held by one window until it is given back', async () => {
    const turn = await take();
    assert.equal(await createLease(folder, 'x').take(), 'taken');
    assert.ok(await turn.isHeld());
    await turn.end();
    assert.ok(!(await turn.isHeld()));
    await (await take()).end();
  });

  it('hands a note on, also through those who leave none', async () => {
    await (await take()).end('said');
    const turn = await take();
    assert.equal(turn.note, 'said');
    await turn.end();
    assert.equal((await take()).note, 'said');
  });

  it('hands on what its holder kept, also if that died, or only seemed to', async () => {
    const frozen = await take();
    await frozen.keep('sending');
    const next = createLease(folder, 'x');
    await next.take();
    await folder.create('x.lease.2', 'held sending');
    await frozen.keep('sent');
    await frozen.end();
    assert.ok(!(await frozen.isHeld()));
    assert.equal((await readLease(folder, 'x', await folder.names())).note, 'sending');
  });

  it('hands on what its holder kept in the moment in which it was taken for dead', async () => {
    await folder.create('x.lease.7', 'held sending');
    const slow: SharedFolder = {
      ...folder,
      create: async (name, text) => {
        await folder.write('x.lease.7', 'held sent');
        return await folder.create(name, text);
      },
    };
    const lease = createLease(slow, 'x');
    for (let looks = 0; looks < 7; looks += 1) {
      assert.equal(await lease.take(), 'taken');
      await clock.tickAsync(second);
    }
    const turn = await take(lease);
    assert.equal(turn.note, 'sent');
    assert.equal((await folder.read('x.lease.8'))?.text, 'held sent');
  });

  it('hands on what its holder found, should that see in the same moment that it was taken for dead', async () => {
    await folder.create('x.lease.7', 'held sent');
    const slow: SharedFolder = {
      ...folder,
      create: async (name, text) => {
        const outcome = await folder.create(name, text);
        await folder.remove('x.lease.7');
        return outcome;
      },
      names: async () => [...new Set([...(await folder.names()), 'x.lease.7'])],
    };
    const lease = createLease(slow, 'x');
    for (let looks = 0; looks < 7; looks += 1) {
      assert.equal(await lease.take(), 'taken');
      await clock.tickAsync(second);
    }
    assert.equal((await take(lease)).note, 'sent');
    assert.equal((await folder.read('x.lease.8'))?.text, 'held sent');
  });

  it('stays with a window that lives, for as long as it takes', async () => {
    await take();
    assert.equal(await secondsUntilTaken(), 60);
  });

  it('of a window that was killed is free within ten seconds of looking', async () => {
    await folder.create('x.lease.7', 'held');
    const passed = await secondsUntilTaken();
    assert.ok(passed >= 7 && passed <= 8, `${passed} s`);
  });

  for (const [words, jump] of [
    ['forth', hour],
    ['back', -hour],
  ] as const) {
    it(`stays where it is when the clock is set ${words}`, async () => {
      await take();
      const other = createLease(folder, 'x');
      await other.take();
      clock.setSystemTime(Date.now() + jump);
      await clock.tickAsync(0.5 * second);
      assert.equal(await other.take(), 'taken');
      assert.equal(await secondsUntilTaken(other), 60);
    });
  }

  it('is not lost in a sleep from which the other window wakes first', async () => {
    await folder.create('x.lease.7', 'held');
    const other = createLease(folder, 'x');
    for (let looks = 0; looks < 3; looks += 1) {
      assert.equal(await other.take(), 'taken');
      clock.tick(8 * hour);
    }
    await folder.touch('x.lease.7');
    assert.equal((await secondsUntilTaken(other)) > 6, true);
  });

  it('that was taken for a dead one is neither kept nor given back by its holder', async () => {
    const turn = await take();
    await folder.create('x.lease.2', 'held');
    assert.ok(!(await turn.isHeld()));
    await turn.end();
    assert.equal((await folder.read('x.lease.2'))?.text, 'held');
    assert.equal(clock.countTimers(), 0);
  });

  it('is not taken by a window that looked before two others had it', async () => {
    const first = await take();
    const stale = ['x.lease.1'];
    await first.end();
    await (await take()).end();
    const last = await take();
    let looks = 0;
    const late: SharedFolder = {
      ...folder,
      names: async () => (looks++ === 0 ? stale : await folder.names()),
      read: () => Promise.resolve({ text: 'ended ', changedAt: 0 }),
    };
    assert.equal(await createLease(late, 'x').take(), 'taken');
    assert.ok(await last.isHeld());
    assert.deepEqual(await folder.names(), ['x.lease.3']);
  });

  for (const name of ['x.lease.', 'x.lease.1e9', 'x.lease.-1', `x.lease.${'9'.repeat(40)}`]) {
    it(`is not kept from anybody by a file ${name.slice(0, 20)}`, async () => {
      await folder.create(name, 'held');
      await take();
    });
  }
});
