import * as vscode from 'vscode';
import type { Event } from '../event';
import type { PresenceStore } from '../presence/store';
import { describeOwn } from './describeOwn';
import type { Scene } from './shortText';
import { renderTooltip } from './tooltip';

/** What the status bar shows besides the presence; `onDidChange` fires when one of them changes. */
export interface StatusBarSurroundings {
  isDemo(): boolean;
  isHostChosen(): boolean;
  readonly onDidChange: Event<unknown>;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The one status bar item, until disposed. It is drawn anew when a time in it changes, too. */
export function createStatusBar(
  store: PresenceStore,
  surroundings: StatusBarSurroundings,
): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'circuit.presence',
    vscode.StatusBarAlignment.Left,
    50,
  );
  item.name = vscode.l10n.t('Circuit Presence');
  let timer: NodeJS.Timeout | undefined;

  const render = () => {
    const own = describeOwn(store.connection, store.own, sceneNow(surroundings));
    item.text = own.text;
    item.tooltip = renderTooltip(own);
    item.accessibilityInformation = { label: own.accessibleText };
    item.command = own.signedIn ? 'circuit.setStatus' : 'circuit.signIn';
    clearTimeout(timer);
    timer =
      own.changesAt === undefined
        ? undefined
        : setTimeout(render, Math.min(own.changesAt - Date.now(), LONGEST_TIMER_MS));
  };
  render();
  item.show();
  return vscode.Disposable.from(
    item,
    store.onDidChange(render),
    store.onDidChangeConnection(render),
    surroundings.onDidChange(render),
    vscode.window.onDidChangeWindowState(render),
    { dispose: () => clearTimeout(timer) },
  );
}

function sceneNow(surroundings: StatusBarSurroundings): Scene {
  return {
    now: Date.now(),
    language: vscode.env.language,
    focused: vscode.window.state.focused,
    demo: surroundings.isDemo(),
    hostChosen: surroundings.isHostChosen(),
  };
}
