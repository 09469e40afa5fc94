import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readShared, writeShared } from '../../../../src/presence/shared/codec';
import { noPause } from '../../../../src/presence/shared/pause';
import {
  answersOf,
  mergeShared,
  nothingShared,
  pruneShared,
  type SharedAnswer,
  type SharedState,
} from '../../../../src/presence/shared/state';
import { presence } from '../fakeCircuit';
import { anyText } from '../../anyText';

const now = Date.UTC(2026, 0, 7, 9);
const day = 24 * 60 * 60_000;

const shared: SharedState = {
  answers: new Map([
    [
      'a',
      {
        kind: 'known',
        presence: presence('a', { state: 'DND', dndUntil: now + 1, mobile: true }),
        checkedAt: now,
        setHere: true,
      },
    ],
    [
      'b',
      {
        kind: 'known',
        presence: presence('b', { statusMessage: 'hi', isOptedOut: true, dndUntil: undefined }),
        checkedAt: now - 5,
        setHere: false,
      },
    ],
    ['gone', { kind: 'unknown', checkedAt: now - 9 }],
  ]),
  pause: { at: now, failures: 2, notBefore: now + 60_000, status: 503 },
};

/** As much as is read of a file. */
const largestFile = 1024 * 1024;

function told(id: string, statusMessage: string): [string, SharedAnswer] {
  return [id, { kind: 'known', presence: presence(id, { statusMessage }), checkedAt: now }];
}

/** The file of `shared` with some of its fields replaced. */
function fileWith(changes: object): string {
  return JSON.stringify({ ...(JSON.parse(writeShared(shared, 'me', now)) as object), ...changes });
}

function answer(changes: object): string {
  return fileWith({ answers: [{ userId: 'x', at: now, state: 'BUSY', ...changes }] });
}

describe('What windows share', () => {
  it('is read as it was written', () => {
    const read = readShared(writeShared(shared, 'me', now), 'me', now);
    assert.deepEqual([...read.answers.keys()], ['a', 'b', 'gone']);
    assert.deepEqual(read.answers.get('a'), {
      ...shared.answers.get('a'),
      presence: presence('a', { state: 'DND', dndUntil: now + 1, mobile: true }),
    });
    assert.deepEqual(read.answers.get('b'), shared.answers.get('b'));
    assert.equal(read.answers.get('gone')?.kind, 'unknown');
    assert.deepEqual(read.pause, shared.pause);
  });

  it('names no person and holds no more than is shown of one', () => {
    const file = JSON.parse(writeShared(shared, 'me', now)) as { answers: object[] };
    assert.deepEqual(Object.keys(file), ['account', 'at', 'pause', 'answers']);
    assert.deepEqual(Object.keys(file.answers[0] ?? {}), [
      'userId',
      'at',
      'setHere',
      'state',
      'until',
      'message',
      'mobile',
      'isOptedOut',
    ]);
  });

  for (const [words, text] of [
    ['missing', undefined],
    ['empty', ''],
    ['garbage', '\u0000{"a'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['of another account', fileWith({ account: 'other' })],
    ['from the year 9999', fileWith({ at: 253_370_764_800_000 })],
    ['of a negative time', fileWith({ at: -1 })],
    ['of no time', fileWith({ at: '1' })],
    ['full of nonsense', fileWith({ answers: 'x', pause: [] })],
  ] as const) {
    it(`is nothing when the file is ${words}`, () => {
      assert.deepEqual(readShared(text, 'me', now), nothingShared);
    });
  }

  for (const [words, text] of [
    ['an id that could not be asked for', answer({ userId: '../../x' })],
    ['an id that is no text', answer({ userId: 7 })],
    ['a time ahead', answer({ at: now + day })],
    ['a state there is not', answer({ state: 'HAPPY' })],
    ['null for an answer', fileWith({ answers: [null, [], 'x'] })],
  ] as const) {
    it(`leaves out ${words}`, () => {
      assert.equal(readShared(text, 'me', now).answers.size, 0);
    });
  }

  it('may be two seconds ahead, as clocks on one disk are', () => {
    const ahead = (ms: number) => now + ms;
    assert.equal(readShared(answer({ at: ahead(2_000) }), 'me', now).answers.size, 1);
    assert.equal(readShared(answer({ at: ahead(2_001) }), 'me', now).answers.size, 0);
    const file = (at: number) => readShared(fileWith({ at }), 'me', now).answers.size;
    assert.deepEqual([file(ahead(2_000)), file(ahead(2_001)), file(0)], [3, 0, 3]);
  });

  it('holds a pause of a day at most, of a hundred failures at most', () => {
    const pauseOf = (changes: object) => {
      const pause = { at: now, failures: 1, notBefore: now + day, status: 429, ...changes };
      return readShared(fileWith({ pause }), 'me', now).pause;
    };
    assert.equal(pauseOf({}).notBefore, now + day);
    assert.equal(pauseOf({ failures: 101 }).failures, 100);
    assert.equal(pauseOf({ failures: 99 }).failures, 99);
    assert.deepEqual(pauseOf({ status: 0.5 }), noPause);
    assert.deepEqual(pauseOf({ notBefore: '1' }), noPause);
  });

  it('takes over no odd field', () => {
    const text = answer({ until: 1e300, message: ['x'], mobile: 'yes' }).replace(
      '"state"',
      '"__proto__":{"mobile":true},"state"',
    );
    const { answers } = readShared(text, 'me', now);
    const known = answers.get('x');
    assert.ok(known?.kind === 'known');
    assert.deepEqual(known.presence, presence('x', { state: 'BUSY', dndUntil: undefined }));
  });

  it('caps messages and the number of people', () => {
    const long = readShared(answer({ message: 'm'.repeat(900_000) }), 'me', now).answers.get('x');
    assert.ok(long?.kind === 'known' && long.presence.statusMessage.length <= 4_096);
    const many = Array.from({ length: 9_999 }, (_, i) => ({
      userId: `u${i}`,
      at: now,
      state: 'AWAY',
    }));
    assert.ok(readShared(fileWith({ answers: many }), 'me', now).answers.size <= 2_000);
  });

  for (const [words, pause] of [
    ['longer than a day', { at: now, failures: 1, notBefore: now + day + 1, status: 429 }],
    ['from a time ahead', { at: now + day, failures: 1, notBefore: now + day, status: 429 }],
    ['for ever', { at: now, failures: 1, notBefore: Infinity, status: 429 }],
    ['of minus one failure', { at: now, failures: -1, notBefore: now, status: 429 }],
    ['of half a failure', { at: now, failures: 0.5, notBefore: now, status: 429 }],
    ['of no numbers', { at: 'a', failures: 'b', notBefore: 'c', status: 'd' }],
  ] as const) {
    it(`believes in no pause ${words}`, () => {
      assert.deepEqual(readShared(fileWith({ pause }), 'me', now).pause, noPause);
    });
  }

  const family = '👨‍👩‍👧‍👦';
  for (const [words, people, message] of [
    ['one message of a megabyte', 1, 'm'.repeat(1_000_000)],
    ['one of a megabyte of control characters', 1, '\u0001'.repeat(1_000_000)],
    ['200 of 255 families', 200, family.repeat(255)],
    ['2,000 of 4,000 halves of characters', 2_000, '\ud83d'.repeat(4_000)],
    ['9,999 people with something to say', 9_999, family.repeat(50)],
    ['nobody', 0, ''],
  ] as const) {
    it(`can be read when there is ${words}`, () => {
      const answers = Array.from({ length: people }, (_, at) => told(`u${at}`, message));
      const text = writeShared({ answers: new Map(answers), pause: noPause }, 'me', now);
      assert.ok(new TextEncoder().encode(text).length <= largestFile, `${text.length}`);
      const read = readShared(text, 'me', now);
      assert.equal(read.answers.size, Math.min(people, 2_000));
      for (const answer of read.answers.values()) {
        assert.ok(answer.kind === 'known' && message.startsWith(answer.presence.statusMessage));
        assert.ok(answer.presence.statusMessage.isWellFormed() || !message.isWellFormed());
        assert.ok(answer.presence.statusMessage.length > 0);
      }
    });
  }

  it('can be read whatever was written', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/);
    const text = fc.tuple(anyText(40), fc.nat(2_000)).map(([part, times]) => part.repeat(times));
    const messages = fc.uniqueArray(fc.tuple(id, text), { maxLength: 300, selector: ([of]) => of });
    fc.assert(
      fc.property(messages, people => {
        const answers = new Map(people.map(([of, message]) => told(of, message)));
        const written = writeShared({ answers, pause: shared.pause }, 'me', now);
        assert.ok(new TextEncoder().encode(written).length <= largestFile);
        const read = readShared(written, 'me', now);
        assert.deepEqual([...read.answers.keys()].sort(), [...answers.keys()].sort());
        assert.deepEqual(read.pause, shared.pause);
        const again = writeShared(read, 'me', now);
        assert.deepEqual(readShared(again, 'me', now), read);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('keeps what is newer of each person, and the newer pause', () => {
    const older = presence('a', { state: 'AWAY' });
    const merged = mergeShared(shared, {
      answers: new Map([
        ['a', { kind: 'known', presence: older, checkedAt: now - 1 }],
        ['c', { kind: 'known', presence: presence('c'), checkedAt: now }],
      ]),
      pause: noPause,
    });
    assert.deepEqual([...merged.answers.keys()], ['a', 'b', 'gone', 'c']);
    assert.deepEqual(merged.answers.get('a'), shared.answers.get('a'));
    assert.equal(merged.pause, shared.pause);
  });

  it('takes the later of two that are equally old, and drops what is from a time ahead', () => {
    const busy = presence('a', { state: 'BUSY' });
    const later = new Map([['a', { kind: 'known', presence: busy, checkedAt: now } as const]]);
    const pause = { ...shared.pause, failures: 9 };
    const merged = mergeShared(shared, { answers: later, pause });
    assert.equal(merged.answers.get('a'), later.get('a'));
    assert.equal(merged.pause, pause);
    const earlier = pruneShared(merged, now - 1);
    assert.deepEqual([...earlier.answers.keys()], ['b', 'gone']);
    assert.equal(earlier.pause, noPause);
    assert.equal(pruneShared(merged, now).pause, pause);
  });

  it('marks a set while Circuit shows the same, and who is unknown', () => {
    const found = [presence('a', { state: 'DND', dndUntil: now + 1, mobile: true }), presence('b')];
    const answers = answersOf({ presences: found, unknownIds: ['c'] }, now + 5, shared.answers);
    const marks = [...answers].map(([id, { kind, setHere, checkedAt }]) => [
      id,
      kind,
      setHere,
      checkedAt - now,
    ]);
    assert.deepEqual(marks, [
      ['a', 'known', true, 5],
      ['b', 'known', false, 5],
      ['c', 'unknown', undefined, 5],
    ]);
  });

  it('forgets whom nobody asked for in ten minutes, and unknown people after an hour', () => {
    const kept = (later: number) => [...pruneShared(shared, now + later).answers.keys()];
    assert.deepEqual(kept(0), ['a', 'b', 'gone']);
    assert.deepEqual(kept(10 * 60_000), ['gone']);
    assert.deepEqual(kept(60 * 60_000), []);
  });
});
