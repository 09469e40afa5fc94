import type { ListenForCallback } from './account/signIn/loopback';
import type { SharedFolder } from './base/sharedFolder';
import type { Transport } from './circuit/transport';

/** What differs between a computer and a browser. `node/` fills it, piece by piece, at the first use. */
export interface Platform {
  /** HTTP to Circuit. */
  readonly transport: Transport;
  readonly listenForCallback: ListenForCallback;
  /** The files in `folder` through which windows share what they know. */
  sharedFolder(folder: string): Promise<SharedFolder>;
  /** True for the first window of all that asks with this id; it leaves a mark in `folder`. */
  onceAcrossWindows(folder: string, id: string): Promise<boolean>;
}
