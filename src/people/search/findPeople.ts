import type { CircuitClient } from '../../circuit/client';
import { isEmailAddress } from '../../circuit/ids';
import type { User } from '../../circuit/schemas';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Finds people by what was typed: an id, an exact email address (including secondary ones), or a
 * name. Empty if nobody was found. Throws a `CircuitError`, or the reason of an aborted `signal`.
 */
export async function findPeople(
  client: CircuitClient,
  term: string,
  signal: AbortSignal,
): Promise<readonly User[]> {
  if (uuid.test(term)) {
    return one(await client.getUser(term, signal));
  }
  if (isEmailAddress(term)) {
    const exact = one(await client.getUserByEmail(term, signal));
    return exact.length > 0 ? exact : unique(await client.searchUsers(term, signal));
  }
  return unique(await client.searchUsers(term, signal));
}

/** Without duplicates, whatever Circuit answers: rows are identified by id. */
function unique(users: readonly User[]): readonly User[] {
  return [...new Map(users.map(user => [user.userId, user])).values()];
}

function one(user: User | undefined): readonly User[] {
  return user ? [user] : [];
}
