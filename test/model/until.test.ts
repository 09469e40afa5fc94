import assert from 'node:assert/strict';
import { type Fault, play, type Story } from '../unit/presence/until/model/play';
import { playRandomStories } from '../unit/presence/until/model/stories';

const second = 1_000;
const minute = 60 * second;
const legMs = 4;
/** The steps on the disk and to Circuit of one phase, and some more. */
const steps = 60;
/** Before that, what somebody chose until an event is not written down: it comes after. */
const firstStep = 8;
const asideSteps = 20;
const asideMs = 400;
const eventAt = 14 * minute;

const phases = [
  { name: 'begins', at: 0, from: firstStep },
  { name: 'is renewed', at: 10 * minute - 100, from: 1 },
  { name: 'ends', at: eventAt - 100, from: 1 },
] as const;

const faults: readonly (readonly [string, Fault])[] = [
  ['a choice in the same window', { kind: 'choose', window: 0 }],
  ['a choice in the other window', { kind: 'choose', window: 1 }],
  [
    'a change elsewhere',
    { kind: 'elsewhere', update: { state: 'BUSY', statusMessage: 'elsewhere' } },
  ],
  ['a crash', { kind: 'crash' }],
  ['a reload', { kind: 'crash', reopenAfterMs: 2 * second }],
  ['a moment offline', { kind: 'offline', forMs: 5 * second }],
  ['a long time offline', { kind: 'offline', forMs: 20 * minute }],
  ['a sleep', { kind: 'sleep', forMs: 20 * minute }],
  ['a clock set back', { kind: 'clock', byMs: -60 * minute }],
  ['a clock set ahead', { kind: 'clock', byMs: 60 * minute }],
];

/** The first window is struck at one of its steps, and the second put aside at one of its own, if at all. */
function story(fault: Fault, at: number, number: number, aside: number | undefined): Story {
  let taken = 0;
  return {
    event: 'task',
    before: { state: 'BUSY', statusMessage: 'in review' },
    eventAt,
    backIn: 0,
    fault: { ...fault, at, step: { window: 0, number } },
    legMs: () => legMs,
    paceMs: window => (window === 1 && ++taken === aside ? asideMs : 1),
  };
}

describe('A status until something happens, in one of two windows', () => {
  for (const { name, at, from } of phases) {
    for (const [what, fault] of faults) {
      const isOrdered = fault.kind === 'choose' && fault.window === 1;
      const asides = isOrdered ? Array.from({ length: asideSteps }, (_, step) => step + 1) : [];
      it(`survives ${what} at each step while it ${name}`, async () => {
        const wrong: string[] = [];
        for (let number = from; number < from + steps; number += 1) {
          for (const aside of [undefined, ...asides]) {
            const found = await play(story(fault, at, number, aside));
            wrong.push(...found.map(each => `step ${number}, aside at ${aside}: ${each}`));
          }
        }
        assert.deepEqual(wrong, []);
      });
    }
  }
});

const stories = 20_000;
const each = 1_000;

describe('A status until something happens, while one thing comes in between', () => {
  for (let first = 0; first < stories; first += each) {
    it(`leaves nothing behind and overwrites nothing, in stories ${first} to ${first + each - 1}`, async () => {
      assert.deepEqual(await playRandomStories(each, first), []);
    });
  }
});
