import assert from 'node:assert/strict';
import { type End, type Fault, play, type Scenario } from '../unit/presence/model/play';
import { describeIfWrong } from '../unit/presence/model/stories';

const second = 1_000;
const legMs = 4;
/** Steps on the disk and to Circuit that a choice takes, from when it is written down, and some more. */
const steps = 40;
const firstStep = 8;
const putAside = 400;

/**
 * The first window is put aside at one of its steps while the second takes so many of its own; then
 * that one is, until the first is done.
 */
function story(switchAt: number, backAt: number, fault: Fault | undefined, keepsOrder: boolean) {
  const taken = [0, 0];
  const paceMs = (window: number) => {
    const step = (taken[window] = (taken[window] ?? 0) + 1);
    if (window === 0) {
      return step === switchAt ? backAt + 1 : 1;
    }
    return step === backAt ? putAside : 1;
  };
  const choices = [
    { at: 0, window: 0, change: { state: 'AWAY' } },
    { at: switchAt, window: 1, change: { state: 'BUSY' } },
  ] as const;
  const windows = ['unfocused', 'inactive'] as const;
  return { windows, choices, fault, keepsOrder, legMs: () => legMs, paceMs } satisfies Scenario;
}

/** One fault of each kind, at the moments when one window gives way to the other. */
function faults(switchAt: number, backAt: number): readonly (Fault | undefined)[] {
  const moments = [switchAt, switchAt + backAt];
  return [
    undefined,
    ...[0, 1].map(put => ({ kind: 'lostAnswer', put }) as const),
    ...[0, 1].flatMap(put =>
      [4, 11, 45, 150].map(s => ({ kind: 'late', put, byMs: s * second }) as const),
    ),
    ...moments.flatMap(at => [0, 1].map(window => ({ kind: 'crash', at, window }) as const)),
    ...moments.flatMap(at =>
      [-3_600, 3_600].map(s => ({ kind: 'clock', at, byMs: s * second }) as const),
    ),
  ];
}

describe('Two windows in each of which somebody chooses once', () => {
  for (const keepsOrder of [true, false]) {
    const circuit = keepsOrder ? 'keeps the order' : 'may be late';
    for (let switchAt = firstStep; switchAt < steps; switchAt += 1) {
      it(`end right or say so, with the second from step ${switchAt} on, where Circuit ${circuit}`, async () => {
        const wrong: string[] = [];
        for (let backAt = 1; backAt < steps; backAt += 1) {
          for (const fault of faults(switchAt, backAt)) {
            const scenario = story(switchAt, backAt, fault, keepsOrder);
            const end: End = await play(scenario);
            wrong.push(...describeIfWrong(`${switchAt}, ${backAt}`, scenario, end));
          }
        }
        assert.deepEqual(wrong, []);
      });
    }
  }
});
