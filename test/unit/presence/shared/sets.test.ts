import assert from 'node:assert/strict';
import type { Presence } from '../../../../src/circuit/schemas';
import {
  isUntouched,
  isWithin,
  lastSetTick,
  noSets,
  overturnedBy,
  type SentUpdate,
  type SetEnd,
  type Sets,
  timesToLook,
  withEnd,
  withOverturned,
  withSent,
  withUnanswered,
} from '../../../../src/presence/shared/sets';
import { presence } from '../fakeCircuit';
import { minute, second } from '../fakeTime';

const at = Date.UTC(2026, 0, 7, 9);
const tick = 5_000_000;
const now = { at, tick };
const busy = { state: 'BUSY', statusMessage: '' } as const;
const away = { state: 'AWAY', statusMessage: '' } as const;

function sent(number: number, update: SentUpdate['update'], agoMs = 0): SentUpdate {
  return { number, update, at: at - agoMs, tick: tick - agoMs };
}

function sets(parts: Partial<Sets> = {}): Sets {
  return { ...noSets, ...parts };
}

describe('A set that was not carried out', () => {
  const before = { state: 'DND', dndUntil: 7, statusMessage: 'writing' } as const;
  const shown = (changes: Partial<Presence> = {}) => presence('me', { ...before, ...changes });

  it('leaves Circuit showing all of what was before', () => {
    const set = { ...sent(1, busy), before };
    assert.equal(isUntouched(set, shown()), true);
    for (const change of [{ state: 'AWAY' }, { dndUntil: 8 }, { statusMessage: '' }] as const) {
      assert.equal(isUntouched(set, shown(change)), false, Object.keys(change).join());
    }
    assert.equal(isUntouched(sent(1, busy), shown()), false, 'nobody knows what was before');
  });
});

describe('The record of sets', () => {
  it('holds for a time what Circuit took or may have taken, and what it may still carry out', () => {
    const choices = [{ tick, change: { state: 'BUSY' as const } }];
    const lists: [end: SetEnd, taken: number, last: number | undefined, unanswered: number][] = [
      ['answered', 1, 3, 0],
      ['shown', 1, 3, 1],
      ['notShown', 1, undefined, 1],
      ['refused', 0, undefined, 0],
    ];
    for (const [end, taken, last, unanswered] of lists) {
      const after = withEnd(sets({ settled: 2 }), { ...sent(3, busy), choices }, end, now);
      const found = [after.settled, after.taken.length, after.last?.number];
      assert.deepEqual(found, [3, taken, last], end);
      assert.equal(after.unanswered.length, unanswered, end);
    }
  });

  it('never goes back to what was settled before', () => {
    const after = withEnd(sets({ settled: 9 }), { ...sent(3, busy), choices: [] }, 'answered', now);
    assert.equal(after.settled, 9);
  });

  it('counts a set from when it ended, and as sent once', () => {
    const early = { ...sent(3, busy, minute), choices: [] };
    const { last } = withEnd(sets(), early, 'answered', now);
    assert.deepEqual([last?.at, last?.tick, last?.sentAgain], [at, tick, false]);
  });

  it('keeps the last eight, and none for longer than a quarter of an hour', () => {
    const many = Array.from({ length: 9 }, (_, index) => sent(index, busy));
    const full = many.reduce((all, each) => withUnanswered(all, each, tick), sets());
    assert.deepEqual(
      full.unanswered.map(({ number }) => number),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
    const old = sets({ unanswered: [sent(1, busy, 15 * minute), sent(2, busy, 15 * minute + 1)] });
    const kept = withUnanswered(old, sent(3, busy), tick).unanswered;
    assert.deepEqual(
      kept.map(({ number }) => number),
      [1, 3],
    );
    const taken = Array.from({ length: 9 }, (_, index) => ({
      tick: tick - (index === 8 ? 3 * minute : 0),
      change: { state: 'BUSY' as const, dndUntil: index },
    }));
    const late = { tick: tick - 3 * minute - 1, change: { state: 'AWAY' as const } };
    const end = { ...sent(3, busy), choices: [late] };
    const { taken: left } = withEnd(sets({ taken }), end, 'answered', now);
    assert.deepEqual(
      left.map(({ change }) => change.dndUntil),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
  });

  it('counts a set whose window died as one that Circuit may still carry out', () => {
    const dead = { ...sent(1, busy), choices: [] };
    const next = { ...sent(2, away), choices: [] };
    const after = withSent(sets({ sent: dead }), next);
    assert.equal(after.sent?.number, 2);
    assert.deepEqual(
      after.unanswered.map(({ number }) => number),
      [1],
    );
  });

  it('knows when the last set of any kind was', () => {
    assert.equal(lastSetTick(sets()), -Infinity);
    const [older, newest] = [sent(1, busy, 2), sent(2, busy, 1)];
    const record = (last: SentUpdate, underWay: SentUpdate, unanswered: SentUpdate) =>
      sets({
        last: { ...last, sentAgain: false },
        sent: { ...underWay, choices: [] },
        unanswered: [unanswered],
      });
    for (const each of [
      record(newest, older, older),
      record(older, newest, older),
      record(older, older, newest),
    ]) {
      assert.equal(lastSetTick(each), tick - 1);
    }
  });

  it('calls nothing from the future recent', () => {
    assert.deepEqual(
      [-1, 0, 5, 6].map(ago => isWithin(10 - ago, 10, 5)),
      [false, true, true, false],
    );
  });
});

describe('A set that Circuit carried out late', () => {
  const last = { ...sent(2, busy, minute), sentAgain: false };
  const late = sent(1, away, 2 * minute);
  const shown = presence('me', away);
  const find = (parts: Partial<Sets>, found = shown) =>
    overturnedBy(sets({ last, unanswered: [late], ...parts }), found, now);

  it('is an earlier one without an answer, of which Circuit shows all', () => {
    assert.deepEqual(find({}), { by: late, last, isToBeSentAgain: true });
    assert.equal(find({ last: undefined }), undefined);
    assert.equal(find({ unanswered: [] }), undefined);
    assert.equal(find({}, presence('me', busy)), undefined);
    assert.equal(find({}, presence('me', { ...away, statusMessage: 'phone' })), undefined);
  });

  it('is not one that came after the last, or is the last itself', () => {
    assert.equal(find({ unanswered: [sent(3, away)] }), undefined);
    assert.equal(find({ unanswered: [late, sent(3, away)] }), undefined);
    assert.equal(find({ unanswered: [sent(2, away)] }), undefined);
    assert.ok(find({ unanswered: [late, sent(2, away)] }));
    assert.ok(find({ unanswered: [sent(3, busy), late] }), 'a later one that is not shown');
  });

  it('is answered by setting the last one again, once, within two minutes by both clocks', () => {
    const isSentAgain = (changes: Partial<typeof last>) =>
      find({ last: { ...last, ...changes } })?.isToBeSentAgain;
    const limit = 2 * minute;
    assert.equal(isSentAgain({ at: at - limit, tick: tick - limit }), true);
    assert.equal(isSentAgain({ at: at - limit - 1 }), false);
    assert.equal(isSentAgain({ tick: tick - limit - 1 }), false);
    assert.equal(isSentAgain({ sentAgain: true }), false);
  });

  it('is noted, so that the last one is sent again once and the late one told of once', () => {
    const record = sets({ last, unanswered: [late, sent(3, busy)] });
    const again = withOverturned(record, { by: late, last, isToBeSentAgain: true });
    assert.equal(again.last?.sentAgain, true);
    assert.deepEqual(
      again.unanswered.map(({ number }) => number),
      [3],
    );
    const told = { by: late, last, isToBeSentAgain: false };
    assert.equal(withOverturned(record, told).last?.sentAgain, false);
    assert.equal(withOverturned(again, told).last?.sentAgain, true);
  });

  it('is looked for 10, 30, 60 and 110 seconds after the last one', () => {
    const times = (parts: Partial<Sets>) =>
      timesToLook(sets({ last, unanswered: [late], ...parts }));
    const seconds = [10, 30, 60, 110].map(each => last.at + each * second);
    assert.deepEqual(times({}), seconds);
    assert.deepEqual(times({ unanswered: [sent(2, away)] }), []);
    assert.deepEqual(times({ last: undefined }), []);
  });
});
