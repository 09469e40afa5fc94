import type { SecretStore } from '../account/storage/secretStore';
import { combinedDisposable } from '../base/disposables';
import { fieldsOf, listOf, type Memento } from '../base/memento';

const changesKey = 'circuit.secretChanges';
const mostChanges = 16;
const lookEveryMs = 1_000;

interface SecretChange {
  readonly id: string;
  readonly key: string;
}

/**
 * The same secrets, except that other windows learn of changes. VS Code in a browser doesn't tell
 * them, so the latest changes are listed in `memory`, which all windows can read but which doesn't
 * announce changes either.
 */
export function createSharedSecrets(secrets: SecretStore, memory: Memento): SecretStore {
  const changes = () => listOf(memory.get(changesKey), readChange);
  const own = new Set<string>();
  const add = async (key: string) => {
    const id = crypto.randomUUID();
    own.add(id);
    await memory.update(changesKey, [...changes(), { id, key }].slice(-mostChanges));
  };
  return {
    get: key => secrets.get(key),
    store: async (key, value) => {
      await secrets.store(key, value);
      await add(key);
    },
    delete: async key => {
      await secrets.delete(key);
      await add(key);
    },
    onDidChange: listener => {
      let known = new Set(changes().map(({ id }) => id));
      const look = () => {
        const all = changes();
        const news = all.filter(({ id }) => !known.has(id) && !own.has(id));
        known = new Set(all.map(({ id }) => id));
        news.forEach(({ key }) => listener({ key }));
      };
      const timer = setInterval(look, lookEveryMs);
      return combinedDisposable(secrets.onDidChange(listener), {
        dispose: () => clearInterval(timer),
      });
    },
  };
}

function readChange(value: unknown): SecretChange | undefined {
  const [id, key] = ['id', 'key'].map(name => fieldsOf(value).get(name));
  return typeof id === 'string' && typeof key === 'string' ? { id, key } : undefined;
}
