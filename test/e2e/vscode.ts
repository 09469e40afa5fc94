import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { vsix } from '../launch/paths.mts';
import { createProfile, installFolder } from '../launch/profile.mts';
import { installExtension, startServer } from '../launch/server.mts';
import { openBrowser, type PersonsBrowser } from './personsBrowser';
import type { Window } from './window';

/** A real VS Code with the packaged extension, and a person's browser beside it. */
export interface VSCode {
  /** Opens a window and waits until the extension is there; a second one shares the user's data. */
  openWindow(): Promise<Window>;
  readonly pageOpenedBy: PersonsBrowser['pageOpenedBy'];
  /** Replaces the user's settings; windows read them when they open or reload. */
  writeSettings(settings: Record<string, unknown>): void;
  /** The folder that the windows are open on. */
  readonly workspace: string;
  /** Where VS Code keeps what it keeps of its user in files. */
  readonly userData: string;
  /** The folder of an extension that is installed; undefined if it is not. */
  extension(id: string): string | undefined;
  stop(): Promise<void>;
}

/** What is installed. */
interface Installed {
  /** Our own package. */
  readonly extension?: string;
  /** Folders of extensions that are there, too. */
  readonly others?: readonly string[];
  /** Whether our own runs in the page, and not beside the files. */
  readonly isApart?: boolean;
}

/**
 * Starts it as a fresh user, with `settings`, in English, at a size that suits pictures. Windows
 * are open on `folder`, or on an empty one. With `isApart` the extension runs in the page's worker, as
 * it runs on a person's own computer when a window works on another.
 */
export async function startVSCode(
  settings: Record<string, unknown> = {},
  folder?: string,
  { extension = vsix, others = [], isApart = false }: Installed = {},
): Promise<VSCode> {
  const profile = createProfile(settings);
  others.forEach(each => installFolder(profile, each));
  const workspace = folder ?? profile.workspace;
  await installExtension(profile, extension);
  if (isApart) {
    leaveToBrowser(profile.extensions);
  }
  const server = await startServer(profile);
  const browser = await openBrowser(['clipboard-read', 'clipboard-write']);
  return {
    workspace,
    userData: profile.userData,
    extension: id => findExtension(profile.extensions, id),
    writeSettings: profile.writeSettings,
    openWindow: () => browser.openWindow(`${server.found}/?folder=${encodeURI(workspace)}`),
    pageOpenedBy: browser.pageOpenedBy,
    stop: async () => {
      await browser.close();
      await server.stop();
      profile.remove();
    },
  };
}

function findExtension(extensions: string, id: string): string | undefined {
  const name = readdirSync(extensions).find(each => each.replace(/-[\d.]+$/, '') === id);
  return name === undefined ? undefined : path.join(extensions, name);
}

/** VS Code runs an extension that has an entry for browsers alone in the page's worker. */
function leaveToBrowser(extensions: string): void {
  const folder = findExtension(extensions, 'circuit-presence.circuit-presence') ?? '';
  const file = path.join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as object; // our own
  writeFileSync(file, JSON.stringify({ ...manifest, main: undefined, extensionKind: undefined }));
}
