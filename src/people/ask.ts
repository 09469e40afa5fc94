import type { CircuitClient } from '../circuit/client';

/**
 * Makes one request for somebody. The signal given to it is aborted when the account signs out.
 * Throws what the request throws. Fits `Poller.ask`.
 */
export type Ask = <T>(
  request: (client: CircuitClient, signal: AbortSignal) => Promise<T>,
) => Promise<T>;
