import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../src/base/event';

/** What the extension made of a view of VS Code's, and what VS Code would tell it. */
export interface FakeView {
  readonly provider: vscode.TreeDataProvider<unknown>;
  readonly visibility: Emitter<{ visible: boolean }>;
  readonly options: vscode.TreeViewOptions<unknown>;
  selection: readonly unknown[];
  /** How often rows, or everything, were to be drawn anew. */
  drawn: number;
  /** What was to be drawn the last time: some rows, or undefined for all of them. */
  drawnRows: unknown;
  visible: boolean;
  badge?: vscode.ViewBadge;
  message?: string;
  description?: string;
}

/** Stands in for VS Code's views until `restore`: a test shows and hides them at once. */
export class FakeViews {
  private readonly createTreeView = vscode.window.createTreeView;
  private readonly made = new Map<string, FakeView>();

  constructor() {
    vscode.window.createTreeView = <T>(id: string, options: vscode.TreeViewOptions<T>) =>
      this.make(id, options) as unknown as vscode.TreeView<T>; // what the views use of one
  }

  /** The view `circuit.<name>`. */
  get(name: string): FakeView {
    const found = this.made.get(`circuit.${name}`);
    assert.ok(found, name);
    return found;
  }

  rowsOf(name: string, parent?: unknown): unknown[] {
    return this.get(name).provider.getChildren(parent) as unknown[];
  }

  /** What is read when the pointer rests on a row. */
  async tooltipOf(name: string, row: unknown): Promise<string> {
    const { provider } = this.get(name);
    const { token } = new vscode.CancellationTokenSource();
    const item = await provider.resolveTreeItem?.(await provider.getTreeItem(row), row, token);
    assert.ok(typeof item?.tooltip === 'string');
    return item.tooltip;
  }

  show(name: string, visible: boolean): void {
    const view = this.get(name);
    view.visible = visible;
    view.visibility.fire({ visible });
  }

  restore(): void {
    vscode.window.createTreeView = this.createTreeView;
  }

  private make(id: string, options: vscode.TreeViewOptions<unknown>): object {
    const visibility = new Emitter<{ visible: boolean }>();
    const view: FakeView = {
      provider: options.treeDataProvider,
      visibility,
      options,
      selection: [],
      drawn: 0,
      drawnRows: undefined,
      visible: false,
    };
    options.treeDataProvider.onDidChangeTreeData?.(rows => {
      view.drawn++;
      view.drawnRows = rows;
    });
    this.made.set(id, view);
    return Object.assign(view, {
      onDidChangeVisibility: visibility.event,
      dispose: () => visibility.dispose(),
    });
  }
}
