/** What decides how the browser's answer can get back to this extension. */
export interface Place {
  readonly ui: 'desktop' | 'web';
  /** Beside the window, on the remote machine, or in a worker of the browser, which has no ports. */
  readonly runsOn: 'ui' | 'workspace' | 'worker';
  /** `vscode.env.remoteName`, e.g. `ssh-remote`; undefined in a local window. */
  readonly remoteName: string | undefined;
  /** What `asExternalUri` makes of the redirect address; undefined where it was not asked. */
  readonly external?: URL | undefined;
}

/**
 * A port of this machine that Circuit's redirect reaches, a page of VS Code's own site that hands the
 * answer on, or the address pasted by hand.
 */
export type RedirectRoute = 'loopback' | 'page' | 'paste';

/**
 * The ways back that can work from `place`, the first one where nobody said otherwise. Pasting always
 * does. The loopback does where the browser's `localhost` is the machine this extension runs on, the
 * page where the administrator has registered the site:
 *
 * | place                                              | loopback                              | page |
 * |----------------------------------------------------|---------------------------------------|------|
 * | desktop, nothing remote                            | yes                                   | no   |
 * | desktop with SSH, WSL, container, Codespaces       | yes, if this extension runs in the UI | no   |
 * | the same, this extension on the remote machine     | if VS Code forwards that very port    | no   |
 * | browser with a server (Codespaces, code-server)    | no                                    | yes  |
 * | browser without a server (vscode.dev)              | no, though VS Code may say so         | yes  |
 * | browser on this machine (test and demo host)       | yes: its external address is loopback | no   |
 *
 * The rows with a remote machine could not be tried on a live one.
 */
export function redirectRoutes(place: Place, redirectUri: string): readonly RedirectRoute[] {
  if (reachesLoopback(place, new URL(redirectUri))) {
    return ['loopback', 'paste'];
  }
  return place.ui === 'web' ? ['paste', 'page'] : ['paste'];
}

/** Whether the route depends on `asExternalUri`, which may open a tunnel. */
export function needsExternalAddress(place: Place): boolean {
  const isRemote = place.runsOn === 'workspace' && place.remoteName !== undefined;
  return place.runsOn !== 'worker' && (place.ui === 'web' || isRemote);
}

function reachesLoopback(place: Place, redirect: URL): boolean {
  if (place.runsOn === 'worker') {
    return false;
  }
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
