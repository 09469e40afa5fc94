import type * as vscode from 'vscode';
import { createLocalGit } from './git/localGit';
import { serveGit } from './git/remote/serveGit';

/** VS Code calls this at the first question, on the computer that the files are on. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(serveGit(createLocalGit()));
}
