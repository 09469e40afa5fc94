import { numbersOf, type SharedFile, type SharedFolder } from './sharedFolder';

const beatMs = 2_000;
const deadAfterMs = 7_000;
/** Looks further apart than this are counted as this far apart: the computer may have slept. */
const longestLookMs = 1_000;

/** One window's turn at something that only one window may do at a time. */
export interface Turn {
  /** What the last holder left for the next one; empty if nothing. */
  readonly note: string;
  /** Writes down what the next holder is to know, even if this window dies. */
  keep(note: string): Promise<void>;
  /** Whether the turn still holds: no other window has taken this one for dead. */
  isHeld(): Promise<boolean>;
  /** Ends the turn, once, and leaves `note`, or else what was kept last. Tells whether it was held. */
  end(note?: string): Promise<boolean>;
}

/** A lock across windows, taken in turns. */
export interface Lease {
  /**
   * `taken`: another window holds it. `unshared`: files cannot be shared here, so nothing is
   * locked.
   */
  take(): Promise<Turn | 'taken' | 'unshared'>;
  /** Whether no window holds it, as far as this window knows; also looks again. */
  isFree(): Promise<boolean>;
}

/** What is known of the last turn. */
interface LastTurn {
  /** 0 if there was none. */
  readonly number: number;
  readonly note: string;
  readonly isEnded: boolean;
  /** Undefined also if another window took the next turn meanwhile. */
  readonly file: SharedFile | undefined;
}

/** What the last holder kept, and whether its turn ended; `names` are those of the folder's files. */
export async function readLease(
  folder: SharedFolder,
  name: string,
  names: readonly string[],
): Promise<LastTurn> {
  const number = highest(names, leasePrefix(name));
  const file = number > 0 ? await folder.read(`${leasePrefix(name)}${number}`) : undefined;
  const [, state, note = ''] = /^(held|ended) ?(.*)$/s.exec(file?.text ?? '') ?? [];
  return { number, note, isEnded: number === 0 || state === 'ended', file };
}

/**
 * A lease in files named `name` and a number; the highest number counts. Only one window can create
 * the next file, and what a window still writes that was taken for dead is in a file that nobody reads.
 * While the lease is held its file is touched regularly. A holder whose file stays unchanged for seven
 * seconds of looking, at least once a second, is considered dead, whatever the computer's clock says.
 */
export function createLease(folder: SharedFolder, name: string): Lease {
  return new FileLease(folder, name);
}

class FileLease implements Lease {
  private readonly folder: SharedFolder;
  private readonly name: string;
  private readonly death = new DeathWatch();

  constructor(folder: SharedFolder, name: string) {
    this.folder = folder;
    this.name = name;
  }

  async isFree(): Promise<boolean> {
    return (await this.look()) !== undefined;
  }

  async take(): Promise<Turn | 'taken' | 'unshared'> {
    const { folder, name } = this;
    const last = await this.look();
    if (!last) {
      return 'taken';
    }
    const prefix = leasePrefix(name);
    const mine = last.number + 1;
    const outcome = await folder.create(`${prefix}${mine}`, `held ${last.note}`);
    if (outcome === 'failed') {
      return 'unshared';
    }
    const names = await folder.names();
    if (outcome === 'exists' || highest(names, prefix) > mine) {
      await (outcome === 'created' && folder.remove(`${prefix}${mine}`));
      return 'taken';
    }
    const earlier = names.filter(each => numbersOf([each], prefix).some(number => number < mine));
    // Who was taken for dead may have kept something after all, or have found out and be gone.
    const left = last.isEnded ? undefined : await readLease(folder, name, earlier);
    const note = left?.file ? left.note : last.note;
    const turn = hold(folder, `${prefix}${mine}`, note);
    await (note !== last.note && turn.keep(note));
    await Promise.all(earlier.map(each => folder.remove(each)));
    return turn;
  }

  private async look() {
    const { folder, name } = this;
    const { number, note, isEnded, file } = await readLease(folder, name, await folder.names());
    const isFree = isEnded || this.death.isSeen(`${number} ${file?.changedAt} ${file?.text}`);
    return isFree ? { number, note, isEnded } : undefined;
  }
}

function hold(folder: SharedFolder, file: string, note: string): Turn {
  const isHighest = async () => {
    const [prefix = '', number] = file.split(/(\d+)$/);
    return highest(await folder.names(), prefix) === Number(number);
  };
  const beat = setInterval(() => void folder.touch(file), beatMs);
  let kept = note;
  let isOver = false;
  return {
    note,
    async keep(left) {
      kept = left;
      await folder.write(file, `held ${kept}`);
    },
    isHeld: async () => !isOver && (await isHighest()),
    async end(left = kept) {
      const wasOver = isOver;
      isOver = true;
      clearInterval(beat);
      if (wasOver || !(await isHighest())) {
        return false;
      }
      // The file stays, so that numbers never restart under a window that has just looked.
      await folder.write(file, `ended ${left}`);
      return true;
    },
  };
}

function leasePrefix(name: string): string {
  return `${name}.lease.`;
}

function highest(names: readonly string[], prefix: string): number {
  return Math.max(0, ...numbersOf(names, prefix));
}

/** Tells whether what is seen has stayed as it is for as long as only the dead do. */
class DeathWatch {
  private last = { seen: '', at: 0, unchangedMs: 0 };

  isSeen(seen: string): boolean {
    const { last } = this;
    const at = performance.now();
    const passed = Math.min(longestLookMs, at - last.at);
    this.last = { seen, at, unchangedMs: seen === last.seen ? last.unchangedMs + passed : 0 };
    return this.last.unchangedMs >= deadAfterMs;
  }
}
