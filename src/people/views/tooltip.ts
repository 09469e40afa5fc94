import type { User } from '../../circuit/schemas';
import type { PresenceStore } from '../../presence/store';
import type { Directory } from '../directory';
import type { Person } from '../personText';
import { factLines, listFacts } from './facts';

/** A person's tooltip: Circuit's data about them, and when their presence was polled. */
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

/** Runs in the background: without Circuit the tooltip just says less. */
async function findQuietly(userId: string, directory: Directory): Promise<User | undefined> {
  try {
    return await directory.find(userId, 'inPassing');
  } catch {
    return undefined;
  }
}
