import { createLease, type Lease, readLease, type Turn } from '../../base/lease';
import { createPrivateFolder, type SharedFolder, watchFiles } from '../../base/sharedFolder';
import type { PresenceChange } from '../presenceChange';
import { Choices, isYoung, joinMade, type OpenChoice } from './choices';
import type { SharedAccount } from './session';
import { nameFor } from './setFiles';
import { type ClockReadings, lastSetTick, type MadeChange, noSets, type Sets } from './sets';
import { readSets, writeSets } from './setsCodec';
import { waitForNews } from './waitForNews';

/** Each time another window took the next turn while this one looked. */
const mostTries = 5;

/** Choices that are to be sent as one. */
export interface JoinedChoices {
  /** All up to this one are dealt with then. */
  readonly number: number;
  readonly choices: readonly MadeChange[];
  /** With what Circuit took already of later ones; undefined if those leave nothing to send. */
  readonly change: PresenceChange | undefined;
  readonly isBehind: boolean;
}

/**
 * One order of what is chosen in all windows, and one turn at a time to send what was chosen last. What
 * came of it stands in the lease, where only who has the turn can write it. Where no files can be made
 * this window is the only one that it knows of.
 */
export class SetOrder {
  private folder: SharedFolder;
  private readonly name: string;
  private lease: Lease;
  private choices: Choices;
  private known = noSets;
  private lastHere = -Infinity;
  private announced: Promise<unknown> = Promise.resolve();

  constructor(folder: SharedFolder, account: SharedAccount) {
    this.folder = account.betweenWindows ? folder : createPrivateFolder();
    this.name = nameFor(account, this.folder);
    this.lease = createLease(this.folder, this.name);
    this.choices = new Choices(this.folder, this.name);
  }

  /** As last read or written. */
  get sets(): Sets {
    return this.known;
  }

  now(): ClockReadings {
    return { at: Date.now(), tick: this.folder.clock.now() };
  }

  /** Writes a choice down, after those that were made here before, and gives its number. */
  async announce(change: PresenceChange): Promise<number> {
    const choice = { ...this.now(), change };
    const number = this.announced.then(async () => {
      for (;;) {
        const next = (await this.look()) + 1;
        const outcome = await this.choices.create(next, choice);
        if (outcome === 'failed') {
          this.goAlone();
        } else if (outcome === 'created') {
          await this.look();
          if (this.known.settled < next) {
            return next;
          }
          // Other windows have advanced since this window looked, so this place is already old.
          await this.choices.remove(next);
        }
      }
    });
    this.announced = number.catch(() => undefined);
    return await number;
  }

  /**
   * Takes a place in the order without a choice, so that what is sent for it counts as earlier than
   * whatever is chosen from now on; undefined if something was chosen just now. For who has the turn.
   */
  async reserve(): Promise<number | undefined> {
    const number = (await this.look()) + 1;
    const isFree = (await this.newest()) === undefined;
    return isFree && (await this.choices.reserve(number)) ? number : undefined;
  }

  /**
   * Waits for a turn while it `isNeeded`; undefined once it is not. Throws the reason of the abort.
   */
  async take(isNeeded: () => Promise<boolean>, signal: AbortSignal): Promise<Turn | undefined> {
    while (await isNeeded()) {
      signal.throwIfAborted();
      const turn = await this.lease.take();
      if (turn === 'unshared') {
        this.goAlone();
      } else if (turn === 'taken') {
        await waitForNews(listener => watchFiles(this.folder, this.name, listener), signal);
      } else if (signal.aborted || !(await isNeeded())) {
        await this.end(turn, signal);
      } else {
        return turn;
      }
    }
    return undefined;
  }

  /** Whether no window is sending, as far as this window knows. */
  async isIdle(): Promise<boolean> {
    return await this.lease.isFree();
  }

  /** Whether change `number` was not sent yet and no other window made a newer one. */
  async isOpen(number: number): Promise<boolean> {
    const isOvertaken = await this.isOvertaken(number);
    return this.known.settled < number && !isOvertaken;
  }

  /** Whether another window was the last to set something, whoever had chosen it. */
  get isLastElsewhere(): boolean {
    return lastSetTick(this.known) !== this.lastHere;
  }

  /** What is chosen in one window after the other is that window's to join. */
  async isOvertaken(number: number): Promise<boolean> {
    await this.look();
    const later = this.choices.open(this.known.settled, number);
    const isMine = this.choices.isOurs(number);
    return later.some(({ isOurs }) => !(isMine && isOurs));
  }

  /** Whether a choice was made so long ago that it is not to be sent any more. */
  isOld(number: number): boolean {
    return this.choices.isOld(number);
  }

  /** All that was chosen until choice `number` and not sent yet, as one change. */
  joined(number: number, change: PresenceChange): JoinedChoices {
    const open = this.choices.open(this.known.settled);
    const later = this.choices.open(this.known.settled, number);
    const isThere = open.some(each => each.number === number);
    const until = isThere ? open.filter(each => !later.includes(each)) : [];
    const choices = isThere ? until : [{ tick: this.folder.clock.now(), change }];
    return {
      number: Math.min(
        Math.max(number, ...until.map(each => each.number)),
        ...later.map(each => each.number - 1),
      ),
      choices,
      ...joinMade(choices, this.known.taken),
    };
  }

  /** The newest choice, if nobody dealt with it and it surely is no older than a few minutes. */
  async newest(): Promise<OpenChoice | undefined> {
    await this.look();
    const newest = this.choices.open(this.known.settled).at(-1);
    return newest && (newest.isOurs || isYoung(newest)) ? newest : undefined;
  }

  /** Only for the window whose turn it is. */
  async write(turn: Turn, sets: Sets): Promise<void> {
    this.known = sets;
    await turn.keep(writeSets(sets));
  }

  /** Writes down what came of a set of this window. For who has the turn. */
  async writeEnd(turn: Turn, sets: Sets): Promise<void> {
    this.lastHere = lastSetTick(sets);
    await this.write(turn, sets);
  }

  /** Ends a turn of the session with this signal, of which nothing is left once it is over. */
  async end(turn: Turn, { aborted }: AbortSignal): Promise<void> {
    if (await turn.end(aborted ? '' : undefined)) {
      await this.choices.forget(this.known.settled);
    }
  }

  /** Whether anything was chosen that nobody dealt with yet. */
  async isAnythingOpen(): Promise<boolean> {
    await this.look();
    return this.choices.open(this.known.settled).length > 0;
  }

  /** Looks for newer choices, and gives the highest number. */
  private async look(): Promise<number> {
    for (let tries = 1; ; tries += 1) {
      const names = await this.folder.names();
      const { number, note, file } = await readLease(this.folder, this.name, names);
      if (file || number === 0 || tries === mostTries) {
        this.known = readSets(note);
        await this.choices.look(names);
        return Math.max(this.known.settled, this.choices.highest);
      }
    }
  }

  private goAlone(): void {
    this.folder = createPrivateFolder();
    this.lease = createLease(this.folder, this.name);
    this.choices = new Choices(this.folder, this.name);
  }
}
