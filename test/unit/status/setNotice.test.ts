import assert from 'node:assert/strict';
import type { SetNotice } from '../../../src/presence/lateSet';
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
      'Circuit carried out an earlier change late and showed Do Not Disturb until 14:30. What you chose after it was set again: Busy.',
    ],
    [
      { kind: 'overturned', update: busy, late: dnd },
      'Circuit carried out an earlier change late and shows Do Not Disturb until 14:30. Choose again if you want what you chose after it: Busy.',
    ],
    [
      { kind: 'lost', update: busy, shown: ownPresence() },
      'A window was closed while it was setting Busy. Circuit shows Available.',
    ],
    [
      { kind: 'lost', update: busy, shown: undefined },
      'A window was closed while it was setting Busy, and Circuit cannot be asked what came of it.',
    ],
    [
      { kind: 'notSet', reason: 'Circuit does not answer.' },
      'What was chosen in another window was not set. Circuit does not answer.',
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
