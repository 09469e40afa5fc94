import type { Page } from 'playwright-core';
import { launchBrowser } from '../launch/browser.mts';
import { vsix } from '../launch/paths.mts';
import { createProfile, installFolder } from '../launch/profile.mts';
import { installExtension, startServer } from '../launch/server.mts';
import { Window } from './window';

const waitDeadlineMs = 20_000;

/** A real VS Code with the packaged extension, and a person's browser beside it. */
export interface VSCode {
  /** Opens a window and waits until the extension is there; a second one shares the user's data. */
  openWindow(): Promise<Window>;
  /** Does `act` and waits for the browser page that opens of it. */
  pageOpenedBy(act: () => Promise<unknown>): Promise<Page>;
  /** Replaces the user's settings; windows read them when they open or reload. */
  writeSettings(settings: Record<string, unknown>): void;
  /** The folder that the windows are open on. */
  readonly workspace: string;
  /** Where VS Code keeps what it keeps of its user in files. */
  readonly userData: string;
  stop(): Promise<void>;
}

/** What is installed. */
interface Installed {
  /** Our own package. */
  readonly extension?: string;
  /** Folders of extensions that are there, too. */
  readonly others?: readonly string[];
}

/**
 * Starts it as a fresh user, with `settings`, in English, at a size that suits pictures. Windows
 * are open on `folder`, or on an empty one.
 */
export async function startVSCode(
  settings: Record<string, unknown> = {},
  folder?: string,
  { extension = vsix, others = [] }: Installed = {},
): Promise<VSCode> {
  const profile = createProfile(settings);
  others.forEach(each => installFolder(profile, each));
  const workspace = folder ?? profile.workspace;
  await installExtension(profile, extension);
  const server = await startServer(profile);
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    // No picture of something half faded in.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(waitDeadlineMs);
  return {
    workspace,
    userData: profile.userData,
    writeSettings: profile.writeSettings,
    openWindow: async () => {
      const page = await context.newPage();
      await page.goto(`${server.found}/?folder=${encodeURI(workspace)}`);
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
      profile.remove();
    },
  };
}
