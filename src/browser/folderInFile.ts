import type { Disposable } from '../base/disposables';
import type { SharedFile, SharedFolder } from '../base/sharedFolder';

/** One file that all windows of a browser read and write. */
export interface OneFile {
  /** Undefined if the file is missing or can't be read. */
  read(): Promise<string | undefined>;
  /** Rejects if the file can't be written. */
  write(text: string): Promise<void>;
  /** Calls `listener` after each change by any window. */
  watch(listener: () => void): Disposable;
}

/** By then any other window that had read the file before a change has written its own. */
const settleMs = 60;
const mostWrites = 64;

/**
 * Keeps the files that windows share in a single one, because a browser shows no window the list of
 * files that another created, and has no operation that only one window can win. So each change is
 * applied to what was just read, checked a moment later, and made again if another window has
 * overwritten it.
 */
export function createFolderInFile(file: OneFile): SharedFolder {
  const changes = new Changes(file);
  const put = (name: string, text: string) => (files: Files) => {
    files.set(name, { text, changedAt: Date.now() });
    return true;
  };
  return {
    // The windows of one browser share a time origin from a clock that nobody can set.
    clock: { name: '', now: () => performance.timeOrigin + performance.now() },
    names: async () => [...(await changes.files()).keys()],
    read: async name => (await changes.files()).get(name),
    create: async (name, text) => {
      const there = { before: false };
      const isDone = await changes.settle(files => {
        there.before = files.has(name);
        return !there.before && put(name, text)(files);
      });
      return there.before ? 'exists' : isDone ? 'created' : 'failed';
    },
    write: (name, text) => changes.make(put(name, text)),
    touch: name =>
      changes.make(files => {
        const before = files.get(name);
        return before !== undefined && put(name, before.text)(files);
      }),
    remove: name => changes.make(files => files.delete(name)),
    // It doesn't say which of the files changed.
    watch: listener => file.watch(() => listener()),
  };
}

type Files = Map<string, SharedFile>;

interface Change {
  readonly id: string;
  /** Changes `files`. Returns false if nothing has to change. */
  readonly apply: (files: Files) => boolean;
  /**
   * Resolves to true once the change is sure to stay or wasn't needed, and to false if it couldn't
   * be made.
   */
  readonly settled: PromiseWithResolvers<boolean>;
  /** The last of this window's writes that included it. */
  write: number;
}

/** This window's changes, made one after the other until each is sure to stay. */
class Changes {
  private readonly file: OneFile;
  private readonly unsettled = new Set<Change>();
  private last: Promise<unknown> = Promise.resolve();
  private writes = 0;

  constructor(file: OneFile) {
    this.file = file;
  }

  /** All files; none if the shared file can't be read. */
  async files(): Promise<Files> {
    return parse(await this.file.read()).files;
  }

  /** Makes a change if that is possible. */
  async make(apply: Change['apply']): Promise<void> {
    await this.begin(apply);
  }

  /** Makes a change and waits until it is sure to stay. False if it can't be made. */
  async settle(apply: Change['apply']): Promise<boolean> {
    const { settled } = await this.begin(apply);
    return await settled.promise;
  }

  private async begin(apply: Change['apply']): Promise<Change> {
    const change: Change = {
      id: crypto.randomUUID(),
      apply,
      settled: Promise.withResolvers<boolean>(),
      write: 0,
    };
    await this.inTurn(async () => {
      this.unsettled.add(change);
      await this.write();
    });
    return change;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.last.then(work);
    this.last = mine;
    return mine;
  }

  /** Writes those of this window's changes that the file doesn't show, in their order. */
  private async write(): Promise<void> {
    try {
      const { files, writes } = parse(await this.file.read());
      const missing = [...this.unsettled].filter(({ id }) => !writes.includes(id));
      const made = missing.filter(({ apply }) => apply(files));
      if (made.length > 0) {
        const all = [...writes, ...made.map(({ id }) => id)].slice(-mostWrites);
        await this.file.write(JSON.stringify({ writes: all, files: Object.fromEntries(files) }));
        this.settleLater(made);
      }
      this.end(missing.filter(each => !made.includes(each)));
    } catch {
      this.unsettled.forEach(({ settled }) => settled.resolve(false));
      this.unsettled.clear();
    }
  }

  private settleLater(made: readonly Change[]): void {
    const write = ++this.writes;
    made.forEach(change => (change.write = write));
    const settle = async () => {
      await this.write();
      this.end(made.filter(change => change.write === write));
    };
    setTimeout(() => void this.inTurn(settle), settleMs);
  }

  private end(changes: readonly Change[]): void {
    for (const change of changes) {
      this.unsettled.delete(change);
      change.settled.resolve(true);
    }
  }
}

/** Parses the file without trusting it. */
function parse(text: string | undefined): { files: Files; writes: readonly string[] } {
  const { writes, files } = parseObject(text);
  const found = typeof files === 'object' && files !== null ? Object.entries(files) : [];
  return {
    files: new Map(found.flatMap(([name, value]) => (isFile(value) ? [[name, value]] : []))),
    writes: Array.isArray(writes) ? writes.filter(each => typeof each === 'string') : [],
  };
}

function parseObject(text: string | undefined): { writes?: unknown; files?: unknown } {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function isFile(value: unknown): value is SharedFile {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'changedAt' in value &&
    typeof value.changedAt === 'number'
  );
}
