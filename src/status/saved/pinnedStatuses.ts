import * as l10n from '@vscode/l10n';
import type { Memento } from '../../base/memento';
import { plainName } from '../../base/plainText';
import { UserError } from '../../base/userError';
import { isSameStatus, isSaved, type SavedStatus } from './savedStatus';

/** A status that stays in the list, under the person's own name for it if they gave one. */
export interface PinnedStatus extends SavedStatus {
  readonly name?: string | undefined;
}

const KEY = 'circuit.pinnedStatuses';
const MOST = 7;

/** The key under which an account's pinned statuses are kept. */
export function pinnedKey(accountTag: string): string {
  return `${KEY}:${accountTag}`;
}

/** The latest pinned comes first. `memory` belongs to one account. */
export function listPinned(memory: Memento): PinnedStatus[] {
  const stored = memory.get(KEY);
  return Array.isArray(stored) ? stored.filter(isPinned).slice(0, MOST) : [];
}

/** Pins a status, or moves one that is pinned to the top. Throws a `UserError` beyond seven. */
export async function pin(memory: Memento, status: SavedStatus): Promise<void> {
  const pinned = listPinned(memory);
  const same = pinned.find(each => isSameStatus(each, status));
  if (!same && pinned.length >= MOST) {
    throw new UserError(l10n.t('{0} statuses are pinned already. Unpin one to pin another.', MOST));
  }
  const others = pinned.filter(each => each !== same);
  await memory.update(KEY, [same ?? status, ...others]);
}

export async function unpin(memory: Memento, status: SavedStatus): Promise<void> {
  const others = listPinned(memory).filter(each => !isSameStatus(each, status));
  await memory.update(KEY, others.length > 0 ? others : undefined);
}

/** An empty name removes it. */
export async function renamePinned(
  memory: Memento,
  status: SavedStatus,
  name: string,
): Promise<void> {
  const plain = plainName(name);
  const renamed = listPinned(memory).map(({ name: before, ...each }) => {
    const kept = isSameStatus(each, status) ? plain || undefined : before;
    return { ...each, ...(kept !== undefined && { name: kept }) };
  });
  await memory.update(KEY, renamed);
}

function isPinned(value: unknown): value is PinnedStatus {
  return isSaved(value) && (!('name' in value) || typeof value.name === 'string');
}
