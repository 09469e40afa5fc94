import assert from 'node:assert/strict';
import { availabilityOf } from '../../../src/presence/availability';
import { presence } from './fakeCircuit';

const checkedAt = 1_000;

describe('What assistants and other extensions are told of a presence', () => {
  for (const [state, told] of [
    ['AVAILABLE', 'available'],
    ['AWAY', 'away'],
    ['BUSY', 'busy'],
    ['OFFLINE', 'offline'],
    ['UNKNOWN', 'unknown'],
  ] as const) {
    it(`is ${told} for ${state}, and when Circuit was asked`, () => {
      const known = { kind: 'known', presence: presence('a', { state }), checkedAt } as const;
      assert.deepEqual(availabilityOf(known), { state: told, checkedAt });
    });
  }

  it('has the end of Do Not Disturb, and of nothing else', () => {
    const tell = (state: 'DND' | 'BUSY') =>
      availabilityOf({
        kind: 'known',
        presence: presence('a', { state, dndUntil: 5_000 }),
        checkedAt,
      });
    assert.deepEqual(tell('DND'), { state: 'doNotDisturb', until: 5_000, checkedAt });
    assert.deepEqual(tell('BUSY'), { state: 'busy', checkedAt });
  });

  it('is hidden for whoever hides it, with no end', () => {
    const shown = { state: 'DND', dndUntil: 5_000, isOptedOut: true } as const;
    const known = { kind: 'known', presence: presence('a', shown), checkedAt } as const;
    assert.deepEqual(availabilityOf(known), { state: 'hidden', checkedAt });
  });

  it('is unknown, and never offline, for whoever Circuit does not know or was not asked about', () => {
    assert.deepEqual(availabilityOf(undefined), { state: 'unknown' });
    assert.deepEqual(availabilityOf({ kind: 'unknown', checkedAt }), { state: 'unknown' });
  });

  it('has no message, device or id', () => {
    const whole = presence('a', { statusMessage: 'at the doctor', mobile: true });
    const told = availabilityOf({ kind: 'known', presence: whole, checkedAt });
    assert.deepEqual(Object.keys(told), ['state', 'checkedAt']);
  });
});
