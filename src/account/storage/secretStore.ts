import * as l10n from '@vscode/l10n';
import type { Event } from '../../base/event';
import { UserError } from '../../base/userError';

/** The part of `vscode.SecretStorage` that is used. */
export interface SecretStore {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Fires for own writes and for those of other windows. */
  readonly onDidChange: Event<{ readonly key: string }>;
}

/** The secret storage failed or did not answer in time. */
export class StorageError extends UserError {
  readonly fault: 'failed' | 'silent';

  constructor(fault: 'failed' | 'silent') {
    super(
      fault === 'silent'
        ? l10n.t("VS Code's secret storage isn't responding, so the sign-in can't be read.")
        : l10n.t("VS Code's secret storage reported an error, so the sign-in can't be read."),
    );
    this.fault = fault;
  }
}

/** How long the secret storage may take for one operation, in milliseconds. */
export const storageDeadlineMs = 5000;

/** Wraps a store so that every operation has the deadline and failures are a `StorageError`. */
export function withDeadline(store: SecretStore): SecretStore {
  return {
    get: key => within(() => store.get(key)),
    store: (key, value) => within(() => store.store(key, value)),
    delete: key => within(() => store.delete(key)),
    onDidChange: store.onDidChange,
  };
}

async function within<T>(operation: () => PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageError('silent')), storageDeadlineMs);
  });
  try {
    return await Promise.race([attempt(operation), silent]);
  } finally {
    clearTimeout(timer);
  }
}

async function attempt<T>(operation: () => PromiseLike<T>): Promise<T> {
  try {
    return await operation();
  } catch {
    // The original message might contain anything.
    throw new StorageError('failed');
  }
}
