import { Emitter } from '../../base/event';
import { type Memento, readList } from '../../base/memento';
import { olderTagOf, tagOfUser } from './accountTag';
import type { SecretStore } from './secretStore';
import type { Session } from './session';

/** What the person should be told once about the secret storage. */
export type StorageNotice = 'windowOnly' | 'corrupt' | 'unreadable' | 'notRemoved' | 'lost';

const tombstonesKey = 'circuit.signedOut';
/** The origins at which a session was stored and not removed since. */
const storedKey = 'circuit.storedSessions';
const mostTombstones = 20;

/**
 * Where the session of one origin is stored, and how entries that cannot be trusted are handled:
 * unreadable ones are quarantined, undeletable ones get a tombstone. Each session has its own key,
 * and `key` names the current one, so that a sign-out in one window never removes another window's
 * sign-in, whatever the order of writes. Earlier versions stored the session under `key` itself.
 */
export class Vault {
  private readonly noticed = new Emitter<StorageNotice>();
  readonly onDidNotice = this.noticed.event;

  readonly key: string;
  private readonly origin: string;
  private readonly secrets: SecretStore;
  private readonly memory: Memento;

  constructor(origin: string, secrets: SecretStore, memory: Memento) {
    this.origin = origin;
    this.key = `session:${origin}`;
    this.secrets = secrets;
    this.memory = memory;
  }

  /** The stored text, not parsed. Throws `StorageError`. */
  async read(): Promise<string | undefined> {
    const text = await this.secrets.get(this.key);
    const id = idOfCurrent(text);
    return id === undefined ? text : await this.secrets.get(this.placeOf(id));
  }

  /** Whether a change of `key` may have changed the session. */
  concerns(key: string): boolean {
    return key === this.key || key.startsWith(this.placeOf(''));
  }

  /** Removes a session that was replaced by another. */
  async drop(id: string): Promise<void> {
    try {
      if (idOfCurrent(await this.secrets.get(this.key)) !== id) {
        await this.secrets.delete(this.placeOf(id));
      }
    } catch {
      // Nothing refers to it any more.
    }
  }

  /** The session in `blob`, unless it is unreadable or was signed out. */
  async open(blob: string | undefined): Promise<Session | undefined> {
    // The parser is loaded only if something is stored.
    if (blob === undefined) {
      return undefined;
    }
    const { parseSession } = await import('./session');
    const parsed = parseSession(blob, this.origin);
    switch (parsed.kind) {
      case 'session':
        if (!readList(this.memory, tombstonesKey).includes(parsed.session.id)) {
          return await withTag(parsed.session);
        }
        await this.erase(parsed.session.id);
        return undefined;
      case 'corrupt':
        await this.quarantine(blob);
        return undefined;
      case 'later':
        return undefined;
    }
  }

  /** Notices that nothing is stored any more where something was: some hosts keep no secrets. */
  async noticeLoss(): Promise<void> {
    if (readList(this.memory, storedKey).includes(this.origin)) {
      await this.remember(false);
      this.noticed.fire('lost');
    }
  }

  /**
   * Stores a session and reads it back: the stored text, or undefined if the storage did not keep
   * it. A session that is not new never replaces another one.
   */
  async store(session: Session, isNew: boolean): Promise<string | undefined> {
    const { serialiseSession } = await import('./session');
    const blob = serialiseSession(session);
    try {
      const text = await this.secrets.get(this.key);
      const isEarlier = !isNew && text !== undefined && idOfCurrent(text) === undefined;
      // A window that still runs an earlier version keeps using the renewed session.
      const place = isEarlier ? this.key : this.placeOf(session.id);
      await this.secrets.store(place, blob);
      if (isNew || text === undefined) {
        await this.secrets.store(this.key, JSON.stringify({ version: 2, id: session.id }));
      }
      if ((await this.secrets.get(place)) === blob) {
        await this.remember(true);
        await this.forgetQuarantine();
        return blob;
      }
    } catch {
      // Reported below: to the person a failure and a storage that keeps nothing are the same.
    }
    this.noticed.fire('windowOnly');
    return undefined;
  }

  /** Deletes the session `id`, and no other. */
  async erase(id: string): Promise<void> {
    const tombstones = readList(this.memory, tombstonesKey).filter(other => other !== id);
    try {
      await this.secrets.delete(this.placeOf(id));
      await this.eraseFromKey(id);
      await this.memory.update(tombstonesKey, tombstones);
      await this.remember(false);
    } catch {
      await this.memory.update(tombstonesKey, [...tombstones, id].slice(-mostTombstones));
      this.noticed.fire('notRemoved');
    }
  }

  private async remember(isStored: boolean): Promise<void> {
    const before = readList(this.memory, storedKey);
    if (before.includes(this.origin) !== isStored) {
      const others = before.filter(each => each !== this.origin);
      const after = isStored ? [...others, this.origin] : others;
      // Without it a loss goes unnoticed, and nothing else is wrong.
      await Promise.resolve(this.memory.update(storedKey, after)).catch(() => undefined);
    }
  }

  private placeOf(id: string): string {
    return `${this.key}#${id}`;
  }

  /** Removes it from where an earlier version stored it. */
  private async eraseFromKey(id: string): Promise<void> {
    const text = await this.secrets.get(this.key);
    if (text !== undefined && idOfCurrent(text) === undefined) {
      const { parseSession } = await import('./session');
      const parsed = parseSession(text, this.origin);
      if (parsed.kind === 'session' && parsed.session.id === id) {
        await this.secrets.delete(this.key);
      }
    }
  }

  private async quarantine(blob: string): Promise<void> {
    this.noticed.fire('corrupt');
    await this.remember(false);
    try {
      await this.secrets.store(`quarantine:${this.origin}`, blob);
      const id = idOfCurrent(await this.secrets.get(this.key));
      await this.secrets.delete(id === undefined ? this.key : this.placeOf(id));
    } catch {
      // Left where it is; the next start tries again.
    }
  }

  private async forgetQuarantine(): Promise<void> {
    try {
      await this.secrets.delete(`quarantine:${this.origin}`);
    } catch {
      // Its token no longer works; the next sign-in tries again.
    }
  }
}

/**
 * A session of an earlier version has no tag; only such a session may take over what was kept under
 * the older one.
 */
async function withTag(session: Session): Promise<Session> {
  if (session.tag !== '') {
    return session;
  }
  const { origin, userId, label } = session;
  const olderTag = olderTagOf('circuit', origin, label);
  return { ...session, tag: await tagOfUser(origin, userId), olderTag };
}

/**
 * The id in `{"version":2,"id":…}`, which earlier versions ignore; undefined for any other text.
 */
function idOfCurrent(text: string | undefined): string | undefined {
  return /^\{"version":2,"id":"([\w-]{1,64})"\}$/.exec(text ?? '')?.[1];
}
