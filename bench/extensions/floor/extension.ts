import * as vscode from 'vscode';

const nobody: vscode.AuthenticationProvider = {
  onDidChangeSessions: new vscode.EventEmitter<never>().event,
  getSessions: () => Promise.resolve([]),
  createSession: () => Promise.reject(new Error('Nobody signs in here.')),
  removeSession: () => Promise.resolve(),
};

const emptyTree: vscode.TreeDataProvider<string> = {
  getChildren: () => [],
  getTreeItem: label => new vscode.TreeItem(label),
};

/** The least that an extension of this kind has: a status item, a tree, ten commands, a provider. */
export function activate({ subscriptions }: vscode.ExtensionContext): void {
  const item = vscode.window.createStatusBarItem('benchFloor.item');
  item.text = 'Floor';
  item.show();
  const commands = Array.from({ length: 10 }, (_, at) =>
    vscode.commands.registerCommand(`benchFloor.${at}`, () => at),
  );
  subscriptions.push(
    item,
    ...commands,
    vscode.window.createTreeView('benchFloor.tree', { treeDataProvider: emptyTree }),
    vscode.authentication.registerAuthenticationProvider('bench-floor', 'Floor', nobody),
  );
}
