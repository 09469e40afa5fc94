import assert from 'node:assert/strict';
import type { Memento } from '../../../../src/base/memento';
import {
  forgetRecent,
  listRecent,
  perAccount,
  remember,
} from '../../../../src/status/saved/recentStatuses';

function createMemory(stored?: unknown): Memento {
  const kept = new Map([['circuit.recentStatuses', stored]]);
  return {
    get: key => kept.get(key),
    update: (key, value) => {
      kept.set(key, JSON.parse(JSON.stringify(value ?? null)));
      return Promise.resolve();
    },
  };
}

describe('Recent statuses', () => {
  it('of one account are not offered to another, nor to nobody', async () => {
    const memory = createMemory();
    let tag: string | undefined = 'ada';
    const own = perAccount(memory, () =>
      tag === undefined ? undefined : { kind: 'circuit', tag },
    );
    await remember(own, { state: 'BUSY', statusMessage: 'a' }, 0);
    tag = 'bea';
    assert.deepEqual(listRecent(own), []);
    tag = undefined;
    await remember(own, { state: 'BUSY', statusMessage: 'b' }, 0);
    assert.deepEqual(listRecent(own), []);
    tag = 'ada';
    assert.deepEqual(listRecent(own), [{ state: 'BUSY', statusMessage: 'a' }]);
    await forgetRecent(own);
    assert.deepEqual(listRecent(own), []);
  });

  it('are the last three different ones, newest first', async () => {
    const memory = createMemory();
    for (const statusMessage of ['a', 'b', 'c', 'b', 'd']) {
      await remember(memory, { state: 'BUSY', statusMessage }, 0);
    }
    assert.deepEqual(
      listRecent(memory).map(({ statusMessage }) => statusMessage),
      ['d', 'b', 'c'],
    );
  });

  it('name each status once, however often it was set', async () => {
    const memory = createMemory();
    for (const statusMessage of ['a', 'b', 'a']) {
      await remember(memory, { state: 'BUSY', statusMessage }, 0);
    }
    assert.deepEqual(
      listRecent(memory).map(({ statusMessage }) => statusMessage),
      ['a', 'b'],
    );
  });

  it('keep the length of Do Not Disturb, not its end', async () => {
    const memory = createMemory();
    await remember(memory, { state: 'DND', dndUntil: 5_400_000, statusMessage: 'x' }, 0);
    assert.deepEqual(listRecent(memory), [{ state: 'DND', statusMessage: 'x', minutes: 90 }]);
  });

  it('are only those that had a message and a state', async () => {
    const memory = createMemory();
    await remember(memory, { state: 'BUSY' }, 0);
    await remember(memory, { state: 'BUSY', statusMessage: '' }, 0);
    await remember(memory, { statusMessage: 'x' }, 0);
    assert.deepEqual(listRecent(memory), []);
  });

  it('are forgotten on request', async () => {
    const memory = createMemory([{ state: 'BUSY', statusMessage: 'x' }]);
    assert.equal(listRecent(memory).length, 1);
    await forgetRecent(memory);
    assert.deepEqual(listRecent(memory), []);
  });

  const odd: unknown[] = [
    null,
    'x',
    {},
    [null, 1, 'x', [], {}],
    [{ state: 'OFFLINE', statusMessage: 'x' }],
    [{ state: 'BUSY', statusMessage: 7 }],
    [{ state: 'DND', statusMessage: 'x' }],
    [{ state: 'DND', statusMessage: 'x', minutes: '90' }],
  ];
  for (const stored of odd) {
    it(`are none where something else was kept: ${JSON.stringify(stored)}`, () =>
      assert.deepEqual(listRecent(createMemory(stored)), []));
  }
});
