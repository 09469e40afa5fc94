import * as vscode from 'vscode';
import { until } from './world';

/** What is known of a row in any quick pick. */
export interface Row extends vscode.QuickPickItem {
  readonly userId?: string;
}

/** Keeps hold of VS Code's own quick picks, to read and drive them as a person would. */
export interface PickWatch {
  /** The pick that is shown now, once it is. */
  current(): Promise<vscode.QuickPick<Row>>;
  readonly count: number;
  restore(): void;
}

export function watchPicks(): PickWatch {
  const { createQuickPick } = vscode.window;
  const picks: vscode.QuickPick<Row>[] = [];
  vscode.window.createQuickPick = <T extends vscode.QuickPickItem>() => {
    const created = createQuickPick<T>();
    picks.push(created); // rows of ours have an id or none
    return created;
  };
  return {
    current: () => until(() => picks.at(-1)),
    get count() {
      return picks.length;
    },
    restore: () => {
      vscode.window.createQuickPick = createQuickPick;
    },
  };
}
