import type { Disposable } from '../../base/disposables';
import type { Callback, Expected } from './callback';

/** How a sign-in ended, as the browser page tells it. */
export type SignInOutcome = 'signedIn' | 'declined' | 'failed' | 'over';

/** Waits on one port of this machine for the browser to come back. Disposing frees the port. */
export interface Loopback extends Disposable {
  /** The code, or Circuit's refusal. Stays pending if nothing valid arrives. */
  readonly callback: Promise<Exclude<Callback, { kind: 'ignored' }>>;
  /**
   * Lets the waiting page say how the sign-in ended; resolves once it has, or if no browser came
   * back. After a return the port stays open a few seconds longer, in case the same address is
   * opened again. With `over`, which nobody has to wait for, it stays open for a minute: a browser
   * that comes back then finds a page, and what it brings is not read.
   */
  finish(outcome: SignInOutcome): Promise<void>;
  /** Resolves once the port is free. */
  readonly closed: Promise<void>;
}

/** Waits for the browser at the redirect address; `taken` if another program uses its port. */
export type ListenForCallback = (
  redirectUri: string,
  expected: Expected,
) => Promise<Loopback | 'taken'>;

/** The window's redirect port, used by one listener at a time: a new one ends the one before. */
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
