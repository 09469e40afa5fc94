import * as vscode from 'vscode';
import { disposeAll, type Disposable, type Event } from '../event';
import type { Directory } from './directory';
import type { Labels } from './labels';
import type { LastSearch } from './lastSearch';
import type { NoticeList } from './noticeList';
import { learnNames } from './watchEdits';
import type { WatchList } from './watchList';

/** The lists that belong to an account, and to all windows of it. */
export interface Lists {
  readonly watchList: WatchList;
  readonly notices: NoticeList;
  readonly directory: Directory;
  readonly search: LastSearch;
  readonly labels: Labels;
}

/**
 * Another account: forgets whom the last one saw. Another window: reads its edits when this one
 * gets the focus. Another name: writes it down.
 */
export function keepInStep(lists: Lists, onDidChangeAccount: Event<unknown>): Disposable {
  const { watchList, notices, directory, search, labels } = lists;
  return disposeAll(
    onDidChangeAccount(() => {
      directory.clear();
      search.clear();
      labels.clear();
      watchList.reload();
      notices.reload();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) {
        watchList.reload();
        notices.reload();
      }
    }),
    directory.onDidLearn(users => {
      const { watching } = watchList;
      if (learnNames(watching, users) !== watching) {
        void watchList.edit(current => learnNames(current, users));
      }
    }),
  );
}
