import type { PresenceChange } from '../../../../src/presence/presenceChange';
import { FakeTime, second } from '../fakeTime';
import { Footprint } from './footprint';
import { momentOf } from './moment';
import type { PutFault } from './server';
import { placeOf, Steps } from './steps';
import { type End, promisesKept, World } from './world';

/** What may go wrong at one moment: a window is gone or stands still, or the clock is set. */
export type StepFault = 'crash 0' | 'crash 1' | 'stop 0' | 'stop 1' | 'back' | 'forth';

/** A window that stood still goes on in between: its lease is not yet, or just, or already taken. */
const stopMs = { least: 6 * second, most: 8 * second };
/** Shorter than it is, so that who waits for an answer does not look that often. */
const deadlineMs = 2 * second;
const clockMs = 3_600 * second;
const hotMs = 60 * second;

export interface Exploration {
  readonly changes: readonly [PresenceChange, PresenceChange];
  /** What goes wrong with a set, or what may go wrong at any step. */
  readonly fault: PutFault | StepFault;
  readonly keepsOrder: boolean;
}

export interface Explored {
  readonly wrong: readonly string[];
  readonly moments: number;
  readonly ends: number;
}

/**
 * Choices that need not be made at a moment, with what they touch: the same moments follow from making
 * them first, since nothing that was chosen instead had to do with them (sleep sets, Godefroid 1996).
 */
type Sleep = ReadonlyMap<string, Footprint>;

/** The ways to go on from one moment that are played one after the other. */
interface Fork {
  readonly path: readonly string[];
  /** Where the steps wait that are there already. */
  readonly places: ReadonlyMap<number, string>;
  readonly asleep: Sleep;
  readonly played: Map<string, Footprint>;
}

interface Way {
  readonly fork: Fork;
  /** Undefined goes on from the beginning. */
  readonly choice: string | undefined;
}

/** What is left to be chosen, should somebody come to the moment again who cannot leave it out. */
type Moments = Map<string, Sleep>;

/**
 * Plays every order in which the steps of two windows can happen, each of which sets something, with at
 * most one fault: the one given, or a window that is gone or stands still from any step on, or a clock
 * that is set at any. An order is left where another one led to the same moment, and not begun where
 * another one surely will. Gives those that end wrong.
 */
export async function explore(exploration: Exploration): Promise<Explored> {
  const { random } = Math;
  const { stackTraceLimit } = Error;
  const time = new FakeTime(promisesKept);
  // Windows that spread their requests at random would never come to the same moment twice.
  Math.random = () => 0.5;
  Error.stackTraceLimit = 0;
  try {
    return await playAll(exploration, time);
  } finally {
    time.clock.uninstall();
    Math.random = random;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function playAll(exploration: Exploration, time: FakeTime): Promise<Explored> {
  const moments: Moments = new Map();
  const start: Fork = { path: [], places: new Map(), asleep: new Map(), played: new Map() };
  const open: Way[] = [{ fork: start, choice: undefined }];
  const wrong: string[] = [];
  let ends = 0;
  for (let way = open.pop(); way; way = open.pop()) {
    await time.restart();
    const run = new Run(exploration, way, moments, time);
    const end = await run.play();
    open.push(...run.others);
    ends += end ? 1 : 0;
    if (end && !end.isRight && (exploration.keepsOrder || !end.isTold)) {
      wrong.push(`${end.isTold ? 'told' : 'silent'}: ${run.path.join(', ')}`);
    }
  }
  return { wrong, moments: moments.size, ends };
}

class Run {
  readonly path: string[] = [];
  /** The other ways to go on from the moments that nobody had been at. */
  readonly others: Way[] = [];
  private readonly steps: Steps;
  private readonly world: World;
  private readonly way: Way;
  private readonly moments: Moments;
  private readonly exploration: Exploration;
  private readonly places: Map<number, string>;
  private mayFail: boolean;
  private hasChosen = false;
  private failedAt = 0;
  private goOn: (() => void) | undefined;
  private asleep: Sleep = new Map();

  constructor(exploration: Exploration, way: Way, moments: Moments, time: FakeTime) {
    const { keepsOrder, fault } = exploration;
    this.exploration = exploration;
    this.way = way;
    this.moments = moments;
    this.places = new Map(way.fork.places);
    this.mayFail = typeof fault === 'string';
    this.steps = new Steps({
      hasOpenChoice: window => this.hasOpenChoice(window),
      ticketOf: window => ticketOf(this.world.at(window).window.store),
    });
    this.world = new World({
      windows: ['inactive', 'inactive'],
      keepsOrder,
      fault: typeof fault === 'string' ? undefined : fault,
      pace: this.steps,
      deadlineMs,
      time,
    });
  }

  /** Undefined where another order led to the same. */
  async play(): Promise<End | undefined> {
    const { world, steps } = this;
    await world.rest();
    steps.isHot = true;
    Date.now = () => {
      steps.footprint.seeTime();
      return world.time.clock.now;
    };
    steps.isTraced = this.isNew;
    const begun = performance.now();
    void world.choose(0, this.exploration.changes[0]);
    await world.time.settle();
    while (performance.now() - begun < hotMs && !this.isOver()) {
      const choices = this.choices();
      if (choices.length === 0) {
        this.asleep = new Map();
        world.time.clock.next();
        await world.time.settle();
      } else if (!(await this.go(choices))) {
        world.dispose();
        return undefined;
      }
    }
    if (this.isNew && this.arrive([]).length === 0) {
      world.dispose();
      return undefined;
    }
    steps.isHot = false;
    steps.waiting.splice(0).forEach(step => step.happen());
    return await world.end();
  }

  /** Whether all that was given is played. */
  private get isNew(): boolean {
    const { fork, choice } = this.way;
    return this.path.length >= fork.path.length + (choice === undefined ? 0 : 1);
  }

  /** Goes on with one of the choices; false if none is left. */
  private async go(choices: readonly string[]): Promise<boolean> {
    const { fork, choice } = this.way;
    const at = this.path.length;
    if (at < fork.path.length) {
      await this.choose(fork.path[at] ?? '');
    } else if (!this.isNew && choice !== undefined) {
      await this.chooseAt(fork, choice);
    } else {
      const [first, ...others] = this.arrive(choices);
      if (first === undefined) {
        return false;
      }
      const { asleep, places } = this;
      const here = { path: [...this.path], places: new Map(places), asleep, played: new Map() };
      this.others.push(...others.map(other => ({ fork: here, choice: other })));
      await this.chooseAt(here, first);
    }
    return true;
  }

  /** Gives those of the choices that nobody has made at this moment, or surely will: at an end, itself. */
  private arrive(choices: readonly string[]): readonly string[] {
    const { world, steps, moments, asleep, places } = this;
    for (const step of steps.waiting.filter(({ number }) => !places.has(number))) {
      places.set(step.number, placeOf(step));
    }
    const failedAt = this.goOn && this.failedAt;
    const isEnd = choices.length === 0;
    const moment = momentOf(world, steps, places, [isEnd, this.mayFail, failedAt, this.hasChosen]);
    const left = moments.get(moment);
    const isOpen = (choice: string) => !asleep.has(choice);
    const stillLeft = [...(left ?? asleep)].filter(([choice]) => asleep.has(choice));
    moments.set(moment, new Map(stillLeft));
    if (isEnd) {
      return left ? [] : ['end'];
    }
    return left ? [...left.keys()].filter(isOpen) : choices.filter(isOpen);
  }

  /** Makes a choice, and leaves out from then on what has nothing to do with it and was played before. */
  private async chooseAt({ asleep, played }: Fork, choice: string): Promise<void> {
    this.steps.isTraced = true;
    await this.choose(choice);
    const { footprint } = this.steps;
    const before = [...asleep, ...played];
    this.asleep = new Map(before.filter(([, each]) => each.isIndependentOf(footprint)));
    played.set(choice, footprint);
  }

  private async choose(choice: string): Promise<void> {
    this.path.push(choice);
    this.happen(choice);
    await this.world.time.settle();
  }

  private choices(): string[] {
    const steps = this.steps.next.filter(({ window }) => this.world.at(window).life.lives);
    const choices = steps.map(({ window, kind }) => `${window} ${kind}`);
    const all = [...choices, ...(this.hasChosen ? [] : ['choose'])];
    if (this.goOn) {
      const passed = performance.now() - this.failedAt;
      const canWait = all.length === 0 && passed < stopMs.most;
      return [...all, ...(canWait ? ['wait'] : []), ...(passed >= stopMs.least ? ['go on'] : [])];
    }
    return all.length > 0 && this.mayFail ? [...all, 'fail'] : all;
  }

  private hasOpenChoice(window: number): boolean {
    const { chosen } = this.world;
    return chosen.some(({ living, outcome }) => living.life.at === window && outcome === 'none');
  }

  private happen(choice: string): void {
    const { world, steps } = this;
    const step = steps.next.find(({ window, kind }) => choice === `${window} ${kind}`);
    if (step) {
      steps.let(step);
      return;
    }
    steps.other(choice === 'fail' ? this.footprintOfFault() : undefined);
    if (choice === 'wait') {
      world.time.clock.next();
    } else if (choice === 'go on') {
      this.goOn?.();
      this.goOn = undefined;
    } else if (choice === 'choose') {
      this.hasChosen = true;
      void world.choose(1, this.exploration.changes[1]);
    } else {
      this.mayFail = false;
      this.failedAt = performance.now();
      this.fail();
    }
  }

  private footprintOfFault(): Footprint {
    const { failing } = this;
    return failing === undefined ? Footprint.ofClock() : new Footprint(failing);
  }

  /** The window that a fault strikes; undefined if it is the clock. */
  private get failing(): number | undefined {
    const { fault } = this.exploration;
    const window = typeof fault === 'string' ? /\d$/.exec(fault)?.[0] : undefined;
    return window === undefined ? undefined : Number(window);
  }

  private fail(): void {
    const { world, failing = 0 } = this;
    switch (this.exploration.fault) {
      case 'crash 0':
      case 'crash 1':
        world.crash(failing);
        break;
      case 'stop 0':
      case 'stop 1':
        this.goOn = world.at(failing).life.stop();
        break;
      case 'back':
        world.setClock(-clockMs);
        break;
      case 'forth':
        world.setClock(clockMs);
        break;
    }
  }

  /** Whether each window knows what came of its choice, and nothing happens any more. */
  private isOver(): boolean {
    const { chosen, windows } = this.world;
    const isKnown = chosen.every(
      ({ outcome, living }) => outcome !== 'none' || living.life.isGone(),
    );
    const isStopped = windows.some(({ life }) => !life.lives && !life.isGone());
    const rest = windows.filter(({ life }) => !life.isGone()).length;
    return (this.hasChosen && isKnown && !isStopped) || rest === 0;
  }
}

/** What a request remembers of the store when it begins. */
function ticketOf(store: object): unknown {
  return ['epoch', 'order'].map(each => Reflect.get(store, each) as unknown);
}
