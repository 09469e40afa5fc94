import { second } from '../fakeTime';
import type { PutFault } from './server';
import type { Note, Pace } from './windowLife';
import type { Window } from '../shared/windows';
import { type End, World } from './world';
import type { PresenceChange } from '../../../../src/presence/presenceChange';

/** What one window does at a time: steps on the disk in their order, and requests in theirs. */
type Kind = 'disk' | 'leg';

interface Step {
  readonly window: number;
  readonly kind: Kind;
  readonly name: string;
  readonly happen: () => void;
  /** Whether a file changed while it waited. */
  isNews: boolean;
}

/** What may go wrong at one moment: a window is gone or stands still, or the clock is set. */
export type StepFault = 'crash 0' | 'crash 1' | 'stop 0' | 'stop 1' | 'back' | 'forth';

/** A window that stood still goes on in between: its lease is not yet, or just, or long taken. */
const stopMs = { least: 6 * second, most: 12 * second };
/** Between two steps that change anything, a window goes by no more than it saw in these. */
const mostRemembered = 4;
/** Shorter than it is, so that who waits for an answer does not look that often. */
const deadlineMs = 2 * second;
const clockMs = 3_600 * second;
const hotMs = 60 * second;

/** Puts aside whatever the windows do, so that one thing happens at a time, in any order. */
class Steps implements Pace {
  isHot = false;
  readonly waiting: Step[] = [];
  /** The last things that each window has seen. */
  readonly seen: readonly unknown[][] = [[], []];
  private readonly hasTurn = [false, false];
  private readonly hasOpenChoice: (window: number) => boolean;

  constructor(hasOpenChoice: (window: number) => boolean) {
    this.hasOpenChoice = hasOpenChoice;
  }

  readonly disk = (window: number, name: string) => this.wait(window, 'disk', name);
  readonly leg = (window: number, name: string) => this.wait(window, 'leg', name);

  private async wait(window: number, kind: Kind, name: string): Promise<Note> {
    if (!this.isHot || !this.matters(window, name)) {
      return () => undefined;
    }
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const step: Step = { window, kind, name, isNews: false, happen: () => resolve(undefined) };
    this.waiting.push(step);
    await promise;
    return outcome => {
      const seen = this.seen[window];
      seen?.push([name, outcome, step.isNews]);
      seen?.splice(0, seen.length - mostRemembered);
      if (/^create .*lease/.test(name)) {
        this.hasTurn[window] = outcome === 'created';
      } else if (/^write .*lease.* ended/.test(name)) {
        this.hasTurn[window] = false;
      }
    };
  }

  /**
   * Only what belongs to a set: what other windows found out of presences does not change the order of
   * sets, and a window that sets nothing only looks.
   */
  private matters(window: number, name: string): boolean {
    const isOfASet =
      this.hasOpenChoice(window) || this.hasTurn[window] || /^create .*lease/.test(name);
    return isOfASet && !name.includes('rounds-');
  }

  /** Of each window the first of each kind. */
  get next(): readonly Step[] {
    return this.waiting.filter(
      (step, at) =>
        !this.waiting
          .slice(0, at)
          .some(({ window, kind }) => window === step.window && kind === step.kind),
    );
  }

  let(step: Step): void {
    this.waiting.splice(this.waiting.indexOf(step), 1);
    step.happen();
  }
}

export interface Exploration {
  readonly changes: readonly [PresenceChange, PresenceChange];
  /** What goes wrong with a set, or what may go wrong at any step. */
  readonly fault: PutFault | StepFault;
  readonly keepsOrder: boolean;
}

/**
 * Plays every order in which the steps of two windows can happen, each of which sets something, with at
 * most one fault: the one given, or a window that is gone or stands still from any step on, or a clock
 * that is set at any. An order is left where another one led to the same moment before. Gives those
 * that end wrong.
 */
export async function explore(exploration: Exploration): Promise<Explored> {
  const moments = new Set<string>();
  const open: (readonly string[])[] = [[]];
  const wrong: string[] = [];
  let ends = 0;
  for (let path = open.pop(); path; path = open.pop()) {
    const run = new Run(exploration, path, moments);
    const end = await run.play();
    open.push(...run.others);
    ends += end ? 1 : 0;
    if (end && !end.isRight && (exploration.keepsOrder || !end.isTold)) {
      wrong.push(`${end.isTold ? 'told' : 'silent'}: ${run.path.join(', ')}`);
    }
  }
  return { wrong, moments: moments.size, ends };
}

export interface Explored {
  readonly wrong: readonly string[];
  readonly moments: number;
  readonly ends: number;
}

class Run {
  readonly path: string[] = [];
  readonly others: string[][] = [];
  private readonly steps = new Steps(window => this.hasOpenChoice(window));
  private readonly world: World;
  private readonly given: readonly string[];
  private readonly moments: Set<string>;
  private readonly exploration: Exploration;
  private mayFail: boolean;
  private hasChosen = false;
  private failedAt = 0;
  private goOn: (() => void) | undefined;

  constructor(exploration: Exploration, given: readonly string[], moments: Set<string>) {
    const { keepsOrder, fault } = exploration;
    this.exploration = exploration;
    this.given = given;
    this.moments = moments;
    const putFault = typeof fault === 'string' ? undefined : fault;
    this.mayFail = typeof fault === 'string';
    const windows = ['inactive', 'inactive'] as const;
    this.world = new World({
      windows,
      keepsOrder,
      fault: putFault,
      pace: this.steps,
      deadlineMs,
    });
    this.world.disk.changes.event(() => {
      for (const step of this.steps.waiting) {
        step.isNews = true;
      }
    });
  }

  /** Undefined where another order led to the same. */
  async play(): Promise<End | undefined> {
    const { world, steps } = this;
    await world.rest();
    steps.isHot = true;
    const begun = performance.now();
    void world.choose(0, this.exploration.changes[0]);
    await world.time.settle();
    while (performance.now() - begun < hotMs && !this.isOver()) {
      const choices = this.choices();
      if (choices.length === 0) {
        world.time.clock.next();
      } else if (!(await this.go(choices))) {
        world.dispose();
        return undefined;
      }
      await world.time.settle();
    }
    steps.isHot = false;
    steps.waiting.splice(0).forEach(step => step.happen());
    return await world.end();
  }

  /** Goes on with one of the choices; false if somebody has been at this moment before. */
  private async go(choices: readonly string[]): Promise<boolean> {
    const next = this.given[this.path.length];
    if (next === undefined) {
      const moment = await this.moment();
      if (this.moments.has(moment)) {
        return false;
      }
      this.moments.add(moment);
      this.others.push(...choices.slice(1).map(other => [...this.path, other]));
    }
    const choice = next ?? choices[0] ?? '';
    this.path.push(choice);
    this.happen(choice);
    return true;
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
    } else if (choice === 'wait') {
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

  private fail(): void {
    const { world } = this;
    const { fault } = this.exploration;
    const window = fault === 'crash 1' || fault === 'stop 1' ? 1 : 0;
    switch (fault) {
      case 'crash 0':
      case 'crash 1':
        world.crash(window);
        break;
      case 'stop 0':
      case 'stop 1':
        this.goOn = world.at(window).life.stop();
        break;
      case 'back':
      case 'forth':
        world.setClock(fault === 'back' ? -clockMs : clockMs);
        break;
    }
  }

  /** All that decides how it goes on. */
  private async moment(): Promise<string> {
    const { disk, server, chosen, windows } = this.world;
    const names = await disk.files.names();
    const files = await Promise.all(names.map(name => disk.files.read(name)));
    return digest(
      JSON.stringify([
        performance.now(),
        Date.now(),
        this.steps.seen,
        this.steps.waiting.map(({ window, kind, name, isNews }) => [window, kind, name, isNews]),
        names,
        files.map(file => file?.text),
        server.shown,
        server.puts,
        this.mayFail,
        this.failedAt,
        this.hasChosen,
        chosen.map(({ outcome }) => outcome),
        windows.map(({ life, window }) => [life.lives, life.isGone(), memoryOf(window)]),
      ]),
    );
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

/** What a window remembers, without what it works with. */
function memoryOf({ own, store }: Window): string {
  return JSON.stringify([own, store.own], (key, value: unknown) =>
    /parts|timer|retry|subscriptions/.test(key) ? undefined : value,
  );
}

/** Short, and another one for another text (FNV-1a, twice). */
function digest(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x1234567;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code ^ (a >>> 16), 0x85ebca6b);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
