import type { Disposable } from '../../base/disposables';
import { Emitter, type Event } from '../../base/event';
import { createLease, type Lease } from '../../base/lease';
import { type SharedFolder, watchFiles } from '../../base/sharedFolder';
import { readShared, writeShared } from './codec';
import type { SharedAccount } from './session';
import { forgetSets } from './setFiles';
import { mergeShared, nothingShared, pruneShared, type SharedState } from './state';

/** The shared data of one account, in the file and in this window's memory. */
export interface SharedRounds extends Disposable {
  /** Fires when this or another window has published news. */
  readonly onDidChange: Event<void>;
  /** Switches to the shared data of `account`, or to none. */
  open(account: SharedAccount | undefined): void;
  /** The data as last read or published. */
  readonly known: SharedState;
  /** Whether sharing with other windows fails. */
  readonly isAlone: boolean;
  read(): Promise<SharedState>;
  /**
   * Claims the next poll for this window; returns the function to call when it is done, or
   * undefined if another window polls.
   */
  claim(): Promise<(() => Promise<void>) | undefined>;
  /** Merges newer data from `news` and returns everything. */
  publish(news: SharedState): Promise<SharedState>;
  /** Deletes the shared data, at sign-out. */
  forget(): Promise<void>;
}

/**
 * Each format has its own file, so windows with an earlier version of this extension keep theirs.
 */
const answersFile = 'rounds-2.json';
/** The file of earlier versions, in the same format: read once and removed together. */
const earlierFile = 'rounds.json';

export function createSharedRounds(folder: SharedFolder): SharedRounds {
  return new FileRounds(folder);
}

class FileRounds implements SharedRounds {
  private readonly changes = new Emitter<void>();
  readonly onDidChange = this.changes.event;

  private readonly folder: SharedFolder;
  private readonly lease: Lease;
  private account: SharedAccount | undefined;
  isAlone = false;
  private memory = nothingShared;
  private lastText: string | undefined;
  private written: Promise<void> = Promise.resolve();
  private watching: Disposable | undefined;

  constructor(folder: SharedFolder) {
    this.folder = folder;
    this.lease = createLease(folder, 'rounds-2');
  }

  get known(): SharedState {
    this.memory = pruneShared(this.memory, Date.now());
    return this.memory;
  }

  open(account: SharedAccount | undefined): void {
    this.watching?.dispose();
    this.account = account;
    this.memory = nothingShared;
    this.lastText = undefined;
    this.watching = account?.betweenWindows
      ? watchFiles(this.folder, answersFile, () => this.changes.fire())
      : undefined;
  }

  async read(): Promise<SharedState> {
    const { account } = this;
    if (account?.betweenWindows) {
      const isFirst = this.lastText === undefined;
      const earlier = isFirst ? (await this.folder.read(earlierFile))?.text : undefined;
      const text = (await this.folder.read(answersFile))?.text ?? '';
      if (this.account !== account) {
        return nothingShared;
      }
      if (text !== this.lastText) {
        this.lastText = text;
        for (const each of [earlier, text]) {
          this.memory = mergeShared(this.memory, readShared(each, account.tag, Date.now()));
        }
      }
    }
    return this.known;
  }

  async claim(): Promise<(() => Promise<void>) | undefined> {
    if (!this.account?.betweenWindows) {
      return () => Promise.resolve();
    }
    const turn = await this.lease.take();
    this.isAlone = turn === 'unshared';
    switch (turn) {
      case 'taken':
        return undefined;
      case 'unshared':
        return () => Promise.resolve();
    }
    return async () => {
      await turn.end();
    };
  }

  async publish(news: SharedState): Promise<SharedState> {
    const { account } = this;
    await this.read();
    if (this.account !== account || !account) {
      return nothingShared;
    }
    this.memory = pruneShared(mergeShared(this.memory, news), Date.now());
    if (account.betweenWindows) {
      const text = writeShared(this.memory, account.tag, Date.now());
      this.lastText = text;
      this.written = this.folder.write(answersFile, text);
      await this.written;
    }
    return this.memory;
  }

  async forget(): Promise<void> {
    const { account } = this;
    this.open(undefined);
    await this.written;
    if (account?.betweenWindows) {
      await this.folder.remove(answersFile);
      await this.folder.remove(earlierFile);
      await forgetSets(this.folder, account);
    }
  }

  dispose(): void {
    this.open(undefined);
    this.changes.dispose();
  }
}
