import type { SandboxState } from './company/presences';
import type { SandboxReadings } from './readings';

/** What a sandbox may be told. The default of a reading follows Circuit's documentation but for `pkce`. */
export interface SandboxOptions extends Partial<SandboxReadings> {
  /** Another seed, another set of ids and working days. */
  readonly seed?: string | undefined;
  /** The clock, in epoch milliseconds. */
  readonly now?: (() => number) | undefined;
  /** Origins that browsers may be sent back to; Circuit compares nothing but the origin. */
  readonly redirectOrigins?: readonly string[] | undefined;
  /** Scopes the OAuth app is registered with: it is never granted more. All of them by default. */
  readonly appScopes?: readonly string[] | undefined;
  /** What `Sandbox.state` gave earlier. */
  readonly state?: SandboxState | undefined;
}
