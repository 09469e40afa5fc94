import fs from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { combinedDisposable, type Disposable } from '../base/disposables';
import type { RoundsFile } from '../presence/shared/rounds';
import { readPlainFile } from './plainFile';

const lookEveryMs = 1_000;
const onlyForThisUser = { mode: 0o600, flag: 'wx' } as const;

/**
 * The files windows share rounds through, in `folder`: readable for this user only, and never a
 * link to somewhere else. A folder that cannot be used is as good as an empty one.
 */
export function createRoundsFile(folder: string): RoundsFile {
  const answers = path.join(folder, 'rounds.json');
  const claim = path.join(folder, 'rounds.claim');
  return {
    read: async () => {
      const content = await readPlainFile(answers);
      return content.kind === 'text' ? content.text : undefined;
    },
    write: text => quietly(async () => await replace(answers, text)),
    remove: () => quietly(async () => await removeAll(answers)),
    readLease: async () => {
      const content = await readPlainFile(claim);
      return content.kind === 'text' ? content.text : content.kind === 'odd' ? '' : undefined;
    },
    createLease: text => create(claim, text),
    removeLease: text => quietly(async () => await takeAway(claim, text)),
    watch: listener => watch(answers, listener),
  };
}

/** Readers see the old text or the new one, never half of it. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const next = besides(file);
  try {
    await writeFile(next, text, onlyForThisUser);
    await rename(next, file);
  } finally {
    await rm(next, { force: true });
  }
}

/** The file, and what windows that were killed in the middle of a write left beside it. */
async function removeAll(file: string): Promise<void> {
  for (const name of await readdir(path.dirname(file))) {
    if (name.startsWith(path.basename(file))) {
      await rm(path.join(path.dirname(file), name), { force: true });
    }
  }
}

async function create(file: string, text: string): Promise<'created' | 'exists' | 'failed'> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, onlyForThisUser);
    return 'created';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST'
      ? 'exists'
      : 'failed';
  }
}

/** Only one window can rename it; whoever finds another text then puts it back. */
async function takeAway(file: string, text: string): Promise<void> {
  const aside = besides(file);
  await rename(file, aside);
  try {
    const content = await readPlainFile(aside);
    if (content.kind === 'text' && content.text !== text) {
      await fs.promises.link(aside, file);
    }
  } finally {
    await rm(aside, { force: true, recursive: true });
  }
}

/** Looks once a second too: not every file system tells of changes. */
function watch(file: string, listener: () => void): Disposable {
  fs.watchFile(file, { interval: lookEveryMs, persistent: false }, listener);
  return combinedDisposable(
    { dispose: () => fs.unwatchFile(file, listener) },
    watchFolder(path.dirname(file), path.basename(file), listener),
  );
}

function watchFolder(folder: string, name: string, listener: () => void): Disposable {
  try {
    fs.mkdirSync(folder, { recursive: true });
    const watcher = fs.watch(folder, { persistent: false }, (_, changed) => {
      if (changed === name) {
        listener();
      }
    });
    watcher.on('error', () => watcher.close());
    return { dispose: () => watcher.close() };
  } catch {
    return combinedDisposable();
  }
}

function besides(file: string): string {
  return `${file}.${crypto.randomUUID()}`;
}

async function quietly(act: () => Promise<void>): Promise<void> {
  await act().catch(() => undefined);
}
