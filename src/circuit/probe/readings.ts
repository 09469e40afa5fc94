import { isCircuitError } from '../errors';
import { readItems } from '../request';
import { type User, userSchema } from '../schemas';
import type { HttpAnswer, Transport } from '../transport';
import type { Access } from '../types';
import { dndUntilIn, errorFieldsIn, mediaOf } from './shapes';
import type { Attempt, ProbeReadings } from './types';

/** Sends a call and gives any answer. */
type SendAs = (call: Attempt, as: Access) => Promise<HttpAnswer>;

/** A well-formed id that belongs to nobody. */
const nobody = '00000000-0000-4000-8000-000000000000';

/** Determines the readings with requests about the signed-in person and about nobody. */
export async function findReadings(
  sendAs: SendAs,
  access: Access,
  me: User | undefined,
): Promise<Omit<ProbeReadings, 'scopeAs'>> {
  const ask = async (call: Attempt, as = access) => {
    try {
      return await sendAs(call, as);
    } catch (error) {
      if (isCircuitError(error)) {
        return undefined;
      }
      throw error;
    }
  };
  const id = me?.userId ?? '';
  const ownPresence: Attempt = { method: 'GET', template: '/users/{id}/presence', id };
  const own = id && (await ask(ownPresence));
  const bare = id && (await ask(ownPresence, withoutAccept(access)));
  const batch = id && (await ask(batchOf('/users/presence', 'userIds', [id, nobody])));
  return {
    arrays: id ? await findArrays(ask, access, id) : 'unknown',
    dndUntil: own ? dndUntilIn(own) : 'unknown',
    withoutAccept: bare ? mediaOf(bare) : 'unknown',
    unknownInBatch: batch ? (batch.status === 200 ? 'knownOnly' : batch.status) : 'unknown',
    errorBody: batch && batch.status !== 200 ? errorFieldsIn(batch) : 'unknown',
  };
}

/**
 * `/users/list` leaves out unknown ids, so the user's own id next to an unknown one shows whether
 * both were understood. Both orders are tried: some servers take the first of several, some the
 * last.
 */
async function findArrays(
  ask: (call: Attempt, as: Access) => Promise<HttpAnswer | undefined>,
  access: Access,
  id: string,
): Promise<ProbeReadings['arrays']> {
  const understands = async (arrays: Access['arrays']): Promise<boolean> => {
    for (const ids of [
      [id, nobody],
      [nobody, id],
    ]) {
      const answer = await ask(batchOf('/users/list', 'name', ids), { ...access, arrays });
      if (!answer || !names(answer, id)) {
        return false;
      }
    }
    return true;
  };
  const repeated = await understands('repeated');
  const comma = await understands('comma');
  if (repeated && comma) {
    return 'both';
  }
  return repeated ? 'repeated' : comma ? 'comma' : 'unknown';
}

function batchOf(template: string, name: string, values: readonly string[]): Attempt {
  return { method: 'GET', template, ids: { name, values } };
}

function names(answer: HttpAnswer, id: string): boolean {
  try {
    return readItems(userSchema, answer).good.some(({ userId }) => userId === id);
  } catch {
    return false;
  }
}

function withoutAccept(access: Access): Access {
  const transport: Transport = request => {
    const others = Object.entries(request.headers).filter(([name]) => name !== 'Accept');
    return access.transport({ ...request, headers: Object.fromEntries(others) });
  };
  return { ...access, transport };
}
