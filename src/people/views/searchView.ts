import * as vscode from 'vscode';
import { combinedDisposable, type Disposable, DisposableStore } from '../../base/disposables';
import type { NoticeList } from '../notices/noticeList';
import type { LastSearch } from '../search/lastSearch';
import type { WatchList } from '../watch/watchList';
import { PeopleTree } from './peopleTree';
import { type TreeSources, userIdsOf } from './treeItems';
import { type Frame, frameView } from './viewFrame';

export interface SearchViewOptions extends Omit<
  Frame,
  'shownIds' | 'title' | 'message' | 'redraw'
> {
  readonly search: LastSearch;
  readonly watchList: WatchList;
  readonly notices: NoticeList;
  readonly rows: Omit<TreeSources, 'sections'>;
}

/** The last results with their presence, until they are cleared. */
export interface SearchView {
  readonly selection: readonly string[];
}

/** The view `circuit.search`. It is shown only while it has results. */
export function createSearchView(options: SearchViewOptions, parts: DisposableStore): SearchView {
  const { search } = options;
  const people = () => search.current?.people ?? [];
  const shownIds = () => people().map(({ userId }) => userId);
  const tree = parts.add(
    new PeopleTree({
      ...options.rows,
      sections: () => [{ sectionId: 'found', people: people() }],
    }),
  );
  const view = parts.add(
    vscode.window.createTreeView('circuit.search', { treeDataProvider: tree, canSelectMany: true }),
  );
  const title = () => search.current?.term;
  const redraw = () => tree.rebuild();
  const frame = frameView(view, { ...options, shownIds, title, redraw }, parts);
  parts.add(followLists(tree, frame, options));
  return {
    get selection() {
      return userIdsOf(view.selection);
    },
  };
}

/** Redraws everything after another search, otherwise single rows. */
function followLists(
  tree: PeopleTree,
  frame: { render(): void },
  { search, store, notices, watchList }: SearchViewOptions,
): Disposable {
  return combinedDisposable(
    search.onDidChange(() => {
      tree.rebuild();
      frame.render();
    }),
    store.onDidChange(userIds => tree.redraw(userIds)),
    notices.onDidChange(userIds => tree.redraw(userIds)),
    watchList.onDidChange(() => {
      const found = search.current?.people ?? [];
      tree.redraw(new Set(found.map(({ userId }) => userId)));
    }),
  );
}
