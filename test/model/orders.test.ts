import assert from 'node:assert/strict';
import { explore, type StepFault } from '../unit/presence/model/explore';
import type { PutFault } from '../unit/presence/model/server';

const second = 1_000;
const changes = [{ state: 'AWAY' }, { state: 'BUSY' }] as const;

const atAnyStep: readonly (readonly [words: string, fault: StepFault])[] = [
  ['the first window is gone from any step on', 'crash 0'],
  ['the second window is gone from any step on', 'crash 1'],
  ['the first window stands still at any step until its lease is taken', 'stop 0'],
  ['the second window stands still at any step until its lease is taken', 'stop 1'],
  ['the clock is set back at any step', 'back'],
  ['the clock is set forth at any step', 'forth'],
];
const lost = [0, 1].map(put => [`the answer to set ${put} is lost`, put] as const);
const late = [0, 1].flatMap(put => [4, 150].map(seconds => [put, seconds * second] as const));

describe('Two windows in each of which somebody chooses once', () => {
  async function endRight(fault: StepFault | PutFault, keepsOrder = true): Promise<void> {
    const { wrong, ends } = await explore({ changes, fault, keepsOrder });
    assert.deepEqual(wrong, []);
    assert.ok(ends > 50, `${ends} ends`);
  }

  for (const [words, fault] of atAnyStep) {
    it(`end right in whichever order things happen, where ${words}`, () => endRight(fault));
  }
  for (const [words, put] of lost) {
    it(`end right in whichever order things happen, where ${words}`, () =>
      endRight({ kind: 'lostAnswer', put }));
  }
  for (const [put, byMs] of late) {
    const words = `set ${put} is carried out ${byMs / second} s later`;
    it(`end right in whichever order things happen, where ${words}, and those after it later still`, () =>
      endRight({ kind: 'late', put, byMs }));
    it(`end right or say so in whichever order things happen, where ${words}`, () =>
      endRight({ kind: 'late', put, byMs }, false));
  }
});
