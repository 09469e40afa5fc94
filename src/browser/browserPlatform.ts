import * as vscode from 'vscode';
import { createOnceAcrossWindows } from '../base/onceAcrossWindows';
import { combinedDisposable } from '../base/disposables';
import { noGit } from '../git/noGit';
import type { Platform } from '../platform';
import { createFetchTransport } from './fetchTransport';
import { createFolderInFile, type OneFile } from './folderInFile';
import { createSharedSecrets } from './sharedSecrets';

/** The platform of vscode.dev and similar sites, where the extension runs in a web worker. */
export function createBrowserPlatform(
  context: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'globalState' | 'secrets'>,
): Platform {
  const folder = createFolderInFile(openFile(context.globalStorageUri, 'windows-1.json'));
  return {
    askGit: noGit,
    transport: createFetchTransport(),
    secrets: createSharedSecrets(context.secrets, context.globalState),
    sharedFolder: () => Promise.resolve(folder),
    onceAcrossWindows: createOnceAcrossWindows(folder, 'notice.'),
  };
}

function openFile(folder: vscode.Uri, name: string): OneFile {
  const uri = vscode.Uri.joinPath(folder, name);
  const { fs } = vscode.workspace;
  const read = async () => new TextDecoder().decode(await fs.readFile(uri));
  return {
    // A window doesn't see a file that another window has created until it has tried to read it.
    read: () =>
      read()
        .catch(read)
        .catch(() => undefined),
    write: async text => await fs.writeFile(uri, new TextEncoder().encode(text)),
    watch: listener => {
      const pattern = new vscode.RelativePattern(folder, name);
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      return combinedDisposable(
        watcher,
        watcher.onDidCreate(listener),
        watcher.onDidChange(listener),
      );
    },
  };
}
