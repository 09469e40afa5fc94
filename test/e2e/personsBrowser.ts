import type { Page } from 'playwright-core';
import { launchBrowser } from '../launch/browser.mts';
import { Window } from './window';

const waitDeadlineMs = 20_000;

/** A person's browser with its own profile, in which VS Code's windows are pages. */
export interface PersonsBrowser {
  /** Opens VS Code at `url` and waits until the extension is there. */
  openWindow(url: string): Promise<Window>;
  /** Does `act` and waits for the browser page that it opens. */
  readonly pageOpenedBy: (act: () => Promise<unknown>) => Promise<Page>;
  close(): Promise<void>;
}

/** Opens a browser whose windows have a size that suits pictures. */
export async function openBrowser(permissions: readonly string[] = []): Promise<PersonsBrowser> {
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    // No picture of something half faded in.
    reducedMotion: 'reduce',
    permissions: [...permissions],
  });
  context.setDefaultTimeout(waitDeadlineMs);
  return {
    openWindow: async url => {
      const page = await context.newPage();
      await page.goto(url);
      const window = new Window(page);
      await window.ready();
      return window;
    },
    pageOpenedBy: async act => {
      const [page] = await Promise.all([context.waitForEvent('page'), act()]);
      await page.waitForURL(url => url.protocol.startsWith('http'));
      return page;
    },
    close: () => browser.close(),
  };
}
