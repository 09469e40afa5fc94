import type { Disposable } from '../../base/disposables';
import { type Callback, type Expected, readCallback } from './callback';

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

/**
 * Waits for what the redirect page of VS Code's own site hands on to this window. One sign-in waits
 * at a time, and only for what is its own.
 */
export class PageReturn {
  private offer: ((query: URLSearchParams) => void) | undefined;

  listen(expected: Expected): Loopback {
    const arrived = Promise.withResolvers<Exclude<Callback, { kind: 'ignored' }>>();
    const offer = (query: URLSearchParams) => {
      const callback = readCallback(query, expected);
      if (callback.kind !== 'ignored') {
        arrived.resolve(callback);
      }
    };
    const end = () => {
      this.offer = this.offer === offer ? undefined : this.offer;
    };
    this.offer = offer;
    return {
      callback: arrived.promise,
      // The page has said already that it can be closed.
      finish: () => {
        end();
        return Promise.resolve();
      },
      closed: Promise.resolve(),
      dispose: end,
    };
  }

  /** Takes the query of an address that VS Code handed over, whoever made it. */
  arrive(query: string): void {
    this.offer?.(new URLSearchParams(query));
  }
}
