import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import type { Memento } from '../../base/memento';
import { plainName } from '../../base/plainText';
import { SignInRequiredError, UserError } from '../../base/userError';
import type { Person } from '../personText';
import { type Notice, noticeCap, readNotices } from './notice';

/** The pending notices of all windows; they survive a reload and expire. */
export class NoticeList implements Disposable {
  private readonly changed = new Emitter<ReadonlySet<string>>();
  /** The ids of the people whose notices were added or removed. */
  readonly onDidChange = this.changed.event;
  private readonly memento: Memento;
  private readonly account: () => string | undefined;
  /** Whom the notices were about when `onDidChange` fired last: another window may remove some. */
  private announced: ReadonlySet<string>;
  private last: { readonly kept: unknown; readonly notices: readonly Notice[] } | undefined;

  constructor(memento: Memento, account: () => string | undefined) {
    this.memento = memento;
    this.account = account;
    this.announced = idsIn(this.kept);
  }

  /** The pending notices, read again: another window may have shown one. */
  get waiting(): readonly Notice[] {
    return this.kept.filter(({ expiresAt }) => expiresAt > Date.now());
  }

  /** Those whose time is over, until somebody removes them. */
  get runOut(): readonly Notice[] {
    return this.kept.filter(({ expiresAt }) => expiresAt <= Date.now());
  }

  isAwaited(userId: string): boolean {
    return this.waiting.some(notice => concerns(notice, userId));
  }

  /** Adds a notice, replacing one about the same people. Throws a `UserError` beyond the cap. */
  async add(notice: Notice): Promise<void> {
    const others = this.waiting.filter(other => namesOf(other) !== namesOf(notice));
    if (others.length >= noticeCap) {
      throw new UserError(
        l10n.t('You already have {0} pending notifications. Cancel one to add another.', noticeCap),
      );
    }
    if (this.key === undefined) {
      throw new SignInRequiredError();
    }
    await this.replace([...others, { ...notice, people: notice.people.map(toKeep) }]);
  }

  async remove(noticeIds: readonly string[]): Promise<void> {
    await this.replace(this.kept.filter(({ noticeId }) => !noticeIds.includes(noticeId)));
  }

  /** Cancels every notice about any of these people. */
  async cancel(userIds: readonly string[]): Promise<void> {
    await this.replace(
      this.kept.filter(notice => !userIds.some(userId => concerns(notice, userId))),
    );
  }

  /** Says that another account, another window or another time may have other notices. */
  reload(): void {
    const { announced } = this;
    this.announced = idsIn(this.kept);
    this.changed.fire(new Set([...announced, ...this.announced]));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private get key(): string | undefined {
    const account = this.account();
    return account === undefined ? undefined : `circuit.notices:${account}`;
  }

  private get kept(): readonly Notice[] {
    const { key } = this;
    return key === undefined ? [] : this.read(key);
  }

  /** Rows ask for every person they show, so an unchanged value is parsed only once. */
  private read(key: string): readonly Notice[] {
    const kept = this.memento.get(key);
    if (this.last === undefined || this.last.kept !== kept) {
      this.last = { kept, notices: readNotices(kept) };
    }
    return this.last.notices;
  }

  private async replace(notices: readonly Notice[]): Promise<void> {
    const { key } = this;
    if (key !== undefined) {
      const written = this.memento.update(key, notices.length > 0 ? notices : undefined);
      this.reload();
      await written;
    }
  }
}

/** Names come from others; what is stored must stay small. */
function toKeep({ userId, displayName }: Person): Person {
  return { userId, displayName: plainName(displayName) };
}

function concerns({ people }: Notice, userId: string): boolean {
  return people.some(person => person.userId === userId);
}

function idsIn(notices: readonly Notice[]): ReadonlySet<string> {
  return new Set(notices.flatMap(({ people }) => people.map(({ userId }) => userId)));
}

function namesOf({ people }: Notice): string {
  return people
    .map(({ userId }) => userId)
    .toSorted()
    .join();
}
