import * as vscode from 'vscode';
import type { Account } from '../account/account';
import { DisposableStore } from '../base/disposables';
import type { Event } from '../base/event';
import { redrawOnTime } from '../base/timers';
import type { PresenceStore } from '../presence/store';
import type { Scene } from './barText';
import { describeOwnPresence } from './ownPresenceText';
import { renderTooltip } from './tooltip';

/** What the status bar shows besides presence; `onDidChange` fires when any of it changes. */
export interface StatusBarSurroundings {
  /** The account in use. */
  account(): Pick<Account, 'kind' | 'label'> | undefined;
  isHostChosen(): boolean;
  readonly onDidChange: Event<unknown>;
}

/** The status bar item. It is also redrawn when a time in it changes. */
export function createStatusBar(
  store: PresenceStore,
  surroundings: StatusBarSurroundings,
  parts: DisposableStore,
): void {
  const { Left } = vscode.StatusBarAlignment;
  const item = parts.add(vscode.window.createStatusBarItem('circuit.presence', Left, 50));
  item.name = vscode.l10n.t('Circuit Presence');
  const drawing = parts.add(redrawOnTime(() => draw(item, store, surroundings)));
  item.show();
  parts.add(store.onDidChangeOwn(drawing.draw));
  parts.add(store.onDidChangeConnection(drawing.draw));
  parts.add(surroundings.onDidChange(drawing.draw));
  parts.add(vscode.window.onDidChangeWindowState(drawing.draw));
}

/** Returns when to redraw (epoch milliseconds). */
function draw(
  item: vscode.StatusBarItem,
  store: PresenceStore,
  surroundings: StatusBarSurroundings,
): number | undefined {
  const own = describeOwnPresence(store.connection, store.own, sceneNow(surroundings));
  item.text = own.text;
  // The first Markdown in a window makes VS Code load its renderer, so use it only if there are
  // links.
  item.tooltip = own.signedIn ? renderTooltip(own) : own.lines.join('\n\n');
  item.accessibilityInformation = { label: own.accessibleText };
  item.command = own.signedIn ? 'circuit.setStatus' : 'circuit.signIn';
  return own.changesAt;
}

function sceneNow(surroundings: StatusBarSurroundings): Scene {
  const account = surroundings.account();
  return {
    now: Date.now(),
    focused: vscode.window.state.focused,
    demo: account?.kind === 'demo',
    account: account?.label,
    hostChosen: surroundings.isHostChosen(),
  };
}
