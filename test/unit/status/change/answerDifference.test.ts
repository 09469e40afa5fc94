import assert from 'node:assert/strict';
import type { Presence } from '../../../../src/circuit/schemas';
import type { PresenceChange } from '../../../../src/presence/presenceChange';
import { describeDifference } from '../../../../src/status/change/answerDifference';
import { inZone } from '../../presence/zones';
import { ownPresence } from '../support';

const now = Date.parse('2026-11-23T13:10:00+01:00');
const end = Date.parse('2026-11-23T14:30:00+01:00');

function compare(change: PresenceChange, presence: Partial<Presence>): string | undefined {
  return inZone('Europe/Berlin', () =>
    describeDifference(change, ownPresence(presence), { now, language: 'en-GB' }),
  );
}

describe('After a change', () => {
  const same: [change: PresenceChange, presence: Partial<Presence>][] = [
    [{ state: 'BUSY' }, { state: 'BUSY', statusMessage: 'from elsewhere' }],
    [
      { state: 'DND', dndUntil: end },
      { state: 'DND', dndUntil: end - 59_999 },
    ],
    [{ statusMessage: 'x ' }, { statusMessage: 'x' }],
  ];
  for (const [change, presence] of same) {
    it(`nothing is said when Circuit shows what was asked for: ${JSON.stringify(change)}`, () =>
      assert.equal(compare(change, presence), undefined));
  }

  const other: [change: PresenceChange, presence: Partial<Presence>, sentence: RegExp][] = [
    [
      { state: 'AVAILABLE' },
      { state: 'BUSY' },
      /^Circuit shows Busy instead of Available and gives no reason/,
    ],
    [
      { state: 'AVAILABLE' },
      { state: 'OFFLINE', isOptedOut: true },
      /a Circuit setting hides your presence/,
    ],
    [{ state: 'BUSY' }, { state: 'UNKNOWN' }, /^Circuit shows Unknown instead of Busy/],
    [
      { state: 'DND', dndUntil: end },
      { state: 'DND', dndUntil: end - 60_000 },
      /at 14:29, not at 14:30/,
    ],
    [{ state: 'DND', dndUntil: end }, { state: 'DND' }, /without an end time/],
    [{ statusMessage: 'x' }, { statusMessage: '' }, /shows no status message/],
    [
      { statusMessage: 'x' },
      { statusMessage: 'y [z](command:a)' },
      /different status message: y \[z\]\u200B\(command\u200B:a\)/,
    ],
  ];
  for (const [change, presence, sentence] of other) {
    it(`it is said what Circuit shows instead: ${JSON.stringify(presence)}`, () =>
      assert.match(compare(change, presence) ?? '', sentence));
  }
});
