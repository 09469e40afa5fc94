import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../../base/event';
import type { NoticeList } from '../notices/noticeList';
import type { WatchList } from '../watch/watchList';
import type { WatchListData } from '../watch/watchListData';
import { PeopleTree, type TreeSources } from './peopleTree';
import type { Section } from './roster';
import { othersId, type TreeRow, userIdsOf } from './treeItems';
import { type Frame, frameView } from './viewFrame';

/** What the view of watched people shows and asks. */
export interface PeopleViewOptions extends Omit<
  Frame,
  'shownIds' | 'title' | 'message' | 'redraw'
> {
  readonly watchList: WatchList;
  readonly notices: NoticeList;
  readonly rows: Omit<TreeSources, 'sections'>;
}

/** The view `circuit.people`: everybody watched. */
export interface PeopleView extends Disposable {
  readonly selection: readonly string[];
  /** Puts available people first. Otherwise rows keep their places, also when presence changes. */
  sort(): void;
  /** Counts one more notice on the view's icon, until the view is looked at. */
  addBadge(): void;
}

export function createPeopleView(options: PeopleViewOptions): PeopleView {
  const { watchList, store } = options;
  const tree = new PeopleTree({
    ...options.rows,
    sections: () => (store.connection.kind === 'signedOut' ? [] : sectionsOf(watchList.watching)),
  });
  const view = vscode.window.createTreeView('circuit.people', {
    treeDataProvider: tree,
    canSelectMany: true,
  });
  const frame = frameView(view, {
    ...options,
    shownIds: () => watchList.userIds,
    redraw: () => tree.rebuild(),
  });
  const following = disposeAll(view, tree, frame, keepCurrent(view, tree, options));
  let notices = 0;
  const seen = view.onDidChangeVisibility(() => {
    notices = 0;
    view.badge = undefined;
  });
  return {
    get selection() {
      return userIdsOf(view.selection);
    },
    sort: () => void tree.sort(),
    addBadge: () => {
      notices += view.visible ? 0 : 1;
      view.badge = badgeFor(notices);
    },
    dispose: () => disposeAll(following, seen).dispose(),
  };
}

/** Follows the list and the presence of those on it. Sorts when the view is opened. */
function keepCurrent(
  view: vscode.TreeView<TreeRow>,
  tree: PeopleTree,
  { watchList, notices, store }: PeopleViewOptions,
): Disposable {
  const isAnyKnown = () => watchList.userIds.some(userId => store.get(userId) !== undefined);
  let wasKnown = false;
  const isSignedOut = () => store.connection.kind === 'signedOut';
  let wasSignedOut = isSignedOut();
  return disposeAll(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) {
        watchList.reload();
        tree.sort();
      }
    }),
    watchList.onDidChange(() => tree.rebuild()),
    notices.onDidChange(userIds => tree.redraw(userIds)),
    store.onDidChangeConnection(() => {
      if (isSignedOut() !== wasSignedOut) {
        wasSignedOut = !wasSignedOut;
        wasKnown = false;
        tree.rebuild();
      }
    }),
    store.onDidChange(userIds => {
      // What is not known cannot be sorted: the first answer belongs to the opening of the view.
      const isFirst = !wasKnown && isAnyKnown();
      wasKnown ||= isFirst;
      if (!(isFirst && tree.sort())) {
        tree.redraw(userIds);
      }
    }),
  );
}

function badgeFor(notices: number): vscode.ViewBadge | undefined {
  return notices > 0
    ? { value: notices, tooltip: vscode.l10n.t('Somebody you waited for is available.') }
    : undefined;
}

/** Flat while there is no group; then a heading each, and one for those without. */
export function sectionsOf({ people, groups }: WatchListData): readonly Section[] {
  const others = people.filter(({ groupId }) => groupId === undefined);
  if (groups.length === 0) {
    return [{ sectionId: othersId, people: others }];
  }
  const sections = groups.map(({ groupId, name }) => ({
    sectionId: groupId,
    name,
    people: people.filter(person => person.groupId === groupId),
  }));
  const rest = { sectionId: othersId, name: vscode.l10n.t('No Group'), people: others };
  return others.length > 0 ? [...sections, rest] : sections;
}
