import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import type { Memento } from '../../base/memento';
import type { SecretStore } from './secretStore';
import type { Session } from './session';
import { type StorageNotice, Vault } from './vault';

/** A change of session: `before` ended or was replaced, `after` is the current one. */
export interface SessionChange {
  readonly before: Session | undefined;
  readonly after: Session | undefined;
}

const coalesceMs = 100;

/**
 * The session of one exact origin, in memory, in the secret storage and in other windows. Writes
 * run one after the other; a removal wins over a write in progress.
 */
export class OriginSession implements Disposable {
  private readonly changed = new Emitter<SessionChange>();
  readonly onDidChange = this.changed.event;
  private readonly noticed = new Emitter<StorageNotice>();
  readonly onDidNotice = this.noticed.event;

  readonly origin: string;
  private readonly vault: Vault;
  private readonly listeners: readonly Disposable[];
  private held: Session | undefined;
  /** What the storage last held, once it was read; the same text again is no change. */
  private seen: { readonly blob: string | undefined } | undefined;
  private removals = 0;
  private writes = 0;
  private reading: Promise<Session | undefined> | undefined;
  private writing: Promise<unknown> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(origin: string, secrets: SecretStore, memory: Memento) {
    this.origin = origin;
    this.vault = new Vault(origin, secrets, memory);
    this.listeners = [
      this.vault.onDidNotice(notice => this.noticed.fire(notice)),
      secrets.onDidChange(({ key }) => {
        if (this.vault.concerns(key)) {
          this.timer ??= setTimeout(() => this.followStorage(), coalesceMs);
        }
      }),
    ];
  }

  get session(): Session | undefined {
    return this.held;
  }

  /**
   * Answers from memory once the storage was read. Throws `StorageError`; the next call then tries
   * again.
   */
  async load(): Promise<Session | undefined> {
    return this.seen ? this.held : await this.reload();
  }

  /**
   * Reads the storage again, after this window's writes; concurrent calls join. Throws
   * `StorageError`.
   */
  reload(): Promise<Session | undefined> {
    this.reading ??= this.writing
      .then(() => this.read())
      .finally(() => {
        this.reading = undefined;
      });
    return this.reading;
  }

  /**
   * Stores a session; false if the person signed out meanwhile. If storing fails, the session stays
   * in memory.
   */
  save(session: Session): Promise<boolean> {
    const removals = this.removals;
    return this.enqueue(() => this.write(session, removals, true));
  }

  /** Replaces `before` with `after`; false if `before` is no longer the session. */
  replace(before: Session, after: Session): Promise<boolean> {
    const removals = this.removals;
    return this.enqueue(async () => {
      await this.read().catch(() => undefined);
      return this.held === before && (await this.write(after, removals, false));
    });
  }

  /**
   * Forgets the session `id`, immediately and without the network. Another window's newer session
   * stays.
   */
  async remove(id: string): Promise<void> {
    this.removals++;
    if (this.held?.id === id) {
      this.hold(undefined);
    }
    await this.enqueue(() => this.vault.erase(id));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.forEach(listener => listener.dispose());
    this.changed.dispose();
    this.noticed.dispose();
  }

  private enqueue<T>(operation: () => Promise<T>): Promise<T> {
    const done = this.writing.then(operation);
    this.writing = done.catch(() => undefined);
    return done;
  }

  private followStorage(): void {
    this.timer = undefined;
    this.reload().catch(() => this.noticed.fire('unreadable'));
  }

  private async read(): Promise<Session | undefined> {
    const before = this.removals + this.writes;
    const blob = await this.vault.read();
    if (this.seen && this.seen.blob === blob) {
      return this.held;
    }
    if (!this.seen && blob === undefined) {
      await this.vault.noticeLoss();
    }
    const session = await this.vault.open(blob);
    // Anything this window did meanwhile is newer than what was read.
    if (before === this.removals + this.writes) {
      const replaced = this.held?.id;
      this.seen = { blob };
      this.hold(session);
      await this.dropIfReplaced(replaced);
    }
    return this.held;
  }

  private async dropIfReplaced(id: string | undefined): Promise<void> {
    if (id !== undefined && this.held && this.held.id !== id) {
      await this.vault.drop(id);
    }
  }

  private async write(session: Session, removals: number, isNew: boolean): Promise<boolean> {
    if (removals !== this.removals) {
      return false;
    }
    this.writes++;
    const replaced = this.held?.id;
    const blob = await this.vault.store(session, isNew);
    if (removals !== this.removals) {
      await this.vault.erase(session.id);
      return false;
    }
    this.writes++;
    this.seen = blob === undefined ? (this.seen ?? { blob }) : { blob };
    this.hold(session);
    await this.dropIfReplaced(replaced);
    return true;
  }

  private hold(session: Session | undefined): void {
    const before = this.held;
    this.held = session;
    if (before !== session) {
      this.changed.fire({ before, after: session });
    }
  }
}
