import type { SandboxState } from './company/presences';
import type { SandboxReadings } from './readings';

/** Options of a sandbox. The defaults of all readings but `pkce` follow Circuit's documentation. */
export interface SandboxOptions extends Partial<SandboxReadings> {
  /** Determines ids and working days. */
  readonly seed?: string | undefined;
  /** The clock, in epoch milliseconds. */
  readonly now?: (() => number) | undefined;
  /** Origins that browsers may be sent back to; Circuit compares only the origin. */
  readonly redirectOrigins?: readonly string[] | undefined;
  /** The scopes the OAuth app is registered with; it is never granted more. All by default. */
  readonly appScopes?: readonly string[] | undefined;
  /** The `Sandbox.state` of an earlier sandbox. */
  readonly state?: SandboxState | undefined;
}
