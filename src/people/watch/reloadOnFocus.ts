import * as vscode from 'vscode';
import { type Disposable, disposeAll, type Event } from '../../base/event';
import type { PeopleLists } from '../lists';

/**
 * Another account: forgets whom the last one saw. Another window: reads its edits when this one
 * gets the focus.
 */
export function reloadOnFocus(lists: PeopleLists, onDidChangeAccount: Event<unknown>): Disposable {
  const { watchList, notices, search } = lists;
  return disposeAll(
    onDidChangeAccount(() => {
      search.clear();
      watchList.reload();
      notices.reload();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) {
        watchList.reload();
        notices.reload();
      }
    }),
  );
}
