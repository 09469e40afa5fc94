import { openBrowser, type PersonsBrowser } from '../e2e/personsBrowser';
import type { Window } from '../e2e/window';
import { vsix } from '../launch/paths.mts';
import { startWebServer } from '../launch/webServer.mts';

/** A VS Code without a server, as on vscode.dev, with the packaged extension. */
export interface WebVSCode {
  /** The origin of its pages, to which a sign-in also comes back. */
  readonly origin: string;
  /**
   * Opens a window on the folder `name` and waits until the extension is there. Only the folder
   * without a name exists.
   */
  openWindow(name: string): Promise<Window>;
  readonly pageOpenedBy: PersonsBrowser['pageOpenedBy'];
  stop(): Promise<void>;
}

/** Starts it for a fresh user, in a browser with a profile of its own. */
export async function startWebVSCode(options: {
  readonly keepsSecrets: boolean;
}): Promise<WebVSCode> {
  const server = await startWebServer({ ...options, vsix });
  const browser = await openBrowser();
  return {
    origin: server.origin,
    openWindow: name => browser.openWindow(`${server.origin}/?folder=tmp:/${name}`),
    pageOpenedBy: browser.pageOpenedBy,
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
