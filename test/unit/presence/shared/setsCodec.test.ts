import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { MadeChange, SentUpdate, Sets } from '../../../../src/presence/shared/sets';
import {
  readChoice,
  readSets,
  writeChoice,
  writeSets,
} from '../../../../src/presence/shared/setsCodec';
import { anyText } from '../../anyText';

/** As much as is read of a file. */
const largestFile = 1024 * 1024;
const bytes = (text: string) => new TextEncoder().encode(text).length;

const message = fc.tuple(anyText(20), fc.nat(2_000)).map(([part, times]) => part.repeat(times));
const instant = fc.integer({ min: 0, max: 8.64e15 });
const update = fc.oneof(
  fc.record({ state: fc.constantFrom('AVAILABLE', 'AWAY', 'BUSY'), statusMessage: message }),
  fc.record({ state: fc.constant('DND'), dndUntil: instant, statusMessage: message }),
);
const sent = fc.record({
  number: fc.nat(),
  at: instant,
  tick: instant,
  update,
}) as fc.Arbitrary<SentUpdate>; // the same
const made = fc.array(fc.record({ tick: instant, change: update }), {
  maxLength: 8,
}) as fc.Arbitrary<MadeChange[]>; // the same

describe('What windows write down of their sets', () => {
  it('can be read whatever it is', () => {
    const whole = fc.record({
      settled: fc.nat(),
      taken: made,
      sent: fc.tuple(sent, made).map(([each, choices]) => ({ ...each, choices })),
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
        assert.equal(read.taken.length, sets.taken.length);
        assert.equal(read.sent?.choices.length, sets.sent?.choices.length);
        assert.deepEqual(readSets(writeSets(read)), read);
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  for (const text of ['', '{', 'null', '[]', '7', '{"settled":-1}', '{"settled":"1"}']) {
    it(`is nothing where the file holds ${text || 'no text'}`, () => {
      assert.deepEqual(readSets(text), { settled: 0, taken: [], unanswered: [] });
      assert.equal(readChoice(text), undefined);
    });
  }

  for (const fields of [
    { at: 1, tick: 1 },
    { at: 'now', tick: 1, state: 'BUSY' },
    { at: 1, state: 'BUSY' },
    { at: 1, tick: 1, state: 'OFFLINE' },
    { at: 1, tick: 1, until: 5 },
    { at: 1, tick: 1, message: ['x'] },
  ]) {
    it(`is no choice in ${JSON.stringify(fields)}`, () => {
      assert.equal(readChoice(JSON.stringify(fields)), undefined);
    });
  }

  it('keeps what was before, and what of a set a window can have written', () => {
    const update = { state: 'DND', dndUntil: 9, statusMessage: 'x' } as const;
    const before = { state: 'OFFLINE', dndUntil: undefined, statusMessage: '' } as const;
    const sent = { number: 3, at: 1, tick: 2, update, before };
    const choices = [{ tick: 2, change: { ...update, statusMessage: undefined } }];
    const all = { settled: 3, taken: choices, unanswered: [sent] };
    const whole = { ...all, sent: { ...sent, choices }, last: { ...sent, sentAgain: true } };
    assert.deepEqual(readSets(writeSets(whole)), whole);
    const read = (changes: object) => {
      const [fields] = (JSON.parse(writeSets(all)) as { unanswered: [object] }).unanswered;
      const text = JSON.stringify({ settled: 3, unanswered: [{ ...fields, ...changes }] });
      return readSets(text).unanswered.length;
    };
    assert.equal(read({}), 1);
    for (const changes of [
      { number: 0.5 },
      { number: '3' },
      { message: undefined },
      { state: undefined },
      { until: undefined },
    ]) {
      assert.equal(read(changes), 0, JSON.stringify(changes));
    }
    assert.equal(read({ state: 'BUSY', until: undefined }), 1);
  });

  it('is no more than eight of each', () => {
    const update = { state: 'BUSY', statusMessage: '' } as const;
    const unanswered = Array.from({ length: 9 }, (_, number) => ({
      number,
      at: 1,
      tick: 1,
      update,
    }));
    assert.equal(readSets(writeSets({ settled: 0, taken: [], unanswered })).unanswered.length, 8);
  });

  it('is a choice as it was made', () => {
    const whole = { state: 'DND', dndUntil: 9, statusMessage: 'x' } as const;
    const choice = { at: 5, tick: 0.25, change: whole };
    assert.deepEqual(readChoice(writeChoice(choice)), choice);
    const partial = readChoice(writeChoice({ ...choice, change: { statusMessage: '' } }));
    assert.deepEqual(partial?.change, {
      state: undefined,
      dndUntil: undefined,
      statusMessage: '',
    });
  });
});
