import type { Presence } from '../../../../src/circuit/schemas';
import { fulfils } from '../../../../src/presence/equality';
import { completeUpdate, type PresenceChange } from '../../../../src/presence/presenceChange';
import { presence } from '../fakeCircuit';
import { FakeTime, minute, second } from '../fakeTime';
import type { Window } from '../shared/windows';
import { ModelServer, type PutFault } from './server';
import { Disk } from './slowFolder';
import { type Pace, WindowLife } from './windowLife';

/** How it ended. */
export interface End {
  /** Circuit shows what was chosen last, with all that was chosen before and not changed by it. */
  readonly isRight: boolean;
  /** Somebody was told that the last choice is not what Circuit shows. */
  readonly isTold: boolean;
  readonly puts: number;
}

export interface Living {
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

export interface WorldOptions {
  readonly windows: readonly ('focused' | 'unfocused' | 'inactive')[];
  readonly keepsOrder: boolean;
  readonly fault?: PutFault | undefined;
  readonly pace: Pace;
  /** What a window waits for an answer, if not 10 s. */
  readonly deadlineMs?: number;
  /** If it is to go on after this world. */
  readonly time?: FakeTime;
}

const longEnoughMs = 6 * minute;

/** Windows with the engine as it is, on a clock and a disk of their own, and a Circuit. */
export class World {
  readonly time: FakeTime;
  readonly disk: Disk;
  readonly server: ModelServer;
  readonly windows: readonly Living[];
  readonly chosen: Chosen[] = [];
  private readonly lateMs: number;
  private readonly hasOwnTime: boolean;

  constructor(options: WorldOptions) {
    const { windows, keepsOrder, fault, pace, deadlineMs = 10 * second } = options;
    this.hasOwnTime = options.time === undefined;
    this.time = options.time ?? new FakeTime(promisesKept);
    this.disk = new Disk(pace);
    this.server = new ModelServer({ fault, keepsOrder, pace, deadlineMs });
    this.lateMs = fault?.kind === 'late' ? fault.byMs : 0;
    this.windows = windows.map((activity, at) => {
      const life = new WindowLife(at);
      const folder = this.disk.window(life);
      return { life, window: this.time.open(this.server.client(life), { folder, activity }) };
    });
  }

  /** Lets the windows come to rest. */
  async rest(): Promise<void> {
    await this.time.pass(5 * second);
  }

  /** What is chosen in a window that stands still is chosen when it goes on. */
  async choose(at: number, change: PresenceChange): Promise<void> {
    const living = this.at(at);
    await living.life.goOn();
    const chosen: Chosen = { living, change, outcome: 'none' };
    this.chosen.push(chosen);
    this.disk.choices += 1;
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
  }

  crash(at: number): void {
    this.at(at).life.end();
    this.at(at).window.dispose();
  }

  setClock(byMs: number): void {
    this.time.clock.setSystemTime(Date.now() + byMs);
  }

  /** Lets all happen that still follows, until somebody is there again and sees what Circuit shows. */
  async end(): Promise<End> {
    await this.time.pass(longEnoughMs + this.lateMs);
    const left = this.windows.filter(({ life }) => !life.isGone());
    left.forEach(({ window }) => window.show('focused'));
    await this.time.pass(minute);
    const notices = this.windows
      .flatMap(({ window }) => window.told)
      .filter(each => each.kind !== 'sentAgain');
    const { outcome = 'none' } = this.chosen.at(-1) ?? {};
    const end = {
      isRight: isRight(this.server.shown, this.writtenDown()),
      isTold: notices.length > 0 || ['failed', 'other'].includes(outcome),
      puts: this.server.puts,
    };
    this.dispose();
    return end;
  }

  dispose(): void {
    this.windows.forEach(({ window }) => window.dispose());
    if (this.hasOwnTime) {
      this.time.clock.uninstall();
    }
  }

  at(window: number): Living {
    const living = this.windows[window];
    if (!living) {
      throw new Error(`There is no window ${window}.`);
    }
    return living;
  }

  /** Without what a window had not even written down when it crashed, a moment later. */
  private writtenDown(): readonly Chosen[] {
    return this.chosen.filter(({ living }, at) => {
      const before = this.chosen.slice(0, at).filter(each => each.living === living).length;
      return !living.life.isGone() || before < (this.disk.written.get(living.life) ?? 0);
    });
  }
}

/**
 * Whether Circuit shows the last choice, filled in from those before it as one window would. Those
 * that failed, which was said, may be left out, with those that were sent along with them.
 */
function isRight(shown: Presence, chosen: readonly Chosen[]): boolean {
  const last = chosen.at(-1)?.change;
  const isFailed = ({ outcome }: Chosen) => outcome === 'failed';
  const mayBeLeftOut = (at: number): boolean =>
    chosen.slice(at, at + 1).some(isFailed) ||
    (chosen[at]?.outcome === 'isElsewhere' && chosen.slice(at).some(isFailed));
  const endsRight = (at: number, before: Presence): boolean => {
    const next = at < chosen.length - 1 ? chosen[at] : undefined;
    if (!next) {
      return fulfils(shown, completeUpdate(last ?? {}, before, 0));
    }
    const after = presence('me', completeUpdate(next.change, before, 0));
    return endsRight(at + 1, after) || (mayBeLeftOut(at) && endsRight(at + 1, before));
  };
  return endsRight(0, presence('me'));
}

/**
 * All promises are kept by then. Nothing here waits for anything outside, so no turn of the event loop
 * is needed.
 */
export async function promisesKept(): Promise<void> {
  await new Promise<void>(resolve => {
    process.nextTick(resolve);
  });
}
