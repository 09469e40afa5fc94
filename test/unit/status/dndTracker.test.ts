import assert from 'node:assert/strict';
import type { Presence } from '../../../src/circuit/schemas';
import type { OwnState } from '../../../src/presence/store';
import { trackDnd } from '../../../src/status/dndTracker';
import { ownPresence } from './support';

const end = Date.parse('2026-11-23T14:30:00Z');

function own(
  checkedAt: number,
  presence: Partial<Presence>,
  rest: Partial<OwnState> = {},
): OwnState {
  return {
    known: { kind: 'known', presence: ownPresence({ state: 'DND', ...presence }), checkedAt },
    cause: { kind: 'unknown' },
    ...rest,
  };
}

describe('A Do Not Disturb that did not end', () => {
  it('is one that Circuit, asked after its end, still shows', () => {
    const overdue = trackDnd();
    assert.equal(overdue(own(end - 60_000, { dndUntil: end })), undefined);
    assert.equal(overdue(own(end + 2_000, { dndUntil: end })), undefined);
    assert.equal(overdue(own(end + 30_000, { dndUntil: end })), end);
  });

  it('is also one whose end Circuit does not name any more', () => {
    const overdue = trackDnd();
    overdue(own(end - 60_000, { dndUntil: end }));
    assert.equal(overdue(own(end + 30_000, {})), end);
  });

  it('is none that was prolonged, ended, never had an end, or is being changed', () => {
    const overdue = trackDnd();
    assert.equal(overdue(own(end, {})), undefined);
    overdue(own(end - 60_000, { dndUntil: end }));
    assert.equal(overdue(own(end + 30_000, { dndUntil: end + 60_000 })), undefined);
    overdue(own(end + 30_000, { state: 'AVAILABLE' }));
    assert.equal(overdue(own(end + 90_000, {})), undefined);
    const pending = { state: 'AVAILABLE', statusMessage: '' } as const;
    assert.equal(overdue(own(end + 90_000, { dndUntil: end }, { pending })), undefined);
  });
});
