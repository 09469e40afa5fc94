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
 * that gives somebody else's, so it is good for one thing: finding what is to be taken over.
 */
export function olderTagOf(kind: 'circuit' | 'demo', origin: string, label: string): string {
  let hash = 0x811c9dc5;
  for (const character of `${kind} ${origin} ${label}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/** An account, with the tag of earlier versions if it was signed in with one of those. */
interface Tagged {
  readonly tag: string;
  readonly olderTag?: string | undefined;
}

/**
 * Takes over once what an earlier version kept for an account, under its tag of today, at once as
 * far as this window reads it. What is there already stays, and so does what a window with the
 * earlier version may still read.
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
