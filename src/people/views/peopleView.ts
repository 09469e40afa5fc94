import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import type { Activity } from '../../base/windowActivity';
import type { NoticeList } from '../notices/noticeList';
import type { WatchList } from '../watch/watchList';
import type { WatchListData } from '../watch/watchListData';
import { dragPeople } from './dragPeople';
import { PeopleTree } from './peopleTree';
import type { Section } from './roster';
import { Sorting } from './sorting';
import { othersId, type OwnRow, type TreeRow, type TreeSources, userIdsOf } from './treeItems';
import { type Frame, frameView } from './viewFrame';

/** What the view of watched people shows and asks. */
export interface PeopleViewOptions extends Omit<
  Frame,
  'shownIds' | 'title' | 'message' | 'redraw'
> {
  readonly watchList: WatchList;
  readonly notices: NoticeList;
  readonly rows: Omit<TreeSources, 'own' | 'sections'>;
  readonly activity: Pick<Activity, 'state' | 'onDidChange'>;
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
      own: () => ownRow(options),
      sections: () => (store.connection.kind === 'signedOut' ? [] : sectionsOf(watchList.watching)),
    }),
  );
  const view = parts.add(
    vscode.window.createTreeView('circuit.people', {
      treeDataProvider: tree,
      dragAndDropController: dragPeople(tree),
      canSelectMany: true,
    }),
  );
  frameView(
    view,
    { ...options, shownIds: () => watchList.userIds, redraw: () => tree.rebuild() },
    parts,
  );
  const sorting = new Sorting({
    userIds: () => watchList.userIds,
    isKnown: userId => store.get(userId) !== undefined,
    isLookedAt: () => view.visible && options.activity.state === 'focused',
    sort: () => tree.sort(),
  });
  followLists(view, tree, sorting, options, parts);
  return {
    get selection() {
      return userIdsOf(view.selection);
    },
    sort: () => void sorting.sort(),
    addBadge: createBadge(view, parts),
  };
}

/** Counts on the view's icon while nobody looks at the view. */
function createBadge(view: vscode.TreeView<TreeRow>, parts: DisposableStore): () => void {
  let notices = 0;
  parts.add(
    view.onDidChangeVisibility(() => {
      notices = 0;
      view.badge = undefined;
    }),
  );
  return () => {
    notices += view.visible ? 0 : 1;
    view.badge = badgeFor(notices);
  };
}

/** Nobody's while nobody is watched: the view then says how to begin. */
function ownRow({ store, watchList }: PeopleViewOptions): OwnRow | undefined {
  const me = 'me' in store.connection ? store.connection.me : undefined;
  const { people, groups } = watchList.watching;
  return me && people.length + groups.length > 0 ? { me, state: store.own } : undefined;
}

/** Follows the list and the presence of those on it. Rows move when `sorting` lets them. */
function followLists(
  view: vscode.TreeView<TreeRow>,
  tree: PeopleTree,
  sorting: Sorting,
  { watchList, notices, store, activity }: PeopleViewOptions,
  parts: DisposableStore,
): void {
  const rebuild = () => {
    tree.rebuild();
    sorting.sort();
  };
  const hasOtherPlaces = differs(() => placesIn(watchList.watching));
  const isOtherPerson = differs(() => [store.connection.kind === 'signedOut', store.ownId]);
  parts.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) {
        watchList.reload();
        sorting.sort();
      }
    }),
  );
  parts.add(activity.onDidChange(() => sorting.follow([])));
  parts.add(watchList.onDidChange(() => (hasOtherPlaces() ? rebuild() : tree.rebuild())));
  parts.add(notices.onDidChange(userIds => tree.redraw(userIds)));
  parts.add(store.onDidChangeConnection(() => isOtherPerson() && rebuild()));
  parts.add(
    store.onDidChange(userIds => {
      if (!sorting.follow(userIds)) {
        tree.redraw(userIds);
      }
    }),
  );
}

function badgeFor(notices: number): vscode.ViewBadge | undefined {
  return notices > 0
    ? { value: notices, tooltip: vscode.l10n.t("Someone you're waiting for is available.") }
    : undefined;
}

/** Tells whether `read` gives something else than the last time. */
function differs(read: () => unknown): () => boolean {
  let last = JSON.stringify(read());
  return () => {
    const before = last;
    last = JSON.stringify(read());
    return last !== before;
  };
}

/** Who is in which group. Another name is no other place: names are learned while somebody looks. */
function placesIn({ people, groups }: WatchListData): unknown {
  return [people.map(({ userId, groupId }) => [userId, groupId]), groups.map(g => g.groupId)];
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
