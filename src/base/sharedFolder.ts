import type { Disposable } from './disposables';

/** A file's text, and when it was last written or touched (by the computer's clock). */
export interface SharedFile {
  readonly text: string;
  readonly changedAt: number;
}

/**
 * A clock that all windows on one computer read alike and that nobody can set, unlike the time of day.
 * `name` is another one on another computer, and after a restart where the system tells.
 */
export interface ComputerClock {
  readonly name: string;
  /** Milliseconds since some moment before this window was opened. */
  now(): number;
}

/** Small files in one folder, shared by all windows on this computer. No method throws. */
export interface SharedFolder {
  readonly clock: ComputerClock;
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
  /**
   * Calls `listener` within about a second of a change to any file, by any window, with the file's name
   * where the system tells it.
   */
  watch(listener: (name?: string) => void): Disposable;
}

/** Watches the files whose names begin with `prefix`. */
export function watchFiles(folder: SharedFolder, prefix: string, listener: () => void): Disposable {
  return folder.watch(name => {
    if (name === undefined || name.startsWith(prefix)) {
      listener();
    }
  });
}

/** The same interface within this window only, for what windows do not share. */
export function createPrivateFolder(): SharedFolder {
  const files = new Map<string, SharedFile>();
  let changes = 0;
  const put = (name: string, text: string) => files.set(name, { text, changedAt: ++changes });
  return {
    clock: { name: '', now: () => performance.now() },
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
