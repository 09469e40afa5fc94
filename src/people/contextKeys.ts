import * as vscode from 'vscode';
import { combinedDisposable, type Disposable, type DisposableStore } from '../base/disposables';
import type { Event } from '../base/event';
import { shownState } from '../presence/stateWords';
import type { PresenceStore } from '../presence/store';
import type { PeopleLists } from './lists';

/** Keeps `circuit.connection` and `circuit.isDoNotDisturb` as they are while somebody is signed in. */
export function updatePresenceKeys(store: PresenceStore, parts: DisposableStore): void {
  const tell = createTeller();
  const update = () => {
    tell('circuit.connection', store.connection.kind);
    tell('circuit.isDoNotDisturb', shownState(store.own.known) === 'DND');
  };
  update();
  parts.add(store.onDidChangeConnection(update));
  parts.add(store.onDidChange(update));
}

/** Keeps `circuit.hasPeople`, `circuit.hasSearch` and `circuit.hasNotices` as they are. */
export function updateListKeys(
  { watchList, search, notices }: Pick<PeopleLists, 'watchList' | 'search' | 'notices'>,
  onDidChangeAccount: Event<unknown>,
): Disposable {
  const tell = createTeller();
  const update = () => {
    tell('circuit.hasPeople', watchList.userIds.length > 0);
    tell('circuit.hasSearch', search.current !== undefined);
    tell('circuit.hasNotices', notices.waiting.length > 0);
  };
  update();
  return combinedDisposable(
    onDidChangeAccount(update),
    watchList.onDidChange(update),
    search.onDidChange(update),
    notices.onDidChange(update),
  );
}

/** Sets only the keys that changed; a key that was never set is false. */
function createTeller(): (key: string, value: string | boolean) => void {
  const told = new Map<string, string | boolean>();
  return (key, value) => {
    if ((told.get(key) ?? false) !== value) {
      told.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  };
}
