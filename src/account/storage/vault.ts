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
 * be trusted: unreadable ones go into quarantine, undeletable ones get a tombstone.
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
    return await this.secrets.get(this.key);
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

  /** Stores and reads back; the stored text, or undefined if the storage does not hold it. */
  async store(session: Session): Promise<string | undefined> {
    const { serialiseSession } = await import('./session');
    const blob = serialiseSession(session);
    try {
      await this.secrets.store(this.key, blob);
      if ((await this.secrets.get(this.key)) === blob) {
        await this.forgetQuarantine();
        return blob;
      }
    } catch {
      // Said below: a fault and a storage that keeps nothing are the same to the person.
    }
    this.noticed.fire('windowOnly');
    return undefined;
  }

  /** Deletes the session `id` if it is still the stored one; otherwise it is not ours to delete. */
  async erase(id: string): Promise<void> {
    const tombstones = readList(this.memory, tombstonesKey).filter(other => other !== id);
    try {
      const { parseSession } = await import('./session');
      // Nothing may come between looking and deleting: another window may be storing its own.
      const parsed = parseSession(await this.secrets.get(this.key), this.origin);
      if (parsed.kind === 'session' && parsed.session.id === id) {
        await this.secrets.delete(this.key);
      }
      await this.memory.update(tombstonesKey, tombstones);
    } catch {
      await this.memory.update(tombstonesKey, [...tombstones, id].slice(-mostTombstones));
      this.noticed.fire('notRemoved');
    }
  }

  private async quarantine(blob: string): Promise<void> {
    this.noticed.fire('corrupt');
    try {
      await this.secrets.store(`quarantine:${this.origin}`, blob);
      await this.secrets.delete(this.key);
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
