import assert from 'node:assert/strict';
import type { Memento } from '../../../../src/base/memento';
import {
  listPinned,
  pin,
  pinnedKey,
  renamePinned,
  unpin,
} from '../../../../src/status/saved/pinnedStatuses';
import { listRecent, perAccount, remember } from '../../../../src/status/saved/recentStatuses';
import type { SavedStatus } from '../../../../src/status/saved/savedStatus';

function createMemory(stored?: unknown): Memento & { readonly kept: Map<string, unknown> } {
  const kept = new Map([['circuit.pinnedStatuses', stored]]);
  return {
    kept,
    get: key => kept.get(key),
    update: (key, value) => {
      kept.set(key, value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
}

const busy = (statusMessage: string): SavedStatus => ({ state: 'BUSY', statusMessage });
const lunch: SavedStatus = { state: 'DND', statusMessage: '🍝 Lunch', minutes: 45 };
const messages = (memory: Memento) => listPinned(memory).map(each => each.statusMessage);

describe('Pinned statuses', () => {
  it('stay until they are unpinned, emoji included, the one pinned last first', async () => {
    const memory = createMemory();
    await pin(memory, busy('in review'));
    await pin(memory, lunch);
    assert.deepEqual(listPinned(memory), [lunch, busy('in review')]);
    await pin(memory, busy('in review'));
    assert.deepEqual(messages(memory), ['in review', '🍝 Lunch']);
    await unpin(memory, lunch);
    assert.deepEqual(messages(memory), ['in review']);
    await unpin(memory, busy('in review'));
    assert.deepEqual([...memory.kept.values()], [undefined]);
  });

  it('are seven at most, and one of them can still be brought to the top', async () => {
    const memory = createMemory();
    for (const message of '1234567') {
      await pin(memory, busy(message));
    }
    await assert.rejects(pin(memory, lunch), /7 statuses are pinned already/);
    await pin(memory, busy('1'));
    assert.deepEqual(messages(memory), ['1', '7', '6', '5', '4', '3', '2']);
  });

  it('have a name of their own, which stays when they are pinned again', async () => {
    const memory = createMemory();
    await pin(memory, busy('a'));
    await pin(memory, lunch);
    await renamePinned(memory, lunch, ' No\non ');
    await pin(memory, lunch);
    assert.deepEqual(listPinned(memory), [{ ...lunch, name: 'No on' }, busy('a')]);
    await renamePinned(memory, lunch, '');
    assert.deepEqual(listPinned(memory), [lunch, busy('a')]);
  });

  it('are told apart by their length and by what they last until', async () => {
    const memory = createMemory();
    const until = (kind: 'debugging' | 'dndEnd') => ({ kind }) as const;
    for (const status of [
      lunch,
      { ...lunch, minutes: 30 },
      { ...lunch, event: until('dndEnd') },
      { state: 'DND', statusMessage: '🍝 Lunch', event: until('debugging') },
      { state: 'DND', statusMessage: '🍝 Lunch', event: { kind: 'task', name: 'a' } },
      { state: 'DND', statusMessage: '🍝 Lunch', event: { kind: 'task', name: 'b' } },
      { state: 'AWAY', statusMessage: '🍝 Lunch', event: { kind: 'back' } },
    ] as const) {
      await pin(memory, status);
    }
    assert.equal(listPinned(memory).length, 7);
  });

  it('are read as if a stranger had written them', () => {
    const strange = [
      null,
      'BUSY',
      { state: 'OFFLINE', statusMessage: 'x' },
      { state: 'BUSY', statusMessage: 'x', minutes: 5 },
      { state: 'DND', statusMessage: 'x' },
      { state: 'DND', statusMessage: 'x', minutes: 5, event: { kind: 'debugging' } },
      { state: 'DND', statusMessage: 'x', event: { kind: 'task' } },
      { state: 'DND', statusMessage: 'x', event: { kind: 'weather' } },
      { state: 'AWAY', statusMessage: 'x', event: { kind: 'debugging' } },
      { state: 'BUSY', statusMessage: 'x', name: 5 },
      lunch,
    ];
    assert.deepEqual(listPinned(createMemory(strange)), [lunch]);
    assert.deepEqual(listPinned(createMemory({ 0: lunch })), []);
  });

  it('belong to one account', async () => {
    const memory = createMemory();
    const of = (tag: string) => perAccount(memory, () => ({ kind: 'circuit', tag }));
    await pin(of('ada'), lunch);
    assert.deepEqual(listPinned(of('bea')), []);
    assert.deepEqual(memory.kept.get(pinnedKey('ada')), [lunch]);
  });
});

describe('What was set until something happens', () => {
  it('is among the recent ones by its event, not by the length of the lease', async () => {
    const memory = createMemory();
    const change = { state: 'DND', dndUntil: 900_000, statusMessage: 'focus' } as const;
    await remember(memory, change, 0, { kind: 'debugging' });
    await remember(memory, change, 0, { kind: 'dndEnd' });
    assert.deepEqual(listRecent(memory), [
      { state: 'DND', statusMessage: 'focus', event: { kind: 'dndEnd' }, minutes: 15 },
      { state: 'DND', statusMessage: 'focus', event: { kind: 'debugging' } },
    ]);
  });
});
