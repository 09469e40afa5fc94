import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/circuit/errors';
import {
  fulfils,
  hasEnded,
  isLongAwaited,
  isOlder,
  isOvertaken,
  sameConnection,
  sameKnown,
} from '../../../src/presence/equality';
import type { Connection, Known } from '../../../src/presence/model';
import { me, presence } from './fakeCircuit';
import { minute } from './fakeTime';

const now = Date.UTC(2026, 0, 7, 9);
const known = (checkedAt: number, dndUntil?: number): Known => ({
  kind: 'known',
  presence: presence('a', { state: 'DND', dndUntil }),
  checkedAt,
});
const unknown: Known = { kind: 'unknown', checkedAt: now };

describe('What is known of somebody', () => {
  it('is the same while it looks the same, whenever it was asked for', () => {
    assert.equal(sameKnown(known(1), known(2)), true);
    assert.equal(sameKnown(known(1, 5), known(1, 6)), false);
    assert.equal(sameKnown(known(1), unknown), false);
    assert.equal(sameKnown(unknown, { ...unknown, checkedAt: 1 }), true);
    assert.equal(sameKnown(undefined, undefined), true);
    assert.equal(sameKnown(undefined, unknown), false);
  });

  it('was asked for before what is there by time, and within a millisecond by number', () => {
    const there = { checkedAt: now, order: 5 };
    const isLate = (checkedAt: number, order: number, at = now) =>
      isOvertaken({ checkedAt, order }, there, at);
    assert.equal(isOvertaken(there, undefined, now), false);
    assert.equal(isLate(now - 1, 6), true);
    assert.equal(isLate(now + 1, 4), false);
    assert.deepEqual([isLate(now, 4), isLate(now, 5), isLate(now, 6)], [true, false, false]);
    assert.equal(isLate(now - 2, 6, now - 1), false, 'the clock was set back');
    assert.equal(isLate(now - 2, 4, now - 1), true);
  });

  it('is older than a moment only if that is over', () => {
    assert.equal(isOlder(now - 1, now, now), true);
    assert.equal(isOlder(now, now, now), false);
    assert.equal(isOlder(now - 1, now, now - 1), false);
  });

  it('is news after ten minutes, and after Do Not Disturb should have ended', () => {
    assert.equal(isLongAwaited(known(now), now + 10 * minute), true);
    assert.equal(isLongAwaited(known(now), now + 10 * minute - 1), false);
    const until = now + minute;
    assert.equal(isLongAwaited(known(now, until), until), false);
    assert.equal(isLongAwaited(known(now, until), until + 1), true);
    assert.equal(isLongAwaited(known(until, until), until + 1), true);
    assert.equal(isLongAwaited(known(until + 1, until), until + 2), false);
    assert.equal(isLongAwaited(unknown, now + 1), false);
  });

  it('is over with the end of Do Not Disturb', () => {
    assert.deepEqual(
      [now - 1, now, now + 1].map(until => hasEnded(known(now, until), now)),
      [true, true, false],
    );
    assert.equal(hasEnded(known(now), now), false);
    assert.equal(hasEnded(unknown, now), false);
  });
});

describe('A presence is what was asked for', () => {
  const update = { state: 'DND', dndUntil: now, statusMessage: 'writing' } as const;
  const shown = presence('a', update);

  it('to the minute, and but for blanks around the message', () => {
    const ends = [-minute, 1 - minute, minute - 1, minute].map(ms =>
      fulfils({ ...shown, dndUntil: now + ms }, update),
    );
    assert.deepEqual(ends, [false, true, true, false]);
    assert.equal(fulfils({ ...shown, statusMessage: ' writing ' }, update), true);
    assert.equal(fulfils(shown, { ...update, statusMessage: 'writing ' }), true);
    assert.equal(fulfils({ ...shown, dndUntil: undefined }, update), false);
  });

  it('whatever its end where none was asked for', () => {
    const busy = { state: 'BUSY', statusMessage: '' } as const;
    assert.equal(fulfils(presence('a', { ...busy, dndUntil: now }), busy), true);
  });
});

describe('A connection', () => {
  it('is the same while nothing was tried and nobody else signed in', () => {
    const offline: Connection = { kind: 'offline', reason: new NetworkError('', 'timeout') };
    const kinds: Connection[] = [{ kind: 'signedOut' }, { kind: 'connecting' }, offline];
    for (const one of kinds) {
      for (const other of [...kinds, { kind: 'online', me } as const]) {
        const isSame = one.kind === other.kind && one.kind !== 'offline';
        assert.equal(sameConnection(one, other), isSame, `${one.kind}, ${other.kind}`);
        assert.equal(sameConnection(other, one), isSame, `${other.kind}, ${one.kind}`);
      }
    }
    const online = { kind: 'online', me } as const;
    assert.equal(sameConnection(online, { kind: 'online', me }), true);
    assert.equal(sameConnection(online, { kind: 'online', me: { ...me } }), false);
  });
});
