import type { SharedFolder } from '../../base/sharedFolder';
import type { SharedAccount } from './session';

/** Removes what was chosen and set, at sign-out. */
export async function forgetSets(folder: SharedFolder, account: SharedAccount): Promise<void> {
  const prefix = `${nameFor(account)}.`;
  for (const name of await folder.names()) {
    if (name.startsWith(prefix) && !name.includes('.lease.')) {
      await folder.remove(name);
    }
  }
}

/** What the files of an account's sets begin with. A later format has another number. */
export function nameFor({ tag }: SharedAccount): string {
  return `sets-1.${tag.replace(/[^\w-]/g, '')}`;
}
