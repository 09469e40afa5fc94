import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import type { NoticeList } from '../notices/noticeList';
import type { WatchList } from '../watch/watchList';
import type { WatchListData } from '../watch/watchListData';
import { PeopleTree } from './peopleTree';
import type { Section } from './roster';
import { othersId, type TreeRow, type TreeSources, userIdsOf } from './treeItems';
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
export interface PeopleView {
  readonly selection: readonly string[];
  /** Puts available people first. Otherwise rows keep their places, also when presence changes. */
  sort(): void;
  /** Counts one more notice on the view's icon, until the view is looked at. */
  addBadge(): void;
}

export function createPeopleView(options: PeopleViewOptions, parts: DisposableStore): PeopleView {
  const { watchList, store } = options;
  const tree = parts.add(
    new PeopleTree({
      ...options.rows,
      sections: () => (store.connection.kind === 'signedOut' ? [] : sectionsOf(watchList.watching)),
    }),
  );
  const view = parts.add(
    vscode.window.createTreeView('circuit.people', { treeDataProvider: tree, canSelectMany: true }),
  );
  frameView(
    view,
    { ...options, shownIds: () => watchList.userIds, redraw: () => tree.rebuild() },
    parts,
  );
  followLists(view, tree, options, parts);
  let notices = 0;
  parts.add(
    view.onDidChangeVisibility(() => {
      notices = 0;
      view.badge = undefined;
    }),
  );
  return {
    get selection() {
      return userIdsOf(view.selection);
    },
    sort: () => void tree.sort(),
    addBadge: () => {
      notices += view.visible ? 0 : 1;
      view.badge = badgeFor(notices);
    },
  };
}

/** Follows the list and the presence of those on it. Sorts when the view is opened. */
function followLists(
  view: vscode.TreeView<TreeRow>,
  tree: PeopleTree,
  { watchList, notices, store }: PeopleViewOptions,
  parts: DisposableStore,
): void {
  const isAnyKnown = () => watchList.userIds.some(userId => store.get(userId) !== undefined);
  let wasKnown = false;
  const isSignedOut = () => store.connection.kind === 'signedOut';
  let wasSignedOut = isSignedOut();
  parts.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) {
        watchList.reload();
        tree.sort();
      }
    }),
  );
  parts.add(watchList.onDidChange(() => tree.rebuild()));
  parts.add(notices.onDidChange(userIds => tree.redraw(userIds)));
  parts.add(
    store.onDidChangeConnection(() => {
      if (isSignedOut() !== wasSignedOut) {
        wasSignedOut = !wasSignedOut;
        wasKnown = false;
        tree.rebuild();
      }
    }),
  );
  parts.add(
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
