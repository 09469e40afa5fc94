import type { Disposable } from '../../base/disposables';
import { Emitter, type Event } from '../../base/event';
import { readShared, writeShared } from './codec';
import { isExpiredLease, newLease } from './lease';
import { mergeShared, nothingShared, pruneShared, type SharedState } from './state';

/** Two small files all windows see: the answers, and the claim of whoever asks. Nothing throws. */
export interface RoundsFile {
  /** Undefined when there is none, or none that should be read. */
  read(): Promise<string | undefined>;
  /** Replaces the answers in one step. */
  write(text: string): Promise<void>;
  remove(): Promise<void>;
  readLease(): Promise<string | undefined>;
  /** Makes the claim unless there is one. `failed`: no claim can be made in this place. */
  createLease(text: string): Promise<'created' | 'exists' | 'failed'>;
  /** Takes the claim away if it still reads `text`. */
  removeLease(text: string): Promise<void>;
  /** Calls `listener` within about a second of a change to the answers, by whichever window. */
  watch(listener: () => void): Disposable;
}

/** For whom answers are shared. */
export interface SharedAccount {
  /** Tells accounts apart without naming the person. */
  readonly tag: string;
  /** False keeps the answers in this window: the made-up company is another one in each. */
  readonly betweenWindows: boolean;
}

/** What the windows know together of one account, in the file and in this window's memory. */
export interface SharedRounds extends Disposable {
  /** Another window, or this one, has brought news. */
  readonly onDidChange: Event<void>;
  /** Starts anew with what is shared for `account`; with nothing when there is none. */
  open(account: SharedAccount | undefined): void;
  /** As of the last time it was read or published. */
  readonly known: SharedState;
  read(): Promise<SharedState>;
  /** If this window is the one to ask Circuit now: what to call when it has asked. */
  claim(): Promise<(() => Promise<void>) | undefined>;
  /** Adds what is newer in `news` and gives all there is. */
  publish(news: SharedState): Promise<SharedState>;
  /** Deletes what is shared, at sign-out. */
  forget(): Promise<void>;
}

export function createSharedRounds(file: RoundsFile): SharedRounds {
  return new FileRounds(file);
}

class FileRounds implements SharedRounds {
  private readonly changes = new Emitter<void>();
  readonly onDidChange = this.changes.event;

  private readonly file: RoundsFile;
  private readonly isDead = isExpiredLease();
  private account: SharedAccount | undefined;
  private memory = nothingShared;
  private lastText: string | undefined;
  private written: Promise<void> = Promise.resolve();
  private watching: Disposable | undefined;

  constructor(file: RoundsFile) {
    this.file = file;
  }

  get known(): SharedState {
    return this.memory;
  }

  open(account: SharedAccount | undefined): void {
    this.watching?.dispose();
    this.account = account;
    this.memory = nothingShared;
    this.lastText = undefined;
    this.watching = account?.betweenWindows
      ? this.file.watch(() => this.changes.fire())
      : undefined;
  }

  async read(): Promise<SharedState> {
    const { account } = this;
    if (account?.betweenWindows) {
      const text = await this.file.read();
      if (this.account !== account) {
        return nothingShared;
      }
      if (text !== this.lastText) {
        this.lastText = text;
        this.memory = mergeShared(this.memory, readShared(text, account.tag, Date.now()));
      }
    }
    this.memory = pruneShared(this.memory, Date.now());
    return this.memory;
  }

  async claim(): Promise<(() => Promise<void>) | undefined> {
    if (!this.account?.betweenWindows) {
      return () => Promise.resolve();
    }
    const other = await this.file.readLease();
    if (other !== undefined) {
      if (!this.isDead(other)) {
        return undefined;
      }
      await this.file.removeLease(other);
    }
    const claim = newLease();
    const outcome = await this.file.createLease(claim);
    return outcome === 'exists' ? undefined : () => this.file.removeLease(claim);
  }

  async publish(news: SharedState): Promise<SharedState> {
    const { account } = this;
    await this.read();
    if (this.account !== account || !account) {
      return nothingShared;
    }
    this.memory = pruneShared(mergeShared(this.memory, news), Date.now());
    if (account.betweenWindows) {
      this.written = this.file.write(writeShared(this.memory, account.tag, Date.now()));
      await this.written;
    }
    return this.memory;
  }

  async forget(): Promise<void> {
    const isShared = this.account?.betweenWindows;
    this.open(undefined);
    await this.written;
    if (isShared) {
      await this.file.remove();
    }
  }

  dispose(): void {
    this.open(undefined);
    this.changes.dispose();
  }
}
