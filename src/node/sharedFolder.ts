import fs from 'node:fs';
import { link, mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { combinedDisposable, type Disposable } from '../base/disposables';
import type { SharedFolder } from '../base/sharedFolder';
import { readPlainFile } from './plainFile';

const lookEveryMs = 1_000;
const onlyForThisUser = { mode: 0o600, flag: 'wx' } as const;

/**
 * The files that windows share in `folder`: readable by this user only, and never a link to
 * elsewhere. A folder that cannot be used counts as empty.
 */
export function createSharedFolder(folder: string): SharedFolder {
  const at = (name: string) => path.join(folder, name);
  return {
    clock: { name: startOfComputer(), now: () => Number(process.hrtime.bigint()) / 1e6 },
    names: () => readdir(folder).catch(() => []),
    read: async name => {
      const content = await readPlainFile(at(name));
      return content.kind === 'text' ? content : undefined;
    },
    create: (name, text) => create(at(name), text),
    write: (name, text) => quietly(async () => await replace(at(name), text)),
    touch: name =>
      quietly(async () => {
        const now = new Date();
        await utimes(at(name), now, now);
      }),
    remove: name => quietly(async () => await removeAll(at(name))),
    watch: listener => watch(folder, listener),
  };
}

/** Which start of the computer this is, where it tells; elsewhere folders are rarely on a network. */
function startOfComputer(): string {
  try {
    return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  } catch {
    return '';
  }
}

/** Replaces the file atomically: readers see the old text or the new one. */
async function replace(file: string, text: string): Promise<void> {
  const next = await writeBesides(file, text);
  try {
    await rename(next, file);
  } finally {
    await rm(next, { force: true });
  }
}

/** Creates the file with its complete text, atomically if the disk supports hard links. */
async function create(file: string, text: string): Promise<'created' | 'exists' | 'failed'> {
  const next = await writeBesides(file, text).catch(() => undefined);
  if (next === undefined) {
    return 'failed';
  }
  try {
    await linkOrWrite(next, file, text);
    return 'created';
  } catch (error) {
    return isThere(error) ? 'exists' : 'failed';
  } finally {
    await quietly(async () => await rm(next, { force: true }));
  }
}

async function linkOrWrite(next: string, file: string, text: string): Promise<void> {
  try {
    await link(next, file);
  } catch (error) {
    if (isThere(error)) {
      throw error;
    }
    await writeFile(file, text, onlyForThisUser);
  }
}

async function writeBesides(file: string, text: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const next = `${file}.${crypto.randomUUID()}`;
  await writeFile(next, text, onlyForThisUser);
  return next;
}

/** Removes the file and leftovers of windows that were killed during a write. */
async function removeAll(file: string): Promise<void> {
  const folder = path.dirname(file);
  for (const name of await readdir(folder)) {
    const rest = name.startsWith(path.basename(file))
      ? name.slice(path.basename(file).length)
      : undefined;
    if (rest === '' || (rest !== undefined && /^\.[0-9a-f-]{36}$/.test(rest))) {
      await rm(path.join(folder, name), { force: true });
    }
  }
}

/** Also polls once a second: not every file system reports changes. */
function watch(folder: string, listener: (name?: string) => void): Disposable {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch {
    return combinedDisposable();
  }
  const look = () => listener();
  fs.watchFile(folder, { interval: lookEveryMs, persistent: false }, look);
  return combinedDisposable(
    { dispose: () => fs.unwatchFile(folder, look) },
    watchAtOnce(folder, listener),
  );
}

function watchAtOnce(folder: string, listener: (name?: string) => void): Disposable {
  try {
    const watcher = fs.watch(folder, { persistent: false }, (_, name) => {
      if (name === null || !/\.[0-9a-f-]{36}$/.test(name)) {
        listener(name ?? undefined);
      }
    });
    watcher.on('error', () => watcher.close());
    return { dispose: () => watcher.close() };
  } catch {
    return combinedDisposable();
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

async function quietly(act: () => Promise<void>): Promise<void> {
  await act().catch(() => undefined);
}
