import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import type { Event } from '../../base/event';
import type { PeopleLists } from '../lists';

/**
 * Forgets the previous account's people on a change of account, and reads another window's edits
 * when this window gets the focus.
 */
export function reloadOnFocus(
  lists: PeopleLists,
  onDidChangeAccount: Event<unknown>,
  parts: DisposableStore,
): void {
  const { watchList, notices, search } = lists;
  parts.add(
    onDidChangeAccount(() => {
      search.clear();
      watchList.reload();
      notices.reload();
    }),
  );
  parts.add(
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) {
        watchList.reload();
        notices.reload();
      }
    }),
  );
}
