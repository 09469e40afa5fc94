import { combinedDisposable, type Disposable } from '../../base/disposables';
import { shownState } from '../../presence/stateWords';
import type { PresenceStore } from '../../presence/store';
import { isDue, type Notice } from './notice';
import type { NoticeList } from './noticeList';

/** What waiting for notices needs. */
export interface NoticeWatchOptions {
  readonly notices: NoticeList;
  readonly store: PresenceStore;
  /** True for one window only, whichever asks first. */
  readonly claim: (noticeId: string) => Promise<boolean>;
  /** Whether somebody is looking at this window. */
  readonly isFocused: () => boolean;
  readonly show: (notice: Notice) => void;
}

/** A window nobody looks at lets the others go first for so long. */
const yieldMs = 3_000;

/**
 * Shows each notice once, in one window, when it is due; while the person is in Do Not Disturb
 * themselves only after that.
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
      // One that cannot be forgotten now is claimed all the same, and expires.
      await notices.remove(notice.noticeId).catch(() => undefined);
    }
  }
}

function isDueIn(store: PresenceStore, notice: Notice): boolean {
  return isDue(notice, userId => store.get(userId));
}

/** Not while what we know is old, and not while the person wants no disturbance. */
function canTell({ connection, own }: PresenceStore): boolean {
  return connection.kind === 'online' && shownState(own.known) !== 'DND';
}
