import {
  createLease,
  createPrivateFolder,
  type Lease,
  numbersOf,
  type SharedFolder,
  type Turn,
} from '../../base/sharedFolder';
import { joinChanges, type PresenceChange } from '../presenceChange';
import type { SharedAccount } from './session';
import { nameFor } from './setFiles';
import { noSets, type Sets } from './sets';
import { type Choice, readChoice, readSets, writeChoice, writeSets } from './setsCodec';
import { waitForNews } from './waitForNews';

/** A choice that nobody carried out for longer dies with its window. */
const liveMs = 3 * 60_000;

/**
 * One order of what is chosen in all windows, in numbered files, and one turn at a time to send what
 * was chosen last. Where no files can be made this window is the only one that it knows of.
 */
export class SetOrder {
  private folder: SharedFolder;
  private readonly name: string;
  private lease: Lease;
  /** When each choice was made, by the monotonic clock, as far as this window can know. */
  private readonly madeAt = new Map<number, number>();
  private readonly madeHere = new Set<number>();
  private numbers: readonly number[] = [];
  private hasLooked = false;
  private known = noSets;

  constructor(folder: SharedFolder, account: SharedAccount) {
    this.folder = account.betweenWindows ? folder : createPrivateFolder();
    this.name = nameFor(account);
    this.lease = createLease(this.folder, this.name);
  }

  /** As of the last time they were read or written. */
  get sets(): Sets {
    return this.known;
  }

  /** Gives a choice its place in the order: later than all that were there. */
  async announce(change: PresenceChange): Promise<number> {
    const text = writeChoice({ at: Date.now(), change });
    for (;;) {
      const number = (await this.look()) + 1;
      const outcome = await this.folder.create(this.fileOf(number), text);
      if (outcome === 'failed') {
        this.goAlone();
      } else if (outcome === 'created') {
        this.madeHere.add(number);
        await this.look();
        if (this.known.settled < number) {
          return number;
        }
        // Others have been here since this window looked: the place was an old one.
        await this.folder.remove(this.fileOf(number));
      }
    }
  }

  /**
   * Takes a place in the order without a choice, so that what is sent for it counts as earlier than
   * whatever is chosen from now on; undefined if something was chosen just now. For who has the turn.
   */
  async reserve(): Promise<number | undefined> {
    const number = (await this.look()) + 1;
    const isOpen = (await this.newest()) !== undefined;
    if (isOpen || (await this.folder.create(this.fileOf(number), '')) !== 'created') {
      return undefined;
    }
    this.madeHere.add(number);
    return number;
  }

  /**
   * Waits for the turn to do something as long as it `isNeeded`; undefined when it is not any more.
   * Throws the reason of the abort.
   */
  async take(isNeeded: () => Promise<boolean>, signal: AbortSignal): Promise<Turn | undefined> {
    while (await isNeeded()) {
      signal.throwIfAborted();
      const turn = await this.lease.take();
      if (turn === 'unshared') {
        this.goAlone();
      } else if (turn === 'taken') {
        await waitForNews(listener => this.folder.watch(listener), signal);
      } else if (signal.aborted || !(await isNeeded())) {
        await turn.end();
      } else {
        return turn;
      }
    }
    return undefined;
  }

  /** Whether nobody sends anything, as far as this window has looked. */
  async isIdle(): Promise<boolean> {
    return await this.lease.isFree();
  }

  /** Whether nobody sent choice `number` yet, and none was made in another window since. */
  async isOpen(number: number): Promise<boolean> {
    await this.look();
    return this.known.settled < number && !this.isOvertaken(number);
  }

  /** Whether the last choice that was dealt with was made in another window. */
  get isLastElsewhere(): boolean {
    return this.known.settled > 0 && !this.madeHere.has(this.known.settled);
  }

  /** As of the last look. What is chosen in one window after the other is that window's to join. */
  isOvertaken(number: number): boolean {
    const isMine = this.madeHere.has(number);
    return this.numbers.some(each => each > number && !(isMine && this.madeHere.has(each)));
  }

  /** All that was chosen and not sent yet, up to `number`, as one change; of nothing, `change`. */
  async joined(number: number, change: PresenceChange): Promise<PresenceChange> {
    await this.look();
    const open = this.numbers.filter(each => each > this.known.settled && each <= number);
    const live = open.filter(each => each === number || !this.isOld(each));
    const choices = await Promise.all(live.map(each => this.choice(each)));
    const changes = choices.flatMap(choice => choice?.change ?? []);
    return changes.length > 0 ? changes.reduce(joinChanges) : change;
  }

  /** The newest choice, if nobody dealt with it and it is no older than a few minutes. */
  async newest(): Promise<{ number: number; change: PresenceChange } | undefined> {
    const number = await this.look();
    const isOpen = number > this.known.settled && !this.isOld(number);
    const choice = isOpen ? await this.choice(number) : undefined;
    return choice && Math.abs(Date.now() - choice.at) < liveMs
      ? { number, change: choice.change }
      : undefined;
  }

  /** For who has the turn. */
  async write(sets: Sets): Promise<void> {
    this.known = sets;
    await this.folder.write(`${this.name}.json`, writeSets(sets));
    const newest = await this.look();
    const done = this.numbers.filter(each => each <= sets.settled && each < newest);
    for (const each of done) {
      await this.folder.remove(this.fileOf(each));
      this.madeAt.delete(each);
      this.madeHere.delete(each);
    }
  }

  /** Looks for newer choices, and gives the number of the newest. */
  async look(): Promise<number> {
    this.numbers = numbersOf(await this.folder.names(), `${this.name}.`).toSorted((a, b) => a - b);
    this.known = readSets((await this.folder.read(`${this.name}.json`))?.text);
    for (const number of this.numbers.filter(each => !this.madeAt.has(each))) {
      const made = this.hasLooked ? undefined : ((await this.choice(number))?.at ?? 0);
      const age = made === undefined ? 0 : Math.abs(Date.now() - made);
      this.madeAt.set(number, performance.now() - age);
    }
    this.hasLooked = true;
    return Math.max(this.known.settled, ...this.numbers);
  }

  private isOld(number: number): boolean {
    return performance.now() - (this.madeAt.get(number) ?? -Infinity) > liveMs;
  }

  private async choice(number: number): Promise<Choice | undefined> {
    return readChoice((await this.folder.read(this.fileOf(number)))?.text);
  }

  private fileOf(number: number): string {
    return `${this.name}.${number}`;
  }

  private goAlone(): void {
    this.folder = createPrivateFolder();
    this.lease = createLease(this.folder, this.name);
  }
}
