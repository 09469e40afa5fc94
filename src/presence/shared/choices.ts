import { numbersOf, type SharedFolder } from '../../base/sharedFolder';
import { joinChanges, type PresenceChange } from '../presenceChange';
import { isWithin, type MadeChange } from './sets';
import { type Choice, readChoice, writeChoice } from './setsCodec';

/** A choice that nobody carried out for longer dies with its window. */
const liveMs = 3 * 60_000;

/** A choice in the file with its number, which tells apart those made in the same moment. */
export interface OpenChoice extends Choice {
  readonly number: number;
  readonly isOurs: boolean;
}

/**
 * What was chosen in all windows, each choice in a numbered file. They count in the order in which they
 * were made, by the clock that all windows have in common, however long each took to be written down.
 */
export class Choices {
  private readonly folder: SharedFolder;
  private readonly prefix: string;
  private readonly read = new Map<number, Choice>();
  private readonly ours = new Set<number>();
  private numbers: readonly number[] = [];
  private all: readonly OpenChoice[] = [];

  constructor(folder: SharedFolder, name: string) {
    this.folder = folder;
    this.prefix = `${name}.`;
  }

  /** The highest number, as of the last look; 0 for none. */
  get highest(): number {
    return Math.max(0, ...this.numbers);
  }

  isOurs(number: number): boolean {
    return this.ours.has(number);
  }

  /** Writes a choice down; it `exists` if another window was faster. */
  async create(number: number, choice: Choice): Promise<'created' | 'exists' | 'failed'> {
    const outcome = await this.folder.create(`${this.prefix}${number}`, writeChoice(choice));
    if (outcome === 'created') {
      this.ours.add(number);
    }
    return outcome;
  }

  /** Takes a number without a choice, unless another window was faster. */
  async reserve(number: number): Promise<boolean> {
    const isOurs = (await this.folder.create(`${this.prefix}${number}`, '')) === 'created';
    if (isOurs) {
      this.ours.add(number);
    }
    return isOurs;
  }

  /** `names` are those of the files that there are. */
  async look(names: readonly string[]): Promise<void> {
    const numbers = numbersOf(names, this.prefix);
    for (const number of numbers.filter(each => !this.read.has(each))) {
      const choice = readChoice((await this.folder.read(`${this.prefix}${number}`))?.text);
      if (choice) {
        this.read.set(number, choice);
      }
    }
    this.numbers = numbers;
    this.all = numbers
      .flatMap(number => {
        const choice = this.read.get(number);
        return choice ? { ...choice, number, isOurs: this.isOurs(number) } : [];
      })
      .toSorted((a, b) => a.tick - b.tick || a.number - b.number);
  }

  /** Whether a choice was made so long ago that nobody sends it any more. */
  isOld(number: number): boolean {
    const choice = this.read.get(number);
    return choice !== undefined && !isWithin(choice.tick, this.folder.clock.now(), liveMs);
  }

  /**
   * Those after number `settled` that are no older than a few minutes, in the order they were made; only
   * those made after choice `than`, if that is there.
   */
  open(settled: number, than?: number): readonly OpenChoice[] {
    const now = this.folder.clock.now();
    return this.all
      .slice(this.all.findIndex(({ number }) => number === than) + 1)
      .filter(({ number, tick }) => number > settled && isWithin(tick, now, liveMs));
  }

  /** Removes those up to `settled`; the last file stays, so that numbers never begin anew. */
  async forget(settled: number): Promise<void> {
    const { highest } = this;
    for (const number of this.numbers.filter(each => each <= settled && each < highest)) {
      await this.remove(number);
    }
  }

  async remove(number: number): Promise<void> {
    await this.folder.remove(`${this.prefix}${number}`);
    this.read.delete(number);
    this.ours.delete(number);
  }
}

/**
 * All as one change, with what was `taken` before but chosen after the first: undefined if that leaves
 * nothing of `choices`. They are `isBehind` if something was chosen after the last.
 */
export function joinMade(choices: readonly MadeChange[], taken: readonly MadeChange[]) {
  const ticks = choices.map(({ tick }) => tick);
  const later = taken.filter(({ tick }) => tick > Math.min(...ticks));
  const whole = joinInOrder([...choices, ...later]);
  return {
    change: isSame(whole, joinInOrder(later)) ? undefined : whole,
    isBehind: later.some(({ tick }) => tick > Math.max(...ticks)),
  };
}

function joinInOrder(made: readonly MadeChange[]): PresenceChange {
  return made
    .toSorted((a, b) => a.tick - b.tick)
    .map(({ change }) => change)
    .reduce(joinChanges, {});
}

function isSame(a: PresenceChange, b: PresenceChange): boolean {
  return a.state === b.state && a.dndUntil === b.dndUntil && a.statusMessage === b.statusMessage;
}

/** Whether a choice is so young by the time of day, too, that it can be sent unasked. */
export function isYoung({ at }: Choice): boolean {
  return Math.abs(Date.now() - at) <= liveMs;
}
