import type * as vscode from 'vscode';
import { createLocalGit } from './git/localGit';
import { serveGit } from './git/remote/serveGit';

/** Called by VS Code at the first question, on the computer where the files are. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(serveGit(createLocalGit()));
}
