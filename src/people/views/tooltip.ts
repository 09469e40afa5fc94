import type { User } from '../../circuit/schemas';
import type { PresenceStore } from '../../presence/store';
import type { Directory } from '../directory';
import type { Person } from '../personText';
import { factLines, listFacts } from './facts';

/** A person's tooltip: what Circuit tells about them, and when their presence was asked for. */
export async function explainPerson(
  person: Person,
  directory: Directory,
  store: PresenceStore,
): Promise<string> {
  const isReachable = store.connection.kind === 'online';
  const user = isReachable
    ? await findQuietly(person.userId, directory)
    : directory.get(person.userId);
  const moment = { now: Date.now() };
  return factLines(listFacts(person, user, store.get(person.userId), moment));
}

/** Background work: without Circuit the tooltip says less, and nothing else happens. */
async function findQuietly(userId: string, directory: Directory): Promise<User | undefined> {
  try {
    return await directory.find(userId, 'inPassing');
  } catch {
    return undefined;
  }
}
