import type { Presence } from '../../../../../src/circuit/schemas';
import { hour, minute, second } from '../../fakeTime';
import { seeded } from '../../seeded';
import { type Fault, play, type Story } from './play';

type Pick = <T>(list: readonly [T, ...T[]]) => T;
type Between = (least: number, most: number) => number;

/** A story in which at most one thing goes wrong. */
export function randomStory(random: () => number): Story {
  const pick: Pick = list => list[Math.floor(random() * list.length)] ?? list[0];
  const between: Between = (least, most) => least + Math.floor(random() * (most - least));
  const event = pick(['debugging', 'task', 'terminal', 'task', 'back', 'dndEnd'] as const);
  const nearly = () => between(-5 * second, 5 * second);
  const eventAt = pick([
    between(2 * second, 50 * minute),
    pick([10, 20, 30]) * minute + nearly(),
    pick([30 * second, 5 * minute + nearly(), 6 * minute, 70 * minute]),
  ]);
  const slowMs = pick([5, 60, 400, 2_500]);
  const kind = pick([
    'none',
    'choose',
    'choose',
    'elsewhere',
    'crash',
    'crash',
    'offline',
    'sleep',
    'clock',
  ] as const);
  const faultAt = pick([
    between(500, 5 * second),
    between(500, Math.max(eventAt, minute)),
    pick([10, 20]) * minute + nearly(),
    Math.max(eventAt + pick([0, 30 * second]) + nearly(), 500),
  ]);
  return {
    event,
    before: randomBefore(pick),
    eventAt,
    backIn: between(0, 2),
    fault: kind === 'none' ? undefined : { ...randomFault(kind, pick, between), at: faultAt },
    legMs: () => between(1, slowMs),
    paceMs: () => (random() < 0.03 ? between(10, 30) : between(0, 4)),
  };
}

function randomBefore(pick: Pick): Partial<Presence> {
  return pick<Partial<Presence>>([
    {},
    { state: 'BUSY', statusMessage: 'in review' },
    { state: 'AWAY' },
    { state: 'OFFLINE' },
  ]);
}

function randomFault(kind: Fault['kind'], pick: Pick, between: Between): Fault {
  switch (kind) {
    case 'choose':
      return { kind, window: between(0, 2) };
    case 'elsewhere':
      return { kind, update: { state: 'BUSY', statusMessage: 'elsewhere' } };
    case 'crash':
      return { kind, reopenAfterMs: pick([undefined, 2 * second, between(second, 20 * minute)]) };
    case 'offline':
    case 'sleep':
      return { kind, forMs: pick([5 * second, 4 * minute, 20 * minute, 3 * hour]) };
    case 'clock':
      return { kind, byMs: pick([1, -1]) * pick([3 * second, 90 * second, 20 * minute, hour]) };
  }
}

/** Plays `count` random stories and returns those that ended wrong. */
export async function playRandomStories(count: number, firstSeed: number): Promise<string[]> {
  const wrong: string[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const story = randomStory(seeded(seed));
    const found = await play(story);
    wrong.push(...found.map(what => `seed ${seed}: ${what}: ${JSON.stringify(story)}`));
  }
  return wrong;
}
