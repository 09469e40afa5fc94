import type { Disposable } from '../../base/event';
import type { Callback, Expected } from './callback';

/** How a sign-in ended, as the page in the browser is to say it. */
export type SignInOutcome = 'signedIn' | 'declined' | 'failed';

/** Waits on one port of this machine for the browser to come back. Disposing frees the port. */
export interface Loopback extends Disposable {
  /** The one code, or Circuit's no. Pending for ever if nothing fitting arrives. */
  readonly callback: Promise<Exclude<Callback, { kind: 'ignored' }>>;
  /** Lets the waiting page say how it ended; resolves once the port is free. */
  finish(outcome: SignInOutcome): Promise<void>;
  /** Resolves once the port is free. */
  readonly closed: Promise<void>;
}

/** The one redirect port of this window: whoever listens anew ends the one before. */
export class LoopbackPort implements Disposable {
  private current: Loopback | undefined;

  async listen(redirectUri: string, expected: Expected): Promise<Loopback | 'taken'> {
    this.dispose();
    await this.current?.closed;
    const { listenForCallback } = await import('../../node/loopback');
    const loopback = await listenForCallback(redirectUri, expected);
    this.current = loopback === 'taken' ? undefined : loopback;
    return loopback;
  }

  dispose(): void {
    this.current?.dispose();
  }
}
