import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { SentUpdate, Sets } from '../../../../src/presence/shared/sets';
import {
  readChoice,
  readSets,
  writeChoice,
  writeSets,
} from '../../../../src/presence/shared/setsCodec';

/** As much as is read of a file. */
const largestFile = 1024 * 1024;
const bytes = (text: string) => new TextEncoder().encode(text).length;

const message = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 20 }), fc.nat(2_000))
  .map(([part, times]) => part.repeat(times));
const instant = fc.integer({ min: 0, max: 8.64e15 });
const update = fc.oneof(
  fc.record({ state: fc.constantFrom('AVAILABLE', 'AWAY', 'BUSY'), statusMessage: message }),
  fc.record({ state: fc.constant('DND'), dndUntil: instant, statusMessage: message }),
);
const sent = fc.record({ number: fc.nat(), at: instant, update }) as fc.Arbitrary<SentUpdate>; // the same

describe('What windows write down of their sets', () => {
  it('can be read whatever it is', () => {
    const whole = fc.record({
      settled: fc.nat(),
      sent,
      last: fc.tuple(sent, fc.boolean()).map(([each, sentAgain]) => ({ ...each, sentAgain })),
      unanswered: fc.array(sent, { maxLength: 8 }),
    }) as fc.Arbitrary<Sets>; // the same
    fc.assert(
      fc.property(whole, sets => {
        const text = writeSets(sets);
        assert.ok(bytes(text) <= largestFile);
        const read = readSets(text);
        assert.equal(read.settled, sets.settled);
        assert.equal(read.last?.update.state, sets.last?.update.state);
        assert.equal(read.unanswered.length, sets.unanswered.length);
        assert.deepEqual(readSets(writeSets(read)), read);
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  for (const text of ['', '{', 'null', '[]', '7', '{"settled":-1}', '{"settled":"1"}']) {
    it(`is nothing where the file holds ${text || 'no text'}`, () => {
      assert.deepEqual(readSets(text), { settled: 0, unanswered: [] });
      assert.equal(readChoice(text), undefined);
    });
  }

  for (const fields of [
    { at: 1 },
    { at: 'now', state: 'BUSY' },
    { at: 1, state: 'OFFLINE' },
    { at: 1, until: 5 },
    { at: 1, message: ['x'] },
  ]) {
    it(`is no choice in ${JSON.stringify(fields)}`, () => {
      assert.equal(readChoice(JSON.stringify(fields)), undefined);
    });
  }

  it('is a choice as it was made', () => {
    const choice = { at: 5, change: { state: 'DND', dndUntil: 9, statusMessage: 'x' } } as const;
    assert.deepEqual(readChoice(writeChoice(choice)), choice);
    const partial = readChoice(writeChoice({ at: 5, change: { statusMessage: '' } }));
    assert.deepEqual(partial?.change, {
      state: undefined,
      dndUntil: undefined,
      statusMessage: '',
    });
  });
});
