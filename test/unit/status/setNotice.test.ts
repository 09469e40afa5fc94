import assert from 'node:assert/strict';
import type { SetNotice } from '../../../src/presence/set/lateSet';
import { describeSetNotice } from '../../../src/status/setNotice';
import { inZone } from '../presence/zones';
import { ownPresence } from './support';

const now = Date.parse('2026-11-23T14:03:00+01:00');
const busy = { state: 'BUSY', statusMessage: '[x](command:y)' } as const;
const dnd = { state: 'DND', dndUntil: now + 27 * 60_000, statusMessage: '' } as const;

describe('What is said of a choice that nobody waits for', () => {
  const rows: readonly (readonly [SetNotice, string])[] = [
    [
      { kind: 'sentAgain', update: busy, late: dnd },
      'Circuit applied an earlier change late and showed Do Not Disturb until 14:30. Your last choice was set again: Busy.',
    ],
    [
      { kind: 'overturned', update: busy, late: dnd },
      'Circuit applied an earlier change late and shows Do Not Disturb until 14:30. To keep your last choice, choose it again: Busy.',
    ],
    [
      { kind: 'lost', update: busy, shown: ownPresence() },
      'A window was closed while setting your status to Busy. Circuit shows Available.',
    ],
    [
      { kind: 'lost', update: busy, shown: undefined },
      "A window was closed while setting your status to Busy, and Circuit can't be reached to check the result.",
    ],
    [
      { kind: 'notSet', reason: 'Circuit does not answer.' },
      "The status you chose in another window wasn't set. Circuit does not answer.",
    ],
  ];
  for (const [notice, words] of rows) {
    it(words.slice(0, 60), () => {
      const moment = { now, language: 'en-GB' };
      assert.equal(
        inZone('Europe/Berlin', () => describeSetNotice(notice, moment)),
        words,
      );
    });
  }
});
