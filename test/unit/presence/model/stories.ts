import type { PresenceChange } from '../../../../src/presence/presenceChange';
import { minute, second } from '../fakeTime';
import { seeded } from '../seeded';
import { type Choice, type Fault, play, type Scenario } from './play';
import type { End } from './world';

const changes: readonly [PresenceChange, ...PresenceChange[]] = [
  { state: 'AWAY' },
  { state: 'BUSY' },
  { state: 'AVAILABLE', statusMessage: 'at my desk' },
  { statusMessage: 'back soon' },
  { state: 'BUSY', statusMessage: 'in a meeting' },
  { state: 'AWAY', statusMessage: '' },
];

/** A story of so many windows in which one thing goes wrong, if any. */
export function randomStory(windows: number, random: () => number): Scenario {
  const pick = <T>(list: readonly [T, ...T[]]): T =>
    list[Math.floor(random() * list.length)] ?? list[0];
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least));
  const choices: Choice[] = [];
  for (let at = 0, left = between(2, 5); left > 0; left -= 1) {
    at += between(0, random() < 0.4 ? 400 : 3_000);
    choices.push({ at, window: between(0, windows), change: pick(changes) });
  }
  const slowMs = pick([5, 60, 400, 2_500]);
  return {
    windows: Array.from({ length: windows }, (_, at) =>
      at === 0 ? pick(['focused', 'unfocused']) : pick(['focused', 'unfocused', 'inactive']),
    ),
    choices,
    fault: randomFault(windows, between, pick),
    keepsOrder: random() < 0.4,
    legMs: () => between(1, slowMs),
    paceMs: () => (random() < 0.03 ? between(10, 300) : between(0, 4)),
  };
}

function randomFault(
  windows: number,
  between: (least: number, most: number) => number,
  pick: <T>(list: readonly [T, ...T[]]) => T,
): Fault | undefined {
  const kinds = ['none', 'lostAnswer', 'late', 'late', 'crash', 'crash', 'stop', 'clock'] as const;
  const at = between(0, 12_000);
  const put = between(0, 4);
  switch (pick<(typeof kinds)[number]>(kinds)) {
    case 'none':
      return undefined;
    case 'lostAnswer':
      return { kind: 'lostAnswer', put };
    case 'late':
      return { kind: 'late', put, byMs: between(2 * second, pick([20 * second, 5 * minute])) };
    case 'crash':
      return { kind: 'crash', at, window: between(0, windows) };
    case 'stop': {
      const forMs = between(100, pick([5 * second, 30 * second, 5 * minute]));
      return { kind: 'stop', at, window: between(0, windows), forMs };
    }
    case 'clock':
      return {
        kind: 'clock',
        at,
        byMs: pick([1, -1]) * pick([3 * second, 90 * second, 60 * minute]),
      };
  }
}

/** Plays so many random stories of three windows, and gives those that ended wrong. */
export async function playRandomStories(count: number, firstSeed: number): Promise<string[]> {
  const wrong: string[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const story = randomStory(3, seeded(seed));
    wrong.push(...describeIfWrong(`seed ${seed}`, story, await play(story)));
  }
  return wrong;
}

/** No end is wrong where Circuit keeps the order, and none that nobody was told of. */
export function describeIfWrong(name: string, story: Scenario, end: End): string[] {
  return end.isRight || (end.isTold && !story.keepsOrder)
    ? []
    : [`${name}, ${end.isTold ? 'told' : 'silent'}: ${JSON.stringify(story)}`];
}
