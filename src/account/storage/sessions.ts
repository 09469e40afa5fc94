import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import type { Memento } from '../../base/memento';
import { OriginSession, type SessionChange } from './originSession';
import { type SecretStore, withDeadline } from './secretStore';
import type { Session } from './session';
import type { StorageNotice } from './vault';

/**
 * The sessions of all origins, one of which is selected. Selecting another keeps the session
 * stored, but it is not listed and its token is not used; selecting its origin again restores it.
 */
export class Sessions implements Disposable {
  private readonly changed = new Emitter<SessionChange>();
  readonly onDidChange = this.changed.event;
  private readonly noticed = new Emitter<StorageNotice>();
  readonly onDidNotice = this.noticed.event;

  private readonly secrets: SecretStore;
  private readonly memory: Memento;
  private readonly byOrigin = new Map<string, OriginSession>();
  private chosen: OriginSession | undefined;

  constructor(secrets: SecretStore, memory: Memento) {
    this.secrets = withDeadline(secrets);
    this.memory = memory;
  }

  /** The session of the selected origin, as far as the storage was read. */
  get current(): Session | undefined {
    return this.chosen?.session;
  }

  /** Selects an origin; its session is read in the background. */
  select(origin: string | undefined): void {
    if (origin === this.chosen?.origin) {
      return;
    }
    const before = this.current;
    this.chosen = origin === undefined ? undefined : this.at(origin);
    const after = this.current;
    if (before !== after) {
      this.changed.fire({ before, after });
    }
    this.load().catch(() => this.noticed.fire('unreadable'));
  }

  /** The session of the selected origin, read if it was not yet. Throws `StorageError`. */
  async load(): Promise<Session | undefined> {
    return await this.chosen?.load();
  }

  /** The session of any origin, selected or not. */
  at(origin: string): OriginSession {
    const known = this.byOrigin.get(origin);
    if (known) {
      return known;
    }
    const added = new OriginSession(origin, this.secrets, this.memory);
    added.onDidNotice(notice => this.noticed.fire(notice));
    added.onDidChange(change => {
      if (added === this.chosen) {
        this.changed.fire(change);
      }
    });
    this.byOrigin.set(origin, added);
    return added;
  }

  /** Removes the session `id`, wherever it is. */
  async remove(id: string): Promise<void> {
    const all = [...this.byOrigin.values()];
    const holder = all.find(({ session }) => session?.id === id) ?? this.chosen;
    await holder?.remove(id);
  }

  dispose(): void {
    this.byOrigin.forEach(session => session.dispose());
    this.changed.dispose();
    this.noticed.dispose();
  }
}
