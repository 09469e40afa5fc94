import type { ServerResponse } from 'node:http';
import type { Sandbox } from '../app';
import type { SandboxReadings } from '../readings';

/** A request affected by a fault. */
export interface Struck {
  readonly request: Request;
  readonly outgoing: ServerResponse;
  readonly sandbox: Sandbox;
  readonly errorsAs: SandboxReadings['errorsAs'];
  /** Counts this request; returns the seconds to wait if there were too many. */
  readonly rateLimit: () => number | undefined;
  /** Aborted when the server closes. */
  readonly closed: AbortSignal;
}
