import type { Logger } from '../base/log';
import {
  type Label,
  labelSchema,
  type Presence,
  presenceSchema,
  type SupportInfo,
  supportInfoSchema,
  type User,
  userSchema,
} from './schemas';
import type { Call } from './send';
import { createTimedRequest } from './timedRequest';
import type { Access, PresenceUpdate } from './types';

/** Circuit's ten Users operations. All throw a `CircuitError`, or the reason of an aborted signal. */
export interface CircuitClient {
  getLabels(signal?: AbortSignal): Promise<Label[]>;
  /** At most 50 ids. One unknown id makes Circuit answer 404 for all. */
  getPresences(userIds: readonly string[], signal?: AbortSignal): Promise<Presence[]>;
  getProfile(signal?: AbortSignal): Promise<User>;
  getSupportInfo(signal?: AbortSignal): Promise<SupportInfo>;
  getUserByEmail(emailAddress: string, signal?: AbortSignal): Promise<User | undefined>;
  getUser(idOrEmail: string, signal?: AbortSignal): Promise<User | undefined>;
  getPresence(idOrEmail: string, signal?: AbortSignal): Promise<Presence | undefined>;
  /** Empty if nobody was found, which Circuit answers with 404. */
  searchUsers(name: string, signal?: AbortSignal): Promise<User[]>;
  /** At most 25 ids or email addresses. Unknown ones are missing from the answer. */
  listUsers(idsOrEmails: readonly string[], signal?: AbortSignal): Promise<User[]>;
  /** The `statusMessage` is always sent, since leaving it out may erase it. */
  setPresence(update: PresenceUpdate, signal?: AbortSignal): Promise<Presence>;
}

/**
 * A client that uses the account that `access` returns at the start of each call; without one it
 * throws `UnauthorizedError`.
 */
export function createCircuitClient(access: () => Access | undefined, log: Logger): CircuitClient {
  const { ask, clock, learnTime } = createTimedRequest(access, log);
  return {
    getLabels: signal => ask.many(labelSchema, get('/users/labels', signal)),

    async getPresences(userIds, signal) {
      const ids = { name: 'userIds', values: userIds };
      const found = await ask.many(presenceSchema, { ...get('/users/presence', signal), ids });
      return found.map(presence => clock().fromCircuit(presence));
    },

    getProfile: signal => ask.one(userSchema, get('/users/profile', signal)),
    getSupportInfo: signal => ask.one(supportInfoSchema, get('/users/supportinfo', signal)),

    getUserByEmail(id, signal) {
      const call = get('/users/{emailAddress}/getUserByEmail', signal);
      return ask.oneIfAny(userSchema, { ...call, id, query: { secondaryLookup: 'true' } });
    },

    getUser: (id, signal) => ask.oneIfAny(userSchema, { ...get('/users/{id}', signal), id }),
    async getPresence(id, signal) {
      const call = { ...get('/users/{id}/presence', signal), id };
      const found = await ask.oneIfAny(presenceSchema, call);
      return found && clock().fromCircuit(found);
    },

    searchUsers: (name, signal) =>
      ask.manyIfAny(userSchema, { ...get('/users', signal), query: { name } }),

    listUsers(idsOrEmails, signal) {
      const ids = { name: 'name', values: idsOrEmails };
      const query = { returnFullUserInfo: 'true', secondaryLookup: 'true' };
      return ask.manyIfAny(userSchema, { ...get('/users/list', signal), ids, query });
    },

    async setPresence(update, signal) {
      await (update.state === 'DND' ? learnTime(signal) : undefined);
      const form = formOf(
        update.state === 'DND'
          ? { ...update, dndUntil: clock().toCircuit(update.dndUntil) }
          : update,
      );
      const call = { method: 'PUT', template: '/users/presence', form, signal } as const;
      return clock().fromCircuit(await ask.one(presenceSchema, call));
    },
  };
}

function get(template: string, signal: AbortSignal | undefined): Call {
  return { method: 'GET', template, signal };
}

/**
 * An update as Circuit's form fields. Leaving DND needs `clearDND` (spelled exactly so); DND needs
 * its end in ISO 8601, UTC.
 */
export function formOf(update: PresenceUpdate): Record<string, string> {
  const { state, statusMessage } = update;
  return state === 'DND'
    ? { state, dndUntil: new Date(update.dndUntil).toISOString(), statusMessage }
    : { state, clearDND: 'true', statusMessage };
}
