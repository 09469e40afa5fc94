import type * as vscode from 'vscode';
import { activateOn, type Exports } from './activate';
import { createLazyGit } from './git/lazyGit';
import { createNodePlatform } from './node/nodePlatform';

/** Called by VS Code where there is Node: on a desktop, and on a remote machine. */
export function activate(context: vscode.ExtensionContext): Exports {
  return activateOn(
    createNodePlatform(context.globalStorageUri.fsPath, context.secrets, createLazyGit()),
    context,
  );
}
