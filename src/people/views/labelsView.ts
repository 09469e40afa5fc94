import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import { escapeIcons, plainName } from '../../base/plainText';
import type { Label } from '../../circuit/schemas';
import type { Labels } from './labels';
import { type Frame, frameView } from './viewFrame';

export interface LabelsViewOptions extends Omit<
  Frame,
  'shownIds' | 'title' | 'message' | 'redraw'
> {
  readonly labels: Labels;
}

/** The view `circuit.labels`. Asks Circuit only once it is visible. */
export function createLabelsView(options: LabelsViewOptions, parts: DisposableStore): void {
  const { labels, store } = options;
  const treeDataProvider: vscode.TreeDataProvider<Label> = {
    onDidChangeTreeData: labels.onDidChange,
    getChildren: label => (label ? [] : [...labels.state.labels]),
    getTreeItem: labelItem,
  };
  const view = parts.add(vscode.window.createTreeView('circuit.labels', { treeDataProvider }));
  const message = () => labelsMessage(labels);
  const frame = frameView(view, { ...options, shownIds: () => [], message }, parts);
  // Right after a sign-out the connection is still online for a moment: nothing must be requested
  // then.
  const load = () => {
    if (view.visible && options.account() && store.connection.kind === 'online') {
      void labels.load();
    }
  };
  load();
  parts.add(
    labels.onDidChange(() => {
      frame.render();
      if (labels.state.kind === 'notAsked') {
        load();
      }
    }),
  );
  parts.add(view.onDidChangeVisibility(load));
  parts.add(store.onDidChangeConnection(load));
}

/** A label's row. A click opens it in Circuit. */
function labelItem(label: Label): vscode.TreeItem {
  const name = plainName(label.value);
  const item = new vscode.TreeItem(escapeIcons(name));
  item.id = `label:${label.labelId}`;
  item.iconPath = new vscode.ThemeIcon('tag');
  item.contextValue = 'label';
  item.tooltip = vscode.l10n.t('Shows the conversations labeled {0} in Circuit.', name);
  item.accessibilityInformation = { label: vscode.l10n.t('Label {0}', name) };
  item.command = {
    command: 'circuit.label.open',
    title: vscode.l10n.t('Open in Circuit'),
    arguments: [label],
  };
  return item;
}

function labelsMessage({ state }: Labels): string | undefined {
  switch (state.kind) {
    case 'notAsked':
      return undefined;
    case 'asking':
      return state.labels.length > 0 ? labelsAreForConversations() : undefined;
    case 'known':
      return state.labels.length > 0
        ? labelsAreForConversations()
        : vscode.l10n.t('You have no labels in Circuit.');
    case 'failed':
      return vscode.l10n.t("Your labels couldn't be loaded. {0}", state.reason);
  }
}

function labelsAreForConversations(): string {
  return vscode.l10n.t('Labels in Circuit mark conversations, not people.');
}
