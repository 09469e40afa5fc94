import type { SharedFolder } from '../../base/sharedFolder';
import type { SharedAccount } from './session';

/** What the files of all accounts' sets begin with. A later format has another number. */
export const setsPrefix = 'sets-1.';

/** What those of one account begin with: another name on another computer, with another clock. */
export function nameFor({ tag }: SharedAccount, { clock }: SharedFolder): string {
  return `${beginningFor(tag)}${clock.name && `-${clock.name}`}`;
}

/** Removes the files of an account's sets, at sign-out. */
export async function forgetSets(folder: SharedFolder, { tag }: SharedAccount): Promise<void> {
  const beginning = beginningFor(tag);
  const names = (await folder.names()).filter(
    name => /^[-.]/.test(name.slice(beginning.length)) && name.startsWith(beginning),
  );
  for (const name of names) {
    if (!name.includes('.lease.')) {
      await folder.remove(name);
    } else if ((await folder.read(name))?.text !== 'ended ') {
      await folder.write(name, 'ended ');
    }
  }
}

function beginningFor(tag: string): string {
  return `${setsPrefix}${tag.replace(/[^\w-]/g, '')}`;
}
