import type { Disposable } from '../event';
import type { Expected } from './callback';
import type { Loopback } from './callbackDesk';

/** The one redirect port of this window: whoever listens anew ends the one before. */
export class LoopbackPort implements Disposable {
  private current: Loopback | undefined;

  async listen(redirectUri: string, expected: Expected): Promise<Loopback | 'taken'> {
    this.dispose();
    await this.current?.closed;
    const { listenForCallback } = await import('./loopback');
    const loopback = await listenForCallback(redirectUri, expected);
    this.current = loopback === 'taken' ? undefined : loopback;
    return loopback;
  }

  dispose(): void {
    this.current?.dispose();
  }
}
