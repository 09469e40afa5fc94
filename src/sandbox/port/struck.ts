import type { ServerResponse } from 'node:http';
import type { Sandbox } from '../app';
import type { SandboxReadings } from '../readings';

/** A request on its way to be answered wrongly. */
export interface Struck {
  readonly request: Request;
  readonly outgoing: ServerResponse;
  readonly sandbox: Sandbox;
  readonly errorsAs: SandboxReadings['errorsAs'];
  /** Counts this request; seconds to wait if there were too many. */
  readonly rateLimit: () => number | undefined;
  /** Aborted when the server closes. */
  readonly closed: AbortSignal;
}
