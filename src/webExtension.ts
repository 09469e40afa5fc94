import type * as vscode from 'vscode';
import { activateOn, type Exports } from './activate';
import { createBrowserPlatform } from './browser/browserPlatform';

/** Called by VS Code where there is no Node: in a browser without a server, such as vscode.dev. */
export function activate(context: vscode.ExtensionContext): Exports {
  return activateOn(createBrowserPlatform(context), context);
}
