import { combinedDisposable, type Disposable } from '../../base/disposables';
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
}

/** How long an unfocused window waits to let others go first. */
const yieldMs = 3_000;

/**
 * Shows each due notice once, in one window; if the person is in Do Not Disturb themselves, only
 * after that.
 */
export class NoticeWatch implements Disposable {
  private readonly options: NoticeWatchOptions;
  private readonly listening: Disposable;
  private readonly dueSince = new Map<string, number>();
  private readonly told = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: NoticeWatchOptions) {
    this.options = options;
    const check = () => this.check();
    this.listening = combinedDisposable(
      options.notices.onDidChange(check),
      options.store.onDidChange(check),
      options.store.onDidChangeConnection(check),
    );
    this.check();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
  }

  private check(): void {
    clearTimeout(this.timer);
    const { notices, store, isFocused } = this.options;
    const now = Date.now();
    const due = notices.waiting.filter(
      notice => !this.told.has(notice.noticeId) && canTell(store) && isDueIn(store, notice),
    );
    this.rememberSince(due, now);
    const mayTell = (notice: Notice) =>
      isFocused() || now >= (this.dueSince.get(notice.noticeId) ?? now) + yieldMs;
    due.filter(mayTell).forEach(notice => void this.tell(notice));
    if (!due.every(mayTell)) {
      this.timer = setTimeout(() => this.check(), yieldMs);
    }
  }

  private rememberSince(due: readonly Notice[], now: number): void {
    const ids = due.map(({ noticeId }) => noticeId);
    const since = ids.map(id => [id, this.dueSince.get(id) ?? now] as const);
    this.dueSince.clear();
    since.forEach(([id, at]) => this.dueSince.set(id, at));
  }

  private async tell(notice: Notice): Promise<void> {
    const { notices, claim, show } = this.options;
    this.told.add(notice.noticeId);
    if (await claim(notice.noticeId)) {
      show(notice);
      // If it cannot be removed now, it is claimed all the same and will expire.
      await notices.remove(notice.noticeId).catch(() => undefined);
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
