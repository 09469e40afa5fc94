import type { ListenForCallback } from './account/signIn/loopback';
import type { Transport } from './circuit/transport';
import type { RoundsFile } from './presence/shared/rounds';

/** What differs between a computer and a browser. `node/` fills it, piece by piece, at the first use. */
export interface Platform {
  /** HTTP to Circuit. */
  readonly transport: Transport;
  readonly listenForCallback: ListenForCallback;
  /** The files in `folder` through which windows share what they know. */
  roundsFile(folder: string): Promise<RoundsFile>;
  /** True for the first window of all that asks with this id; it leaves a mark in `folder`. */
  onceAcrossWindows(folder: string, id: string): Promise<boolean>;
}
