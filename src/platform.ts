import type { ListenForCallback } from './account/signIn/loopback';
import type { SecretStore } from './account/storage/secretStore';
import type { SharedFolder } from './base/sharedFolder';
import type { Transport } from './circuit/transport';
import type { AskGit } from './git/questions';

/** What differs between a computer and a browser; implemented in `node/` and `browser/`. */
export interface Platform {
  /** HTTP to Circuit. */
  readonly transport: Transport;
  /** Missing if it is impossible to listen on a port. */
  readonly listenForCallback?: ListenForCallback;
  /** The secret storage of this extension. */
  readonly secrets: SecretStore;
  /** The files through which windows share data. */
  sharedFolder(): Promise<SharedFolder>;
  /** Resolves to true in only one window, the first to ask with this id. */
  onceAcrossWindows(id: string): Promise<boolean>;
  /** Git on the computer that this runs on. */
  readonly askGit: AskGit;
}
