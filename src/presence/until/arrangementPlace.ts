import type { SharedFolder } from '../../base/sharedFolder';
import type { Poller } from '../polling/poller';
import { ArrangementFile } from './arrangementFile';
import type { ThisWindow } from './thisWindow';

/** Where the arrangement of one sign-in is kept. */
export interface ArrangementPlace {
  readonly session: AbortSignal;
  readonly file: ArrangementFile;
  /** Whether what an earlier window may have left was looked at. */
  isTidy: boolean;
}

/** The place of whoever is signed in. */
export class CurrentPlace {
  private readonly poller: Pick<Poller, 'session' | 'account'>;
  private readonly folder: SharedFolder;
  private readonly thisWindow: ThisWindow;
  private last: ArrangementPlace | undefined;

  constructor(
    poller: Pick<Poller, 'session' | 'account'>,
    folder: SharedFolder,
    thisWindow: ThisWindow,
  ) {
    this.poller = poller;
    this.folder = folder;
    this.thisWindow = thisWindow;
  }

  /** As `find` gave it last: after a sign-out still that of the account that was signed in. */
  get latest(): ArrangementPlace | undefined {
    return this.last;
  }

  /** In a new session nothing is awaited any more that was begun in the one before. */
  find(): ArrangementPlace | undefined {
    const { session, account } = this.poller;
    if (this.last?.session !== session) {
      this.thisWindow.forget();
      const file = account && new ArrangementFile(this.folder, account);
      this.last = file && { session, file, isTidy: false };
    }
    return this.last;
  }
}
