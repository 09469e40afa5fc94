import type { PresenceChange } from '../../../../src/presence/presenceChange';
import { completeUpdate } from '../../../../src/presence/presenceChange';
import type { Presence } from '../../../../src/circuit/schemas';
import { fulfils } from '../../../../src/presence/equality';
import { presence } from '../fakeCircuit';
import { FakeTime, minute, second } from '../fakeTime';
import type { Window } from '../shared/windows';
import { ModelServer, pass, type PutFault, WindowLife } from './server';
import { Disk } from './slowFolder';

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
  readonly windows: readonly ('focused' | 'unfocused' | 'inactive')[];
  /** In the order of time. */
  readonly choices: readonly Choice[];
  readonly fault: Fault | undefined;
  readonly keepsOrder: boolean;
  /** How long a request takes to Circuit, or an answer back. */
  readonly legMs: () => number;
  /** How long a step on the disk takes in a window. */
  readonly paceMs: (window: number) => number;
}

/** How it ended. */
export interface End {
  /** Circuit shows what was chosen last, with all that was chosen before and not changed by it. */
  readonly isRight: boolean;
  /** Somebody was told that the last choice is not what Circuit shows. */
  readonly isTold: boolean;
  readonly puts: number;
}

const hotMs = 60 * second;
const longEnoughMs = 6 * minute;

/** Plays a story with the engine as it is, on a clock and a disk of its own. */
export async function play(scenario: Scenario): Promise<End> {
  const time = new FakeTime();
  const { fault, choices } = scenario;
  const putFault = fault?.kind === 'late' || fault?.kind === 'lostAnswer' ? fault : undefined;
  const server = new ModelServer(putFault, scenario.keepsOrder, scenario.legMs);
  const disk = new Disk();
  let isHot = false;
  const windows = scenario.windows.map((activity, at) => {
    const life = new WindowLife();
    const paceMs = () => (isHot ? scenario.paceMs(at) : 0);
    const folder = disk.window(paceMs, life);
    return { life, window: time.open(server.client(life), { folder, activity }) };
  });
  await time.pass(5 * second);
  isHot = true;
  const chosen: Chosen[] = [];
  for (const { at, window, change } of choices) {
    void chooseAt(at, windows[window], change).then(choice => chosen.push(choice));
  }
  void breakIt(time, fault, windows);
  await time.pass(hotMs);
  isHot = false;
  await time.pass(longEnoughMs + (putFault?.kind === 'late' ? putFault.byMs : 0));
  const notices = windows
    .flatMap(({ window }) => window.told)
    .filter(each => each.kind !== 'sentAgain');
  const end = {
    isRight: isRight(server, writtenDown(chosen, disk)),
    isTold: notices.length > 0 || ['failed', 'other'].includes(chosen.at(-1)?.outcome ?? 'none'),
    puts: server.puts,
  };
  windows.forEach(({ window }) => window.dispose());
  time.clock.uninstall();
  return end;
}

interface Living {
  readonly life: WindowLife;
  readonly window: Window;
}

/** A choice, and what was said of it in its window, if that still was there. */
interface Chosen {
  readonly living: Living;
  readonly change: PresenceChange;
  /** `isElsewhere`: another window sends it along with a later one. */
  outcome: 'none' | 'right' | 'other' | 'failed' | 'isElsewhere';
}

/** What is chosen in a window that stands still is chosen when it goes on. */
async function chooseAt(
  at: number,
  living: Living | undefined,
  change: PresenceChange,
): Promise<Chosen> {
  await pass(at);
  await living?.life.goOn();
  if (!living) {
    throw new Error('There is no such window.');
  }
  const chosen: Chosen = { living, change, outcome: 'none' };
  const { state, statusMessage } = change;
  const say = (outcome: Chosen['outcome']) => {
    chosen.outcome = living.life.isGone() ? 'none' : outcome;
  };
  living.window.own.set(change).then(
    answer => {
      if (!answer) {
        say('isElsewhere');
      } else {
        const isState = state === undefined || answer.state === state;
        const isMessage = statusMessage === undefined || answer.statusMessage === statusMessage;
        say(isState && isMessage ? 'right' : 'other');
      }
    },
    () => say('failed'),
  );
  return chosen;
}

async function breakIt(
  time: FakeTime,
  fault: Fault | undefined,
  windows: readonly Living[],
): Promise<void> {
  if (fault?.kind === 'crash') {
    await pass(fault.at);
    windows[fault.window]?.life.end();
    windows[fault.window]?.window.dispose();
  } else if (fault?.kind === 'stop') {
    await pass(fault.at);
    await windows[fault.window]?.life.standStill(fault.forMs);
  } else if (fault?.kind === 'clock') {
    await pass(fault.at);
    time.clock.setSystemTime(Date.now() + fault.byMs);
  }
}

/** Without what a window had not even written down when it crashed, a moment later. */
function writtenDown(chosen: readonly Chosen[], disk: Disk): readonly Chosen[] {
  return chosen.filter(({ living }, at) => {
    const before = chosen.slice(0, at).filter(each => each.living === living).length;
    return !living.life.isGone() || before < (disk.written.get(living.life) ?? 0);
  });
}

/**
 * Whether Circuit shows the last choice, filled in from those before it as one window would. Those
 * that failed, which was said, may be left out, with those that were to be sent along with them.
 */
function isRight(server: ModelServer, chosen: readonly Chosen[]): boolean {
  const last = chosen.at(-1)?.change ?? {};
  const mayBeLeftOut = (at: number): boolean => {
    const outcome = chosen[at]?.outcome;
    return outcome === 'failed' || (outcome === 'isElsewhere' && mayBeLeftOut(at + 1));
  };
  const endsRight = (at: number, before: Presence): boolean => {
    const next = at < chosen.length - 1 ? chosen[at] : undefined;
    if (!next) {
      return fulfils(server.shown, completeUpdate(last, before, 0));
    }
    const after = presence('me', completeUpdate(next.change, before, 0));
    return endsRight(at + 1, after) || (mayBeLeftOut(at) && endsRight(at + 1, before));
  };
  return endsRight(0, presence('me'));
}
