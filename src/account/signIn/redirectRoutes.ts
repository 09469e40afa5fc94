/** What decides how the browser's answer can get back to this extension. */
export interface Place {
  readonly ui: 'desktop' | 'web';
  /** Whether this extension runs beside the window (`ui`) or on the remote machine (`workspace`). */
  readonly runsOn: 'ui' | 'workspace';
  /** `vscode.env.remoteName`, e.g. `ssh-remote`; undefined in a local window. */
  readonly remoteName: string | undefined;
  /** What `asExternalUri` makes of the redirect address; undefined where it was not asked. */
  readonly external?: URL | undefined;
}

/** A port of this machine that Circuit's redirect reaches, or the address pasted by hand. */
export type RedirectRoute = 'loopback' | 'paste';

/**
 * The ways back that can work from `place`. Pasting always does. The loopback does where the
 * browser's `localhost` is the machine this extension runs on:
 *
 * | place                                              | loopback                              |
 * |----------------------------------------------------|---------------------------------------|
 * | desktop, nothing remote                            | yes                                   |
 * | desktop with SSH, WSL, container, Codespaces       | yes, if this extension runs in the UI |
 * | the same, this extension on the remote machine     | if VS Code forwards that very port    |
 * | browser (Codespaces, vscode.dev, a server)         | no                                    |
 * | browser on this machine (test and demo host)       | yes: its external address is loopback |
 *
 * The rows with a remote machine could not be tried on a live one.
 */
export function redirectRoutes(place: Place, redirectUri: string): readonly RedirectRoute[] {
  return reachesLoopback(place, new URL(redirectUri)) ? ['loopback', 'paste'] : ['paste'];
}

/** Whether the route depends on `asExternalUri`, which may open a tunnel. */
export function needsExternalAddress(place: Place): boolean {
  return place.ui === 'web' || (place.runsOn === 'workspace' && place.remoteName !== undefined);
}

function reachesLoopback(place: Place, redirect: URL): boolean {
  if (!needsExternalAddress(place)) {
    return true;
  }
  if (!place.external || !isLoopback(place.external)) {
    return false;
  }
  // A browser on this machine reaches the port itself; a tunnel has to keep its number.
  return place.ui === 'web' || place.external.port === redirect.port;
}

function isLoopback(url: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
