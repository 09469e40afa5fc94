import type { Memento } from '../../base/memento';
import type { EndEvent } from '../../presence/model';
import type { PresenceChange } from '../../presence/presenceChange';
import type { SharedAccountSource } from '../../presence/shared/session';
import { isSameStatus, isSaved, type SavedStatus, toSaved } from './savedStatus';

const KEY = 'circuit.recentStatuses';
const KEPT = 3;

/**
 * `memory` with separate values for each account, so that what was typed in one isn't offered in
 * another.
 */
export function perAccount(
  memory: Memento,
  account: () => SharedAccountSource | undefined,
): Memento {
  const keyFor = (key: string) => {
    const current = account();
    return current && `${key}:${current.tag}`;
  };
  return {
    get: key => {
      const own = keyFor(key);
      return own === undefined ? undefined : memory.get(own);
    },
    update: async (key, value) => {
      const own = keyFor(key);
      if (own !== undefined) {
        await memory.update(own, value);
      }
    },
  };
}

/** The last three different statuses, newest first. Invalid entries are left out. */
export function listRecent(memory: Memento): SavedStatus[] {
  const stored = memory.get(KEY);
  return Array.isArray(stored) ? stored.filter(isSaved).slice(0, KEPT) : [];
}

/** Remembers what was set if it had a message; otherwise it saves no typing. */
export async function remember(
  memory: Memento,
  change: PresenceChange,
  now: number,
  event?: EndEvent,
): Promise<void> {
  const recent = toSaved(change, event, now);
  if (recent) {
    const others = listRecent(memory).filter(each => !isSameStatus(each, recent));
    await memory.update(KEY, [recent, ...others].slice(0, KEPT));
  }
}

export async function forgetRecent(memory: Memento): Promise<void> {
  await memory.update(KEY, undefined);
}
