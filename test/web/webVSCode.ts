import type { Page } from 'playwright-core';
import { Window } from '../e2e/window';
import { launchBrowser } from '../launch/browser.mts';
import { vsix } from '../launch/paths.mts';
import { startWebServer } from '../launch/webServer.mts';

const waitDeadlineMs = 20_000;

/** A VS Code without a server, as on vscode.dev, with the packaged extension. */
export interface WebVSCode {
  /** Where its pages are, and the page to come back to. */
  readonly origin: string;
  /** Opens a window on a folder `name`, of which only the one without a name exists, and waits until the extension is there. */
  openWindow(name: string): Promise<Window>;
  /** Does `act` and waits for the browser page that opens of it. */
  pageOpenedBy(act: () => Promise<unknown>): Promise<Page>;
  stop(): Promise<void>;
}

/** Starts it as a fresh user, in a browser with a profile of its own. */
export async function startWebVSCode(options: {
  readonly keepsSecrets: boolean;
}): Promise<WebVSCode> {
  const server = await startWebServer({ ...options, vsix });
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(waitDeadlineMs);
  return {
    origin: server.origin,
    openWindow: async name => {
      const page = await context.newPage();
      await page.goto(`${server.origin}/?folder=tmp:/${name}`);
      const window = new Window(page);
      await window.ready();
      return window;
    },
    pageOpenedBy: async act => {
      const [page] = await Promise.all([context.waitForEvent('page'), act()]);
      await page.waitForURL(url => url.protocol.startsWith('http'));
      return page;
    },
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
