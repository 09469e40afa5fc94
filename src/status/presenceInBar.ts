import * as vscode from 'vscode';
import type { CurrentAccount } from '../account/account';
import type { DisposableStore } from '../base/disposables';
import { redrawOnTime } from '../base/timers';
import type { PresenceStore } from '../presence/store';
import type { Scene } from './barText';
import { describeOwnPresence } from './ownPresenceText';
import type { StatusBar } from './statusBar';
import { renderTooltip } from './tooltip';

/** Shows the user's presence in the status bar, and draws it again when a time in it changes. */
export function showOwnPresence(
  bar: StatusBar,
  store: PresenceStore,
  account: CurrentAccount,
  parts: DisposableStore,
): void {
  parts.add({ dispose: () => bar.show(undefined) });
  const drawing = parts.add(redrawOnTime(() => draw(bar, store, account)));
  parts.add(store.onDidChangeOwn(drawing.draw));
  parts.add(store.onDidChangeConnection(drawing.draw));
  parts.add(account.onDidChange(drawing.draw));
  parts.add(vscode.window.onDidChangeWindowState(drawing.draw));
}

/** Returns when to redraw (epoch milliseconds). */
function draw(bar: StatusBar, store: PresenceStore, account: CurrentAccount): number | undefined {
  const { connection } = store;
  if (connection.kind === 'signedOut') {
    bar.show(undefined);
    return undefined;
  }
  const own = describeOwnPresence(connection, store.own, sceneNow(account));
  bar.show({
    ...own,
    // The first Markdown in a window makes VS Code load its renderer, so use it only if there are
    // links.
    tooltip: own.signedIn ? renderTooltip(own) : own.lines.join('\n\n'),
    command: own.signedIn ? 'circuit.setStatus' : 'circuit.signIn',
  });
  return own.changesAt;
}

function sceneNow({ account }: CurrentAccount): Scene {
  return {
    now: Date.now(),
    focused: vscode.window.state.focused,
    demo: account?.kind === 'demo',
    account: account?.label,
  };
}
