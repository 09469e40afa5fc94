import type { Disposable } from '../event';
import type { Pasted } from './pasted';

/** What came back by hand; `token` is the last resort. */
export type Typed =
  Exclude<Pasted, { kind: 'bad' }> | { readonly kind: 'token'; readonly accessToken: string };

/** The box that waits beside the browser. Disposing closes it. */
export interface WaitingBox extends Disposable {
  /** Pending for ever if nothing usable is typed; closing the box aborts the sign-in's signal. */
  readonly typed: Promise<Typed>;
  /** Shows that the answer is there and is being looked at. */
  showBusy(): void;
}
