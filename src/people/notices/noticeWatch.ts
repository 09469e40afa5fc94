import { combinedDisposable, type Disposable } from '../../base/disposables';
import { type Alarm, createAlarm } from '../../base/timers';
import { shownState } from '../../presence/stateWords';
import type { PresenceStore } from '../../presence/store';
import { isDue, type Notice } from './notice';
import type { NoticeList } from './noticeList';

export interface NoticeWatchOptions {
  readonly notices: NoticeList;
  readonly store: PresenceStore;
  /** Resolves to true in only one window, the first to ask. */
  readonly claim: (noticeId: string) => Promise<boolean>;
  readonly isFocused: () => boolean;
  readonly show: (notice: Notice) => void;
  /** Says that a notice has run out. */
  readonly showEnd: (notice: Notice) => void;
}

/** How long an unfocused window waits to let others go first. */
const yieldMs = 3_000;

/**
 * Shows each due notice once, in one window; if the person is in Do Not Disturb themselves, only
 * after that. One that has run out is told when somebody next looks at a window.
 */
export class NoticeWatch implements Disposable {
  private readonly options: NoticeWatchOptions;
  private readonly listening: Disposable;
  private readonly dueSince = new Map<string, number>();
  private readonly told = new Set<string>();
  /** When something has to be shown or redrawn next, in epoch milliseconds. */
  private nextAt = Infinity;
  private readonly alarm: Alarm;

  constructor(options: NoticeWatchOptions) {
    this.options = options;
    const { notices, store } = options;
    // Reloading also redraws the rows of people who are no longer waited for.
    this.alarm = createAlarm(
      () => this.nextAt,
      () => notices.reload(),
    );
    const check = () => this.check();
    this.listening = combinedDisposable(
      notices.onDidChange(check),
      store.onDidChange(check),
      store.onDidChangeConnection(check),
    );
    this.check();
  }

  dispose(): void {
    this.alarm.clear();
    this.listening.dispose();
  }

  private check(): void {
    const { notices, store, isFocused, show, showEnd } = this.options;
    const now = Date.now();
    const isUntold = ({ noticeId }: Notice) => !this.told.has(noticeId);
    const waiting = notices.waiting.filter(isUntold);
    const due = waiting.filter(notice => canTell(store) && isDueIn(store, notice));
    this.rememberSince(due, now);
    const mayTell = (notice: Notice) =>
      isFocused() || now >= (this.dueSince.get(notice.noticeId) ?? now) + yieldMs;
    this.wait(waiting, due.every(mayTell) ? Infinity : now + yieldMs);
    due.filter(mayTell).forEach(notice => void this.tell(notice, show));
    if (isFocused()) {
      notices.runOut.filter(isUntold).forEach(notice => void this.tell(notice, showEnd));
    }
  }

  private wait(waiting: readonly Notice[], yieldUntil: number): void {
    this.nextAt = Math.min(yieldUntil, ...waiting.map(({ expiresAt }) => expiresAt));
    if (this.nextAt < Infinity) {
      this.alarm.set();
    } else {
      this.alarm.clear();
    }
  }

  private rememberSince(due: readonly Notice[], now: number): void {
    const ids = due.map(({ noticeId }) => noticeId);
    const since = ids.map(id => [id, this.dueSince.get(id) ?? now] as const);
    this.dueSince.clear();
    since.forEach(([id, at]) => this.dueSince.set(id, at));
  }

  private async tell(notice: Notice, show: (notice: Notice) => void): Promise<void> {
    const { notices, claim } = this.options;
    this.told.add(notice.noticeId);
    if (await claim(notice.noticeId)) {
      show(notice);
      // If it cannot be removed now, it is claimed all the same and will expire.
      await notices.remove([notice.noticeId]).catch(() => undefined);
    }
  }
}

function isDueIn(store: PresenceStore, notice: Notice): boolean {
  return isDue(notice, userId => store.get(userId));
}

/** Not while our data is out of date, and not while the person is in Do Not Disturb. */
function canTell({ connection, own }: PresenceStore): boolean {
  return connection.kind === 'online' && shownState(own.known) !== 'DND';
}
