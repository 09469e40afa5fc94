import type { Disposable } from './disposables';

/** A file's text, and when it was last written or touched (by the computer's clock). */
export interface SharedFile {
  readonly text: string;
  readonly changedAt: number;
}

/** Small files in one folder, shared by all windows on this computer. No method throws. */
export interface SharedFolder {
  /** The names of all files. */
  names(): Promise<readonly string[]>;
  /** Undefined if the file is missing or unfit to be read. */
  read(name: string): Promise<SharedFile | undefined>;
  /** Creates a file with its full text unless it exists. `failed`: no file can be created here. */
  create(name: string, text: string): Promise<'created' | 'exists' | 'failed'>;
  /** Replaces a file's text atomically. */
  write(name: string, text: string): Promise<void>;
  /** Updates the file's modification time only. */
  touch(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Calls `listener` within about a second of a change to any file, by any window. */
  watch(listener: () => void): Disposable;
}

/** The same interface within this window only, for what windows do not share. */
export function createPrivateFolder(): SharedFolder {
  const files = new Map<string, SharedFile>();
  let changes = 0;
  const put = (name: string, text: string) => files.set(name, { text, changedAt: ++changes });
  return {
    names: () => Promise.resolve([...files.keys()]),
    read: name => Promise.resolve(files.get(name)),
    create: (name, text) => {
      const isNew = !files.has(name);
      if (isNew) {
        put(name, text);
      }
      return Promise.resolve(isNew ? 'created' : 'exists');
    },
    write: (name, text) => Promise.resolve(void put(name, text)),
    touch: name => Promise.resolve(void put(name, files.get(name)?.text ?? '')),
    remove: name => Promise.resolve(void files.delete(name)),
    watch: () => ({ dispose: () => undefined }),
  };
}

/** The numbers of the files named `prefix` followed by a number. */
export function numbersOf(names: readonly string[], prefix: string): readonly number[] {
  return names
    .filter(name => name.startsWith(prefix))
    .map(name => name.slice(prefix.length))
    .filter(rest => /^\d{1,15}$/.test(rest))
    .map(Number);
}

const beatMs = 2_000;
const deadAfterMs = 7_000;
/** Looks further apart than this are counted as this far apart: the computer may have slept. */
const longestLookMs = 1_000;

/** One window's turn at something that only one window may do at a time. */
export interface Turn {
  /** What the last holder left for the next one; empty if nothing. */
  readonly note: string;
  /** Whether the turn still holds: no other window has taken this one for dead. */
  isHeld(): Promise<boolean>;
  /** Ends the turn, once. */
  end(note?: string): Promise<void>;
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

/**
 * A lease in files named `name` and a number; the highest number counts. Only one window can create
 * the next file. While the lease is held its file is touched regularly. A holder whose file stays
 * unchanged for seven seconds of looking, at least once a second, is considered dead, whatever the
 * computer's clock says.
 */
export function createLease(folder: SharedFolder, name: string): Lease {
  const prefix = `${name}.lease.`;
  const isDead = watchForDeath();
  /** The last lease: its number and the note left at its end; undefined while it is held. */
  const look = async (): Promise<{ last: number; note: string } | undefined> => {
    const last = highest(await folder.names(), prefix);
    const file = last > 0 ? await folder.read(`${prefix}${last}`) : undefined;
    const note = file && readEnded(file.text);
    if (last === 0 || note !== undefined) {
      return { last, note: note ?? '' };
    }
    return isDead(`${last} ${file?.changedAt} ${file?.text}`) ? { last, note: '' } : undefined;
  };
  return {
    isFree: async () => (await look()) !== undefined,
    async take() {
      const free = await look();
      if (!free) {
        return 'taken';
      }
      const mine = free.last + 1;
      const outcome = await folder.create(`${prefix}${mine}`, 'held');
      if (outcome === 'failed') {
        return 'unshared';
      }
      const numbers = numbersOf(await folder.names(), prefix);
      if (outcome === 'exists' || numbers.some(each => each > mine)) {
        await (outcome === 'created' && folder.remove(`${prefix}${mine}`));
        return 'taken';
      }
      await Promise.all(
        numbers.filter(each => each < mine).map(each => folder.remove(`${prefix}${each}`)),
      );
      return hold(folder, prefix, mine, free.note);
    },
  };
}

function hold(folder: SharedFolder, prefix: string, mine: number, note: string): Turn {
  const file = `${prefix}${mine}`;
  const isHighest = async () => highest(await folder.names(), prefix) === mine;
  const beat = setInterval(() => void folder.touch(file), beatMs);
  let isOver = false;
  return {
    note,
    isHeld: async () => !isOver && (await isHighest()),
    async end(left = note) {
      const wasOver = isOver;
      isOver = true;
      clearInterval(beat);
      if (!wasOver && (await isHighest())) {
        // The file stays, so that numbers never restart under a window that has just looked.
        await folder.write(file, `ended ${left}`);
      }
    },
  };
}

/** The note of a lease that ended. */
function readEnded(text: string): string | undefined {
  return /^ended (.*)$/s.exec(text)?.[1];
}

function highest(names: readonly string[], prefix: string): number {
  return Math.max(0, ...numbersOf(names, prefix));
}

/** Tells whether what is seen has not changed for longer than a living holder would let it. */
function watchForDeath(): (seen: string) => boolean {
  let last = { seen: '', at: 0, unchangedMs: 0 };
  return seen => {
    const at = performance.now();
    const passed = Math.min(longestLookMs, at - last.at);
    last = { seen, at, unchangedMs: seen === last.seen ? last.unchangedMs + passed : 0 };
    return last.unchangedMs >= deadAfterMs;
  };
}
