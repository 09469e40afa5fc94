import { type Clock, install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { Demo } from '../../../src/account/demo';
import { createCircuitClient } from '../../../src/circuit/client';
import { createSandbox } from '../../../src/sandbox/app';
import { createLog, createMemory } from './support';

describe('The demo', () => {
  let clock: Clock;
  afterEach(() => clock.uninstall());

  for (const [time, now] of [
    ['in the morning', Date.UTC(2026, 10, 26, 9)],
    ['in the evening', Date.UTC(2026, 10, 26, 19)],
    ['at night', Date.UTC(2026, 10, 26, 2)],
    ['on a Sunday', Date.UTC(2026, 10, 29, 12)],
  ] as const) {
    it(`begins with eight colleagues, those who are there before all others, ${time}`, async () => {
      clock = install({ now, toFake: ['Date'] });
      const demo = new Demo(createMemory(), () => Promise.resolve({ createSandbox }));
      assert.deepEqual(await demo.colleagues(), []);
      await demo.start();
      const colleagues = await demo.colleagues();
      const client = createCircuitClient(() => demo.account?.access, createLog());
      const me = await client.getProfile();
      const ids = colleagues.map(({ userId }) => userId);
      assert.equal(new Set(ids).size, 8);
      assert.ok(!ids.includes(me.userId));
      const presences = await client.getPresences(ids);
      const isThere = ids.map(
        id => presences.find(({ userId }) => userId === id)?.state !== 'OFFLINE',
      );
      assert.deepEqual(
        isThere,
        isThere.toSorted((a, b) => Number(b) - Number(a)),
      );
      demo.dispose();
    });
  }

  it('has somebody of each state among the eight, however many are available', async () => {
    clock = install({ toFake: ['Date'] });
    const sandbox = createSandbox();
    const ids = sandbox.company.people.map(({ user }) => user.userId);
    const others = ids.filter(id => id !== sandbox.me.userId);
    const [away, busy] = [others.at(-1), others.at(-2)];
    others.forEach(id => {
      const state = id === away ? 'AWAY' : id === busy ? 'BUSY' : 'AVAILABLE';
      sandbox.setPresenceOf(id, { state, statusMessage: '' });
    });
    const demo = new Demo(createMemory(), () => Promise.resolve({ createSandbox: () => sandbox }));
    await demo.start();
    const met = (await demo.colleagues()).map(({ userId }) => userId);
    assert.deepEqual(new Set(met), new Set([...others.slice(0, 6), busy, away]));
    demo.dispose();
  });

  it('fills the eight with those who are not there', async () => {
    clock = install({ toFake: ['Date'] });
    const sandbox = createSandbox();
    const ids = sandbox.company.people.map(({ user }) => user.userId);
    const others = ids.filter(id => id !== sandbox.me.userId);
    const there = [others[2], others[5], others.at(-1)];
    others.forEach(id =>
      sandbox.setPresenceOf(id, {
        state: there.includes(id) ? 'AWAY' : 'OFFLINE',
        statusMessage: '',
      }),
    );
    const demo = new Demo(createMemory(), () => Promise.resolve({ createSandbox: () => sandbox }));
    await demo.start();
    assert.deepEqual(
      (await demo.colleagues()).map(({ userId }) => userId),
      [...there, ...others.filter(id => !there.includes(id))].slice(0, 8),
    );
    demo.dispose();
  });

  it('does nothing that was cancelled before, and keeps to itself what was cancelled meanwhile', async () => {
    clock = install({ toFake: ['Date'] });
    const reason = new Error('signed out');
    let whenAnswered = () => {};
    const sandbox = createSandbox();
    const fetch: typeof sandbox.fetch = async request => {
      const answer = await sandbox.fetch(request);
      whenAnswered();
      return answer;
    };
    const demo = new Demo(createMemory(), () =>
      Promise.resolve({ createSandbox: () => ({ ...sandbox, fetch }) }),
    );
    await demo.start();
    const client = createCircuitClient(() => demo.account?.access, createLog());
    const { userId } = await client.getProfile();
    await client.setPresence({ state: 'BUSY', statusMessage: '' });
    const transport = demo.account?.access.transport ?? assert.fail();
    const token = (await demo.account?.access.token()) ?? '';
    const set = (signal: AbortSignal) =>
      transport({
        method: 'PUT',
        url: new URL('https://demo.invalid/rest/v2/users/presence'),
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: 'state=AWAY',
        signal,
      });
    await assert.rejects(set(AbortSignal.abort(reason)), reason);
    assert.equal((await client.getPresence(userId))?.state, 'BUSY');
    const abort = new AbortController();
    whenAnswered = () => abort.abort(reason);
    await assert.rejects(set(abort.signal), reason);
    whenAnswered = () => {};
    assert.equal((await client.getPresence(userId))?.state, 'AWAY');
    demo.dispose();
  });

  it('tells that it was started and left, once each, and nothing once disposed', async () => {
    const demo = new Demo(createMemory(), () => Promise.resolve({ createSandbox }));
    let changes = 0;
    demo.onDidChange(() => (changes += 1));
    await demo.start();
    await demo.start();
    assert.equal(changes, 1);
    await demo.leave();
    await demo.leave();
    assert.equal(changes, 2);
    demo.dispose();
    await demo.start();
    assert.equal(changes, 2);
  });

  it('has somebody who is there to begin with, during the day', async () => {
    clock = install({ now: Date.UTC(2026, 10, 26, 9), toFake: ['Date'] });
    const sandbox = createSandbox();
    const { company, me } = sandbox;
    const others = company.people.map(({ user }) => user.userId).filter(id => id !== me.userId);
    const away = others.filter(id => sandbox.presenceOf(id).state === 'OFFLINE');
    // Otherwise any order would do.
    assert.ok(away.length > 0 && others.indexOf(away[0] ?? '') < 8);
    const demo = new Demo(createMemory(), () => Promise.resolve({ createSandbox }));
    await demo.start();
    const [first] = await demo.colleagues();
    assert.ok(first && !away.includes(first.userId));
    demo.dispose();
  });
});
