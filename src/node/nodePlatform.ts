import { lazy } from '../base/async';
import type { Platform } from '../platform';

/** The platform of desktop VS Code and of remote machines. */
export function createNodePlatform(): Platform {
  const transport = lazy(async () => (await import('./transport')).createNodeTransport());
  return {
    transport: async request => (await transport())(request),
    listenForCallback: async (redirectUri, expected) =>
      (await import('./loopback')).listenForCallback(redirectUri, expected),
    sharedFolder: async folder => (await import('./sharedFolder')).createSharedFolder(folder),
    onceAcrossWindows: async (folder, id) =>
      (await import('./onceAcrossWindows')).createOnceAcrossWindows(folder)(id),
  };
}
