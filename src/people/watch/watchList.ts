import * as l10n from '@vscode/l10n';
import { type Disposable, Emitter } from '../../base/event';
import type { Keep } from '../../base/memento';
import { Refusal } from '../../base/userError';
import { nobody, readWatching, type Watching, writeWatching } from './watchListData';

/**
 * The people somebody chose to watch. Every window has one over the same `keep`: nothing is held
 * back, each edit starts from what is kept at that moment, so windows do not undo each other.
 */
export class WatchList implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly keep: Keep;
  private readonly account: () => string | undefined;
  private last: { kept: unknown; watching: Watching | 'newer' } | undefined;
  private announced: Watching | 'newer' | undefined;

  /** `account` names whose list it is: ids of one account mean nothing to another. */
  constructor(keep: Keep, account: () => string | undefined) {
    this.keep = keep;
    this.account = account;
  }

  /** Under which name the list is kept; `undefined` when nobody is signed in. */
  get key(): string | undefined {
    const account = this.account();
    return account === undefined ? undefined : `circuit.watchList:${account}`;
  }

  get watching(): Watching {
    const read = this.read();
    return read === 'newer' ? nobody : read;
  }

  get userIds(): readonly string[] {
    return this.watching.people.map(({ userId }) => userId);
  }

  has(userId: string): boolean {
    return this.watching.people.some(person => person.userId === userId);
  }

  /** Replaces the list by what `change` makes of it. Throws a `Refusal` when it must not be written. */
  async edit(change: (watching: Watching) => Watching): Promise<void> {
    const { key } = this;
    const before = this.read();
    if (key === undefined) {
      throw new Refusal(l10n.t('Sign in to Circuit first.'));
    }
    if (before === 'newer') {
      throw new Refusal(
        l10n.t('A newer version of this extension wrote your list of people. Update to edit it.'),
      );
    }
    const after = change(before);
    if (after !== before) {
      const written = this.keep.update(key, writeWatching(after));
      this.reload();
      await written;
    }
  }

  /** Says so when another window, a sync or another account brought another list. */
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

  private read(): Watching | 'newer' {
    const { key } = this;
    if (key === undefined) {
      return nobody;
    }
    const kept = this.keep.get(key);
    if (this.last === undefined || this.last.kept !== kept) {
      this.last = { kept, watching: readWatching(kept) };
    }
    return this.last.watching;
  }
}
