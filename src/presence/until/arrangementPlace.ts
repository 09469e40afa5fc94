import type { SharedFolder } from '../../base/sharedFolder';
import type { Poller } from '../polling/poller';
import { ArrangementFile } from './arrangementFile';
import type { ThisWindow } from './thisWindow';

/** Where the arrangement of one sign-in is kept. */
export interface ArrangementPlace {
  readonly session: AbortSignal;
  readonly file: ArrangementFile;
  /** Whether it was checked for what an earlier window may have left. */
  isTidy: boolean;
}

/** Finds the place for whoever is signed in. */
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

  /** The last place that was found. After a sign-out it is still that of the previous account. */
  get latest(): ArrangementPlace | undefined {
    return this.last;
  }

  /** With a new session this window stops waiting for events of the previous one. */
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
