import * as vscode from 'vscode';
import type { DisposableStore } from '../../base/disposables';
import type { AwaitedEnd, UserActivity } from '../../presence/until/arrangement';
import { Debugging } from './debugging';
import { taskEnds } from './tasks';
import { TerminalCommands } from './terminals';

/** The events that can be waited for in this window. */
export interface EndEvents {
  /** The ends of whatever is going on now. */
  current(): readonly AwaitedEnd[];
}

/** Follows VS Code's events, which costs nothing while nothing happens. */
export function createEndEvents(parts: DisposableStore): EndEvents {
  const { debug, tasks, window } = vscode;
  const debugging = parts.add(new Debugging(debug));
  const terminals = parts.add(new TerminalCommands(window, tasks));
  return {
    current: () => [
      ...[debugging.current()].filter(end => end !== undefined),
      ...taskEnds(tasks),
      ...terminals.current(),
    ],
  };
}

/** Whether somebody works in this window. */
export function userActivity(): UserActivity {
  return {
    get isActive() {
      return vscode.window.state.active;
    },
    onDidChange: vscode.window.onDidChangeWindowState,
  };
}
