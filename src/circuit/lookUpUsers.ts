import type { CircuitClient } from './client';
import { HttpError } from './errors';
import { isEmailAddress, isUserId } from './ids';
import type { User } from './schemas';

export interface LookUp {
  /** Users by the requested id or address, in lower case. */
  readonly found: ReadonlyMap<string, User>;
  /** What Circuit does not know, in lower case, including what could not be sent. */
  readonly missing: readonly string[];
}

const maxPerCall = 25;
const maxCharsPerCall = 1800;

/** Looks up the users behind email addresses or ids in as few calls as Circuit's limits allow. */
export async function lookUpUsers(
  client: Pick<CircuitClient, 'listUsers'>,
  idsOrEmails: Iterable<string>,
  signal?: AbortSignal,
): Promise<LookUp> {
  const asked = new Set([...idsOrEmails].map(text => text.toLowerCase()));
  const found = new Map<string, User>();
  for (const batch of split([...asked].filter(text => isUserId(text) || isEmailAddress(text)))) {
    for (const user of await listTolerantly(client, batch, signal)) {
      namesOf(user)
        .filter(name => asked.has(name))
        .forEach(name => found.set(name, user));
    }
  }
  return { found, missing: [...asked].filter(text => !found.has(text)) };
}

/** Batches whose URLs stay short enough even if every `@` takes three characters. */
function split(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let room = 0;
  for (const text of texts) {
    const length = encodeURIComponent(text).length + '&name='.length;
    const batch = batches.at(-1);
    if (batch && batch.length < maxPerCall && length <= room) {
      batch.push(text);
      room -= length;
    } else {
      batches.push([text]);
      room = maxCharsPerCall - length;
    }
  }
  return batches;
}

/**
 * One address that Circuit considers malformed fails the whole call (400); then the others are
 * requested without it.
 */
async function listTolerantly(
  client: Pick<CircuitClient, 'listUsers'>,
  batch: readonly string[],
  signal: AbortSignal | undefined,
): Promise<User[]> {
  try {
    return await client.listUsers(batch, signal);
  } catch (error) {
    if (!(error instanceof HttpError && error.status === 400)) {
      throw error;
    }
    if (batch.length === 1) {
      return [];
    }
    const middle = Math.ceil(batch.length / 2);
    return [
      ...(await listTolerantly(client, batch.slice(0, middle), signal)),
      ...(await listTolerantly(client, batch.slice(middle), signal)),
    ];
  }
}

function namesOf(user: User): string[] {
  return [user.userId, user.emailAddress, ...user.emailAddresses].map(name => name.toLowerCase());
}
