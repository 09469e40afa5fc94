import { Emitter } from '../../base/event';
import { type Memento, readList } from '../../base/memento';
import { olderTagOf, tagOfUser } from './accountTag';
import type { SecretStore } from './secretStore';
import type { Session } from './session';

/** What the person should hear about, once, about where their sign-in is kept. */
export type StorageNotice = 'windowOnly' | 'corrupt' | 'unreadable' | 'notRemoved';

const tombstonesKey = 'circuit.signedOut';
const mostTombstones = 20;

/**
 * Where the session of one origin lies in the secret storage, and what is done when it is not to
 * be trusted: unreadable ones go into quarantine, undeletable ones get a tombstone. Each session has a
 * place of its own, and `key` says which one counts: a sign-out in one window takes nothing away from a
 * sign-in in another, in whatever order the storage does it. Earlier versions had it in `key` itself.
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

  /** What is stored, unread. Throws `StorageError`. */
  async read(): Promise<string | undefined> {
    const text = await this.secrets.get(this.key);
    const id = idOfCurrent(text);
    return id === undefined ? text : await this.secrets.get(this.placeOf(id));
  }

  /** Whether a change of `key` may be one of the session. */
  concerns(key: string): boolean {
    return key === this.key || key.startsWith(this.placeOf(''));
  }

  /** Removes a session that another one took the place of. */
  async drop(id: string): Promise<void> {
    try {
      if (idOfCurrent(await this.secrets.get(this.key)) !== id) {
        await this.secrets.delete(this.placeOf(id));
      }
    } catch {
      // Nothing leads to it any more.
    }
  }

  /** The session in `blob`, unless it cannot be read or was signed out. */
  async open(blob: string | undefined): Promise<Session | undefined> {
    // Where nothing is stored, what reads it is not even loaded.
    const parsed =
      blob === undefined
        ? ({ kind: 'none' } as const)
        : (await import('./session')).parseSession(blob, this.origin);
    switch (parsed.kind) {
      case 'session':
        if (!readList(this.memory, tombstonesKey).includes(parsed.session.id)) {
          return await withTag(parsed.session);
        }
        await this.erase(parsed.session.id);
        return undefined;
      case 'corrupt':
        await this.quarantine(blob ?? '');
        return undefined;
      case 'none':
      case 'later':
        return undefined;
    }
  }

  /**
   * Stores and reads back; the stored text, or undefined if the storage does not hold it. A session
   * that is not new never takes the place of another one.
   */
  async store(session: Session, isNew: boolean): Promise<string | undefined> {
    const { serialiseSession } = await import('./session');
    const blob = serialiseSession(session);
    try {
      const text = await this.secrets.get(this.key);
      const isEarlier = !isNew && text !== undefined && idOfCurrent(text) === undefined;
      // A window in which an earlier version still runs goes on with the renewed session, too.
      const place = isEarlier ? this.key : this.placeOf(session.id);
      await this.secrets.store(place, blob);
      if (isNew || text === undefined) {
        await this.secrets.store(this.key, JSON.stringify({ version: 2, id: session.id }));
      }
      if ((await this.secrets.get(place)) === blob) {
        await this.forgetQuarantine();
        return blob;
      }
    } catch {
      // Said below: a fault and a storage that keeps nothing are the same to the person.
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
    } catch {
      await this.memory.update(tombstonesKey, [...tombstones, id].slice(-mostTombstones));
      this.noticed.fire('notRemoved');
    }
  }

  private placeOf(id: string): string {
    return `${this.key}#${id}`;
  }

  /** Where an earlier version kept it. */
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
      // It holds nothing that works; the next sign-in tries again.
    }
  }
}

/** A sign-in of an earlier version has no tag. Only such a one may take over what was kept then. */
async function withTag(session: Session): Promise<Session> {
  if (session.tag !== '') {
    return session;
  }
  const { origin, userId, label } = session;
  const olderTag = olderTagOf('circuit', origin, label);
  return { ...session, tag: await tagOfUser(origin, userId), olderTag };
}

/** The id in `{"version":2,"id":…}`, which earlier versions leave alone; undefined in anything else. */
function idOfCurrent(text: string | undefined): string | undefined {
  return /^\{"version":2,"id":"([\w-]{1,64})"\}$/.exec(text ?? '')?.[1];
}
