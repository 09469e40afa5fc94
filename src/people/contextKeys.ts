import * as vscode from 'vscode';
import { disposeAll, type Disposable, type Event } from '../event';
import type { PresenceStore } from '../presence/store';
import type { LastSearch } from './lastSearch';
import type { Account } from '../account/account';
import type { WatchList } from './watchList';

/** What `when` clauses of the sidebar ask for. */
export interface ContextSources {
  readonly store: PresenceStore;
  readonly account: () => Account | undefined;
  readonly onDidChangeAccount: Event<unknown>;
  readonly watchList: WatchList;
  readonly search: LastSearch;
}

/**
 * Keeps `circuit.connection` (`signedOut`, `connecting`, `online`, `offline`), `circuit.demo`,
 * `circuit.hasPeople` and `circuit.hasSearch` as they are. Tells VS Code only what changed; a key
 * that was never told is false there.
 */
export function keepContextKeys(sources: ContextSources): Disposable {
  const { store, watchList, search } = sources;
  const told = new Map<string, string | boolean>();
  const tell = (key: string, value: string | boolean) => {
    if ((told.get(key) ?? false) !== value) {
      told.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  };
  const update = () => {
    tell('circuit.connection', store.connection.kind);
    tell('circuit.demo', sources.account()?.kind === 'demo');
    tell('circuit.hasPeople', watchList.userIds.length > 0);
    tell('circuit.hasSearch', search.current !== undefined);
  };
  update();
  return disposeAll(
    store.onDidChangeConnection(update),
    sources.onDidChangeAccount(update),
    watchList.onDidChange(update),
    search.onDidChange(update),
  );
}
