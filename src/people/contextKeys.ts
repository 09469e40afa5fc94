import * as vscode from 'vscode';
import type { Account } from '../account/account';
import { type Disposable, disposeAll, type Event } from '../base/event';
import type { PresenceStore } from '../presence/store';
import type { PeopleLists } from './lists';

/** What `when` clauses ask for also while nobody is signed in. */
export interface AccountSources {
  readonly store: PresenceStore;
  readonly account: () => Account | undefined;
  readonly onDidChangeAccount: Event<unknown>;
}

/** Keeps `circuit.connection` (`signedOut`, `connecting`, `online`, `offline`) and `circuit.demo`. */
export function updateAccountKeys(sources: AccountSources): Disposable {
  const { store } = sources;
  const tell = createTeller();
  const update = () => {
    tell('circuit.connection', store.connection.kind);
    tell('circuit.demo', sources.account()?.kind === 'demo');
  };
  update();
  return disposeAll(store.onDidChangeConnection(update), sources.onDidChangeAccount(update));
}

/** Keeps `circuit.hasPeople` and `circuit.hasSearch` as they are. */
export function updateListKeys(
  { watchList, search }: Pick<PeopleLists, 'watchList' | 'search'>,
  onDidChangeAccount: Event<unknown>,
): Disposable {
  const tell = createTeller();
  const update = () => {
    tell('circuit.hasPeople', watchList.userIds.length > 0);
    tell('circuit.hasSearch', search.current !== undefined);
  };
  update();
  return disposeAll(
    onDidChangeAccount(update),
    watchList.onDidChange(update),
    search.onDidChange(update),
  );
}

/** Tells VS Code only what changed; a key that was never told is false there. */
function createTeller(): (key: string, value: string | boolean) => void {
  const told = new Map<string, string | boolean>();
  return (key, value) => {
    if ((told.get(key) ?? false) !== value) {
      told.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  };
}
