import type { Account } from '../../../src/account/account';
import type { Memento } from '../../../src/base/memento';
import type { User } from '../../../src/circuit/schemas';
import type { Known } from '../../../src/presence/model';
import { me, presence } from '../presence/fakeCircuit';

/** A memento that several windows share. Like VS Code's it keeps what JSON keeps, and at once. */
export function createKeep(): Memento & {
  readonly values: Map<string, unknown>;
  keys(): readonly string[];
} {
  const values = new Map<string, unknown>();
  return {
    values,
    keys: () => [...values.keys()],
    get: key => values.get(key),
    update: (key, value) => {
      if (value === undefined) {
        values.delete(key);
      } else {
        values.set(key, JSON.parse(JSON.stringify(value)));
      }
      return Promise.resolve();
    },
  };
}

export function user(userId: string, changes: Partial<User> = {}): User {
  return { ...me, userId, displayName: `Name of ${userId}`, ...changes };
}

export function known(userId: string, changes: Parameters<typeof presence>[1] = {}): Known {
  return { kind: 'known', presence: presence(userId, changes), checkedAt: 0 };
}

export function persons(...userIds: string[]) {
  return userIds.map(userId => ({ userId, displayName: userId.toUpperCase() }));
}

/** Somebody signed in at a Circuit, of whom nothing is asked. */
export function account(changes: Partial<Account> = {}): Account {
  const nobody = () => Promise.reject(new Error('Not asked for here.'));
  return {
    kind: 'circuit',
    label: 'ada@x.example',
    tag: 'ada',
    scopes: [],
    access: {
      origin: 'https://circuit.example',
      arrays: 'repeated',
      token: nobody,
      transport: nobody,
    },
    ...changes,
  };
}
