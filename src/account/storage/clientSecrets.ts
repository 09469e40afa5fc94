import type { SecretStore } from './secretStore';

/** The secrets of OAuth apps by origin, kept in the secret storage, never in a setting. */
export interface ClientSecrets {
  /** Throws `StorageError`. */
  get(origin: string): Promise<string | undefined>;
  /** Keeps a secret; an empty one means that the app has none. Throws `StorageError`. */
  set(origin: string, secret: string): Promise<void>;
}

/** Keeps them in `secrets`, which must have a deadline. */
export function createClientSecrets(secrets: SecretStore): ClientSecrets {
  return {
    get: async origin => secrets.get(keyOf(origin)),
    set: async (origin, secret) => {
      await (secret === '' ? secrets.delete(keyOf(origin)) : secrets.store(keyOf(origin), secret));
    },
  };
}

function keyOf(origin: string): string {
  return `clientSecret:${origin}`;
}
