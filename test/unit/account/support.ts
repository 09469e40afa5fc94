import type { SecretStore } from '../../../src/account/storage/secretStore';
import type { NewSession } from '../../../src/account/storage/session';
import { Emitter } from '../../../src/base/event';
import type { Logger } from '../../../src/base/log';
import type { Memento } from '../../../src/base/memento';

type Operation = 'get' | 'store' | 'delete';

/** What several windows share: one store, of which each window has its own side. */
export class SharedSecrets {
  readonly values = new Map<string, string>();
  readonly changed = new Emitter<{ key: string }>();
  /** How each operation goes wrong, for all windows. */
  readonly faults = new Map<Operation, 'fails' | 'hangs' | 'forgets'>();
  readonly calls: string[] = [];
  /** How long each operation takes, there and back. */
  delayMs: (() => number) | undefined;

  /** The store as one window sees it; what others do it sees `lagMs` later. */
  window(lagMs = 0): SecretStore {
    return lagMs === 0 ? this.atOnce() : this.later(lagMs);
  }

  private later(lagMs: number): SecretStore {
    const mine = new Map<string, string | undefined>();
    const put = async (key: string, value: string | undefined) => {
      await Promise.resolve();
      mine.set(key, value);
      setTimeout(() => {
        if (value === undefined) {
          this.values.delete(key);
        } else {
          this.values.set(key, value);
        }
        mine.delete(key);
        this.changed.fire({ key });
      }, lagMs);
    };
    return {
      get: key => Promise.resolve(mine.has(key) ? mine.get(key) : this.values.get(key)),
      store: put,
      delete: key => put(key, undefined),
      onDidChange: this.changed.event,
    };
  }

  private atOnce(): SecretStore {
    return {
      get: key => this.run('get', key, () => this.values.get(key)),
      store: (key, value) =>
        this.run('store', key, () => {
          this.values.set(key, value);
          this.changed.fire({ key });
        }),
      delete: key =>
        this.run('delete', key, () => {
          this.values.delete(key);
          this.changed.fire({ key });
        }),
      onDidChange: this.changed.event,
    };
  }

  count(operation: Operation): number {
    return this.calls.filter(call => call === operation).length;
  }

  private async run<T>(operation: Operation, key: string, act: () => T): Promise<T> {
    this.calls.push(operation);
    const fault = this.faults.get(operation);
    await this.pass();
    switch (fault) {
      case 'fails':
        throw new Error(`Cannot ${operation} password ${this.values.get(key) ?? ''}`);
      case 'hangs':
        return await new Promise<never>(() => undefined);
      case 'forgets':
        return undefined as T; // only asked of `store`, which gives nothing
      case undefined: {
        const answer = act();
        await this.pass();
        return answer;
      }
    }
  }

  private async pass(): Promise<void> {
    const { delayMs } = this;
    await (delayMs
      ? new Promise(resolve => {
          setTimeout(resolve, delayMs());
        })
      : Promise.resolve());
  }
}

/** A memento. */
export function createMemory(): Memento & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    get: key => values.get(key),
    update: (key, value) => {
      values.set(key, structuredClone(value));
      return Promise.resolve();
    },
  };
}

/** A log that remembers its lines. */
export function createLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  return { lines, trace: write, debug: write, info: write, warn: write, error: write };
}

export const euOrigin = 'https://eu.yourcircuit.com';

/** A session as a sign-in makes it. */
export function newSession(changes: Partial<NewSession> = {}): NewSession {
  return {
    origin: euOrigin,
    userId: 'user-1',
    label: 'person@example.com',
    tag: 'tag-of-user-1',
    accessToken: 'access-1',
    issuedAt: 0,
    scopes: ['READ_USER_PROFILE', 'READ_USER', 'MANAGE_PRESENCE'],
    ...changes,
  };
}

/** Lets everything happen that waits for nothing but promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) {
    await Promise.resolve();
  }
}
