import type { ListenForCallback } from './account/signIn/loopback';
import type { SecretStore } from './account/storage/secretStore';
import type { SharedFolder } from './base/sharedFolder';
import type { Transport } from './circuit/transport';
import type { AskGit } from './git/questions';

/** What differs between a computer and a browser. `node/` and `browser/` fill it. */
export interface Platform {
  /** HTTP to Circuit. */
  readonly transport: Transport;
  /** Missing where no port can be listened on. */
  readonly listenForCallback?: ListenForCallback;
  /** Those of this extension. */
  readonly secrets: SecretStore;
  /** The files through which windows share what they know. */
  sharedFolder(): Promise<SharedFolder>;
  /** True for the first window of all that asks with this id. */
  onceAcrossWindows(id: string): Promise<boolean>;
  /** The git of the computer that this runs on. */
  readonly askGit: AskGit;
}
