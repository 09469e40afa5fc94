import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

const keptMs = 2 * 24 * 60 * 60_000;

/**
 * Lets only one window act: the first to create the file `id` in `directory`. Exact on a local
 * disk. If files cannot be created, every window may act: better twice than never.
 */
export function createOnceAcrossWindows(directory: string): (id: string) => Promise<boolean> {
  return async id => {
    try {
      await mkdir(directory, { recursive: true });
    } catch {
      return true;
    }
    const isMine = await makeFile(path.join(directory, id));
    await removeOld(directory);
    return isMine;
  };
}

async function makeFile(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EEXIST');
  }
}

/** Other windows do the same, so files may already be gone. */
async function removeOld(directory: string): Promise<void> {
  try {
    for (const name of await readdir(directory)) {
      const file = path.join(directory, name);
      const { mtimeMs } = await stat(file);
      if (mtimeMs < Date.now() - keptMs) {
        await rm(file, { force: true });
      }
    }
  } catch {
    return;
  }
}
