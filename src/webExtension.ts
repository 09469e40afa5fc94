import type * as vscode from 'vscode';
import { activateOn, type Api } from './activate';
import { createBrowserPlatform } from './browser/browserPlatform';

/** Called by VS Code where there is no Node: in a browser without a server, such as vscode.dev. */
export function activate(context: vscode.ExtensionContext): Api | undefined {
  return activateOn(createBrowserPlatform(context), context);
}
