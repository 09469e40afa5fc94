import type { PresenceChange } from '../../../../src/presence/presenceChange';
import { second } from '../fakeTime';
import type { PutFault } from './server';
import { pass } from './windowLife';
import { type End, World, type WorldOptions } from './world';

/** What goes wrong, if anything. Times are milliseconds after the windows are at rest. */
export type Fault =
  | PutFault
  | { readonly kind: 'crash'; readonly window: number; readonly at: number }
  | { readonly kind: 'stop'; readonly window: number; readonly at: number; readonly forMs: number }
  | { readonly kind: 'clock'; readonly at: number; readonly byMs: number };

/** What a person chooses in a window, and when. */
export interface Choice {
  readonly window: number;
  readonly at: number;
  readonly change: PresenceChange;
}

/** One story of several windows. */
export interface Scenario {
  readonly windows: WorldOptions['windows'];
  /** In the order of time. */
  readonly choices: readonly Choice[];
  readonly fault: Fault | undefined;
  readonly keepsOrder: boolean;
  /** How long a request takes to Circuit, or an answer back. */
  readonly legMs: () => number;
  /** How long a step on the disk takes. */
  readonly paceMs: () => number;
}

const hotMs = 60 * second;

/** Plays a story. */
export async function play(scenario: Scenario): Promise<End> {
  const { windows, keepsOrder, fault, choices, legMs, paceMs } = scenario;
  let isHot = false;
  const waiting = async (ms: number) => {
    await pass(ms);
    return () => undefined;
  };
  const world = new World({
    windows,
    keepsOrder,
    fault: fault?.kind === 'late' || fault?.kind === 'lostAnswer' ? fault : undefined,
    pace: { disk: () => waiting(isHot ? paceMs() : 0), leg: () => waiting(legMs()) },
  });
  await world.rest();
  isHot = true;
  for (const { at, window, change } of choices) {
    void pass(at).then(() => world.choose(window, change));
  }
  void breakIt(world, fault);
  await world.time.pass(hotMs);
  isHot = false;
  return await world.end();
}

async function breakIt(world: World, fault: Fault | undefined): Promise<void> {
  switch (fault?.kind) {
    case 'crash':
      await pass(fault.at);
      world.crash(fault.window);
      break;
    case 'stop':
      await pass(fault.at);
      await world.at(fault.window).life.standStill(fault.forMs);
      break;
    case 'clock':
      await pass(fault.at);
      world.setClock(fault.byMs);
      break;
    case 'late':
    case 'lostAnswer':
    case undefined:
  }
}
