import assert from 'node:assert/strict';
import { UserError } from '../../../src/base/userError';
import type { Presence } from '../../../src/circuit/schemas';
import {
  completeUpdate,
  isWhole,
  joinChanges,
  type PresenceChange,
  restoringChange,
  shownAfter,
} from '../../../src/presence/presenceChange';
import { presence } from './fakeCircuit';

const now = 1_000;
const later = 2_000;

describe('A requested change of presence', () => {
  const changes: [change: PresenceChange, isWhole: boolean][] = [
    [{}, false],
    [{ state: 'BUSY' }, false],
    [{ statusMessage: 'lunch' }, false],
    [{ state: 'BUSY', statusMessage: '' }, true],
    [{ state: 'DND', statusMessage: '' }, false],
    [{ state: 'DND', dndUntil: later }, false],
    [{ state: 'DND', dndUntil: later, statusMessage: 'lunch' }, true],
  ];
  for (const [change, whole] of changes) {
    it(`${JSON.stringify(change)} is ${whole ? 'complete' : 'to be completed from what Circuit shows'}`, () =>
      assert.equal(isWhole(change), whole));
  }

  const joins: [earlier: PresenceChange, later: PresenceChange, both: PresenceChange][] = [
    [{ state: 'BUSY' }, { statusMessage: 'x' }, { state: 'BUSY', statusMessage: 'x' }],
    [{ statusMessage: 'x' }, { state: 'AWAY' }, { state: 'AWAY', statusMessage: 'x' }],
    [{ statusMessage: 'x' }, { statusMessage: '' }, { statusMessage: '' }],
    [{ state: 'DND', dndUntil: now }, { dndUntil: later }, { state: 'DND', dndUntil: later }],
    [{ state: 'DND', dndUntil: later }, { state: 'BUSY' }, { state: 'BUSY' }],
    [{ state: 'BUSY' }, { state: 'DND', dndUntil: later }, { state: 'DND', dndUntil: later }],
  ];
  for (const [earlier, then, both] of joins) {
    const words = [earlier, then].map(each => JSON.stringify(each)).join(' and then ');
    it(`${words} are one change in which the later wins`, () => {
      const nothing = { state: undefined, dndUntil: undefined, statusMessage: undefined };
      assert.deepEqual({ ...nothing, ...joinChanges(earlier, then) }, { ...nothing, ...both });
    });
  }

  const dnd = presence('me', { state: 'DND', dndUntil: later, statusMessage: 'lunch' });
  const completed: [change: PresenceChange, current: Presence | undefined, update: unknown][] = [
    [{ state: 'BUSY' }, dnd, { state: 'BUSY', statusMessage: 'lunch' }],
    [{ state: 'BUSY' }, undefined, { state: 'BUSY', statusMessage: '' }],
    [{ statusMessage: '' }, dnd, { state: 'DND', dndUntil: later, statusMessage: '' }],
    [{ dndUntil: 3_000 }, dnd, { state: 'DND', dndUntil: 3_000, statusMessage: 'lunch' }],
    [
      { state: 'DND', dndUntil: 3_000, statusMessage: 'x' },
      undefined,
      { state: 'DND', dndUntil: 3_000, statusMessage: 'x' },
    ],
  ];
  for (const [change, current, update] of completed) {
    it(`${JSON.stringify(change)} keeps what ${current ? 'Circuit shows' : 'nobody knows'} besides`, () =>
      assert.deepEqual(completeUpdate(change, current, now), update));
  }

  const refused: [words: string, change: PresenceChange, current: Presence | undefined][] = [
    ['Do Not Disturb without an end', { state: 'DND' }, undefined],
    ['an end that is now', { state: 'DND', dndUntil: now }, undefined],
    ['an end that is no time', { state: 'DND', dndUntil: NaN }, undefined],
    ['the end of another status', { state: 'DND' }, presence('me', { dndUntil: later })],
    ['a message without any status', { statusMessage: 'x' }, undefined],
    ['a message while offline', { statusMessage: 'x' }, presence('me', { state: 'OFFLINE' })],
    ['a message while unknown', { statusMessage: 'x' }, presence('me', { state: 'UNKNOWN' })],
  ];
  for (const [words, change, current] of refused) {
    it(`is refused where it is ${words}`, () => {
      assert.throws(() => completeUpdate(change, current, now), UserError);
      const shown = current ?? presence('me', { state: 'OFFLINE' });
      const kept = change.state === 'DND' ? { ...shown, dndUntil: undefined } : shown;
      assert.deepEqual(shownAfter([change], kept, now), kept, 'Circuit shows what it did.');
    });
  }

  it('shows after several what the last one leaves, with no end but that of Do Not Disturb', () => {
    assert.equal(shownAfter([], dnd, now), dnd);
    const after = shownAfter([{ state: 'AWAY' }, { statusMessage: 'back soon' }], dnd, now);
    assert.deepEqual(after, {
      ...dnd,
      state: 'AWAY',
      statusMessage: 'back soon',
      dndUntil: undefined,
    });
  });

  const restored: [before: Presence, change: unknown][] = [
    [presence('me', { state: 'AWAY', statusMessage: 'x' }), { state: 'AWAY', statusMessage: 'x' }],
    [dnd, { state: 'DND', dndUntil: later, statusMessage: 'lunch' }],
    [presence('me', { state: 'DND', dndUntil: now }), undefined],
    [presence('me', { state: 'OFFLINE' }), undefined],
  ];
  for (const [before, change] of restored) {
    const { state, dndUntil } = before;
    it(`${change ? 'goes' : 'never goes'} back to ${state} until ${String(dndUntil)}`, () =>
      assert.deepEqual(restoringChange(before, now), change));
  }
});
