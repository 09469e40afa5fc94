import * as vscode from 'vscode';
import type { Event } from '../event';
import type { PresenceStore } from '../presence/store';
import { describeOwn } from './describeOwn';
import { keepDrawn } from './keepDrawn';
import type { Scene } from './shortText';
import { renderTooltip } from './tooltip';

/** What the status bar shows besides the presence; `onDidChange` fires when one of them changes. */
export interface StatusBarSurroundings {
  isDemo(): boolean;
  isHostChosen(): boolean;
  readonly onDidChange: Event<unknown>;
}

/** The one status bar item, until disposed. It is drawn anew when a time in it changes, too. */
export function createStatusBar(
  store: PresenceStore,
  surroundings: StatusBarSurroundings,
): vscode.Disposable {
  const { Left } = vscode.StatusBarAlignment;
  const item = vscode.window.createStatusBarItem('circuit.presence', Left, 50);
  item.name = vscode.l10n.t('Circuit Presence');

  const drawing = keepDrawn(() => {
    const own = describeOwn(store.connection, store.own, sceneNow(surroundings));
    item.text = own.text;
    // The first Markdown of a window makes VS Code load what reads it: not before there are links.
    item.tooltip = own.signedIn ? renderTooltip(own) : own.lines.join('\n\n');
    item.accessibilityInformation = { label: own.accessibleText };
    item.command = own.signedIn ? 'circuit.setStatus' : 'circuit.signIn';
    return own.changesAt;
  });
  item.show();
  return vscode.Disposable.from(
    store.onDidChange(drawing.draw),
    store.onDidChangeConnection(drawing.draw),
    surroundings.onDidChange(drawing.draw),
    vscode.window.onDidChangeWindowState(drawing.draw),
    drawing,
    item,
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
