import { type Disposable, Emitter, type Event } from '../../base/event';
import { readShared, writeShared } from './codec';
import { isDeadClaim, newClaim } from './lease';
import { mergeShared, nothingShared, pruneShared, type SharedState } from './state';

/** Two small files all windows see: the answers, and the claim of whoever asks. Nothing throws. */
export interface RoundFile {
  /** Undefined when there is none, or none that should be read. */
  read(): Promise<string | undefined>;
  /** Replaces the answers in one step. */
  write(text: string): Promise<void>;
  remove(): Promise<void>;
  readClaim(): Promise<string | undefined>;
  /** Makes the claim unless there is one. `failed`: no claim can be made in this place. */
  createClaim(text: string): Promise<'created' | 'exists' | 'failed'>;
  /** Takes the claim away if it still reads `text`. */
  removeClaim(text: string): Promise<void>;
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

export function createSharedRounds(file: RoundFile): SharedRounds {
  return new FileRounds(file);
}

class FileRounds implements SharedRounds {
  private readonly changes = new Emitter<void>();
  readonly onDidChange = this.changes.event;

  private readonly file: RoundFile;
  private readonly isDead = isDeadClaim();
  private account: SharedAccount | undefined;
  private memory = nothingShared;
  private lastText: string | undefined;
  private written: Promise<void> = Promise.resolve();
  private watching: Disposable | undefined;

  constructor(file: RoundFile) {
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
    const other = await this.file.readClaim();
    if (other !== undefined) {
      if (!this.isDead(other)) {
        return undefined;
      }
      await this.file.removeClaim(other);
    }
    const claim = newClaim();
    const outcome = await this.file.createClaim(claim);
    return outcome === 'exists' ? undefined : () => this.file.removeClaim(claim);
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
