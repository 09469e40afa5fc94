import type { Memento } from '../../base/memento';

/**
 * Tells accounts apart in storage and in files, without naming anybody (SHA-256). Nobody can make
 * up a user whose tag is another's.
 */
export async function tagOfUser(origin: string, userId: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${origin}\n${userId}`);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * What earlier versions told accounts apart by (FNV-1a of 32 bits). A host could make up a name
 * that gives somebody else's, so it is good for one thing: finding what has to move.
 */
export function olderTagOf(kind: 'circuit' | 'demo', origin: string, label: string): string {
  let hash = 0x811c9dc5;
  for (const character of `${kind} ${origin} ${label}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/** What moves: an account with the tag of earlier versions, if it was signed in with one of those. */
interface Tagged {
  readonly tag: string;
  readonly olderTag?: string | undefined;
}

/**
 * Moves what an earlier version kept for an account to its tag of today, at once as far as this
 * window reads it. What is there already stays.
 */
export async function moveToTag(
  memento: Memento & { keys(): readonly string[] },
  account: Tagged | undefined,
): Promise<void> {
  if (account?.olderTag === undefined) {
    return;
  }
  const suffix = `:${account.olderTag}`;
  const older = memento.keys().filter(key => key.endsWith(suffix));
  const moves = older.flatMap(key => {
    const value = memento.get(key);
    const target = `${key.slice(0, -suffix.length)}:${account.tag}`;
    const isFree = memento.get(target) === undefined;
    return [
      isFree ? memento.update(target, value) : Promise.resolve(),
      memento.update(key, undefined),
    ];
  });
  await Promise.all(moves);
}
