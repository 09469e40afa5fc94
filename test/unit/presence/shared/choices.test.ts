import assert from 'node:assert/strict';
import { joinMade } from '../../../../src/presence/shared/choices';
import type { PresenceChange } from '../../../../src/presence/presenceChange';

const made = (tick: number, change: PresenceChange) => ({ tick, change });
const away = { state: 'AWAY', statusMessage: 'lunch' } as const;
const busy = { state: 'BUSY' } as const;

describe('Choices that are sent as one', () => {
  it('are joined in the order in which they were made', () => {
    const joined = joinMade([made(2, busy), made(1, away)], []);
    assert.deepEqual(joined.change, { state: 'BUSY', dndUntil: undefined, statusMessage: 'lunch' });
    assert.equal(joined.isBehind, false);
  });

  it('take in what Circuit took that was chosen after the first, and are behind what came last', () => {
    const choices = [made(1, away), made(3, { statusMessage: 'back soon' })];
    const between = joinMade(choices, [made(2, busy)]);
    assert.equal(between.change?.state, 'BUSY');
    assert.equal(between.change.statusMessage, 'back soon');
    assert.equal(between.isBehind, false);
    assert.equal(joinMade(choices, [made(3, busy)]).isBehind, false);
    assert.equal(joinMade(choices, [made(4, busy)]).isBehind, true);
  });

  it('are nothing where what Circuit took later leaves nothing of them', () => {
    const whole = made(2, { ...busy, statusMessage: '' });
    assert.equal(joinMade([made(1, away)], [whole]).change, undefined);
    assert.equal(joinMade([made(2, away)], [whole]).change?.state, 'AWAY');
  });
});
