import assert from 'node:assert/strict';
import { seeded } from '../seeded';
import { type Move, SetsAndPolls } from './setsAndPolls';

const atOnce = () => 1_000;

function replay(sets: number, polls: number, moves: readonly Move[]): SetsAndPolls {
  const model = new SetsAndPolls(sets, polls, atOnce);
  moves.forEach(move => model.take(move));
  return model;
}

/**
 * Goes through every order the steps can come in. Orders that lead to the same situation go on
 * alike from there, so that each situation is gone on from once.
 */
function goThroughAll(
  sets: number,
  polls: number,
): { ends: number; wrong: number; reverts: number } {
  const result = { ends: 0, wrong: 0, reverts: 0 };
  const seen = new Set<string>();
  const open: Move[][] = [[]];
  for (const moves of takeAll(open)) {
    const model = replay(sets, polls, moves);
    result.reverts += model.reverts;
    if (seen.has(model.key)) {
      continue;
    }
    seen.add(model.key);
    const next = model.moves;
    result.ends += next.length === 0 ? 1 : 0;
    result.wrong += next.length === 0 && model.isWrong ? 1 : 0;
    open.push(...next.map(move => [...moves, move]));
  }
  return result;
}

/** Until there is nothing left, with what is added meanwhile. */
function* takeAll<T>(stack: T[]): Generator<T> {
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next;
  }
}

describe('Setting while polling', () => {
  for (const sets of [1, 2, 3]) {
    for (const polls of [1, 2, 3, 4]) {
      it(`never shows an older presence again, with ${sets} sets and ${polls} polls in any order`, () => {
        const { ends, wrong, reverts } = goThroughAll(sets, polls);
        assert.ok(ends > 0);
        assert.deepEqual({ wrong, reverts }, { wrong: 0, reverts: 0 });
      });
    }
  }

  it('never shows an older presence again in 20,000 random orders, while time goes on', () => {
    const random = seeded(4);
    let [reverts, wrong] = [0, 0];
    for (let run = 0; run < 20_000; run += 1) {
      let now = 1_000;
      const model = new SetsAndPolls(
        1 + Math.floor(random() * 3),
        1 + Math.floor(random() * 4),
        () => now,
      );
      for (let moves = model.moves; moves.length > 0; moves = model.moves) {
        now += Math.floor(random() * 3);
        model.take(moves[Math.floor(random() * moves.length)] ?? { kind: 'set' });
      }
      reverts += model.reverts;
      wrong += model.isWrong ? 1 : 0;
    }
    assert.deepEqual({ wrong, reverts }, { wrong: 0, reverts: 0 });
  });
});
