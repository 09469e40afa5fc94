import type { Disposable } from '../../base/disposables';
import type { Callback, Expected } from './callback';

/** How a sign-in ended, as the page in the browser is to say it. */
export type SignInOutcome = 'signedIn' | 'declined' | 'failed';

/** Waits on one port of this machine for the browser to come back. Disposing frees the port. */
export interface Loopback extends Disposable {
  /** The one code, or Circuit's no. Pending for ever if nothing fitting arrives. */
  readonly callback: Promise<Exclude<Callback, { kind: 'ignored' }>>;
  /**
   * Lets the waiting page say how it ended; resolves once it did, or did not come. If the browser
   * came back, the port stays for a few seconds more, for a second opening of the same address.
   */
  finish(outcome: SignInOutcome): Promise<void>;
  /** Resolves once the port is free. */
  readonly closed: Promise<void>;
}

/** Waits for the browser on the redirect address; `taken` if another program has its port. */
export type ListenForCallback = (
  redirectUri: string,
  expected: Expected,
) => Promise<Loopback | 'taken'>;

/** The one redirect port of this window: whoever listens anew ends the one before. */
export class LoopbackPort implements Disposable {
  private readonly listenForCallback: ListenForCallback;
  private current: Loopback | undefined;

  constructor(listenForCallback: ListenForCallback) {
    this.listenForCallback = listenForCallback;
  }

  async listen(redirectUri: string, expected: Expected): Promise<Loopback | 'taken'> {
    this.dispose();
    await this.current?.closed;
    const loopback = await this.listenForCallback(redirectUri, expected);
    this.current = loopback === 'taken' ? undefined : loopback;
    return loopback;
  }

  dispose(): void {
    this.current?.dispose();
  }
}
