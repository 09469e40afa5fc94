import type { SecretStore } from '../account/storage/secretStore';
import { lazy } from '../base/async';
import { createOnceAcrossWindows } from '../base/onceAcrossWindows';
import type { AskGit } from '../git/questions';
import type { Platform } from '../platform';

/** The platform of desktop VS Code and of remote machines; `folder` is shared by all windows. */
export function createNodePlatform(folder: string, secrets: SecretStore, askGit: AskGit): Platform {
  const transport = lazy(async () => (await import('./transport')).createNodeTransport());
  const sharedFolder = lazy(async () => (await import('./sharedFolder')).createSharedFolder);
  return {
    askGit,
    transport: async request => (await transport())(request),
    listenForCallback: async (redirectUri, expected) =>
      (await import('./loopback')).listenForCallback(redirectUri, expected),
    secrets,
    sharedFolder: async () => (await sharedFolder())(folder),
    onceAcrossWindows: async id =>
      await createOnceAcrossWindows((await sharedFolder())(`${folder}/notices`))(id),
  };
}
