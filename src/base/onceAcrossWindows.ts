import type { SharedFolder } from './sharedFolder';

const keptMs = 2 * 24 * 60 * 60_000;

/**
 * Lets only one window act: the first to create the file `prefix` + id in `folder`. If files cannot be
 * created, every window may act: better twice than never.
 */
export function createOnceAcrossWindows(
  folder: SharedFolder,
  prefix = '',
): (id: string) => Promise<boolean> {
  return async id => {
    const outcome = await folder.create(`${prefix}${id}`, '');
    await removeOld(folder, prefix);
    return outcome !== 'exists';
  };
}

async function removeOld(folder: SharedFolder, prefix: string): Promise<void> {
  for (const name of await folder.names()) {
    const file = name.startsWith(prefix) ? await folder.read(name) : undefined;
    if (file && file.changedAt < Date.now() - keptMs) {
      await folder.remove(name);
    }
  }
}
