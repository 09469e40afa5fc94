import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import type { Memento } from '../../base/memento';
import { SignInRequiredError, UserError } from '../../base/userError';
import {
  emptyWatchList,
  readWatchListData,
  type WatchListData,
  writeWatchListData,
} from './watchListData';

/**
 * The watched people. Every window has one over the same `memento` and caches nothing: each edit
 * starts from the stored list, so windows do not undo each other's edits.
 */
export class WatchList implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly memento: Memento;
  private readonly account: () => string | undefined;
  private last: { kept: unknown; watching: WatchListData | 'newer' } | undefined;
  private announced: WatchListData | 'newer' | undefined;

  /** `account` identifies the list's owner: one account's ids mean nothing to another. */
  constructor(memento: Memento, account: () => string | undefined) {
    this.memento = memento;
    this.account = account;
  }

  /** The storage key; undefined if nobody is signed in. */
  get key(): string | undefined {
    const account = this.account();
    return account === undefined ? undefined : `circuit.watchList:${account}`;
  }

  get watching(): WatchListData {
    const read = this.read();
    return read === 'newer' ? emptyWatchList : read;
  }

  get userIds(): readonly string[] {
    return this.watching.people.map(({ userId }) => userId);
  }

  has(userId: string): boolean {
    return this.watching.people.some(person => person.userId === userId);
  }

  /**
   * Replaces the list with the result of `change`. Throws a `UserError` if it must not be written.
   */
  async edit(change: (watching: WatchListData) => WatchListData): Promise<void> {
    const { key } = this;
    const before = this.read();
    if (key === undefined) {
      throw new SignInRequiredError();
    }
    if (before === 'newer') {
      throw new UserError(
        l10n.t(
          'Your watch list was saved by a newer version of this extension. Update the extension to edit the list.',
        ),
      );
    }
    const after = change(before);
    if (after !== before) {
      const written = this.memento.update(key, writeWatchListData(after));
      this.reload();
      await written;
    }
  }

  /** Fires if another window, Settings Sync or another account brought a different list. */
  reload(): void {
    const now = this.read();
    if (now !== this.announced) {
      this.announced = now;
      this.changed.fire();
    }
  }

  dispose(): void {
    this.changed.dispose();
  }

  private read(): WatchListData | 'newer' {
    const { key } = this;
    if (key === undefined) {
      return emptyWatchList;
    }
    const kept = this.memento.get(key);
    if (this.last === undefined || this.last.kept !== kept) {
      this.last = { kept, watching: readWatchListData(kept) };
    }
    return this.last.watching;
  }
}
