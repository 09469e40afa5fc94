import type { Memento } from '../../base/memento';

/**
 * Identifies an account in storage and in files without naming anybody (SHA-256). Nobody can
 * construct a user with another user's tag.
 */
export async function tagOfUser(origin: string, userId: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${origin}\n${userId}`);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The tag of earlier versions (32-bit FNV-1a). A host could construct a name with somebody else's
 * tag, so it is only used to find what is to be migrated.
 */
export function olderTagOf(kind: 'circuit' | 'demo', origin: string, label: string): string {
  let hash = 0x811c9dc5;
  for (const character of `${kind} ${origin} ${label}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/** An account, with its older tag if it was signed in with an earlier version. */
interface Tagged {
  readonly tag: string;
  readonly olderTag?: string | undefined;
}

/**
 * Copies once what an earlier version kept for an account to the account's current tag. Synchronous
 * as far as this window reads it. Existing entries stay, and so do the old ones, which a window
 * with the earlier version may still read.
 */
export async function takeOverKept(
  memento: Memento & { keys(): readonly string[] },
  account: Tagged | undefined,
): Promise<void> {
  if (account?.olderTag === undefined) {
    return;
  }
  const done = `circuit.takenOver:${account.tag}`;
  if (memento.get(done) === true) {
    return;
  }
  const suffix = `:${account.olderTag}`;
  const writes = memento
    .keys()
    .filter(key => key.endsWith(suffix))
    .map(key => [key, `${key.slice(0, -suffix.length)}:${account.tag}`] as const)
    .filter(([, target]) => memento.get(target) === undefined)
    .map(([key, target]) => memento.update(target, memento.get(key)));
  await Promise.all([...writes, memento.update(done, true)]);
}
