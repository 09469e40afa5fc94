import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/account/account';
import { DisposableStore } from '../../../src/base/disposables';
import { Emitter, type Event } from '../../../src/base/event';
import { NetworkError } from '../../../src/circuit/errors';
import { createLists, type PeopleLists } from '../../../src/people/lists';
import { Labels } from '../../../src/people/views/labels';
import { createLabelsView } from '../../../src/people/views/labelsView';
import { createPeopleView, type PeopleView } from '../../../src/people/views/peopleView';
import { createSearchView } from '../../../src/people/views/searchView';
import { createRowSources } from '../../../src/people/views/treeItems';
import { addPeople, learnNames } from '../../../src/people/watch/watchListEdits';
import { PresenceStore } from '../../../src/presence/store';
import { account, createKeep, persons, user } from '../../unit/people/support';
import { presence } from '../../unit/presence/fakeCircuit';

/** What the extension made of a view of VS Code's, and what VS Code would tell it. */
interface FakeView {
  readonly provider: vscode.TreeDataProvider<unknown>;
  readonly visibility: Emitter<{ visible: boolean }>;
  /** How often rows, or everything, were to be drawn anew. */
  drawn: number;
  visible: boolean;
  badge?: vscode.ViewBadge;
  message?: string;
  description?: string;
}

describe('A view', () => {
  const { createTreeView } = vscode.window;
  let views: Map<string, FakeView>;
  let store: PresenceStore;
  let lists: PeopleLists;
  let signedIn: Account | undefined;
  let accounts: Emitter<unknown>;
  let peopleView: PeopleView;
  let activity: { state: 'focused' | 'unfocused'; onDidChange: Event<void> };
  let windowChanged: Emitter<void>;
  let labels: Labels;
  let parts: DisposableStore;
  const me = user('me');

  beforeEach(() => {
    views = new Map();
    vscode.window.createTreeView = <T>(id: string, options: vscode.TreeViewOptions<T>) =>
      makeView(id, options) as unknown as vscode.TreeView<T>; // what the views use of one
    store = new PresenceStore();
    signedIn = account();
    accounts = new Emitter();
    parts = new DisposableStore();
    lists = createLists(createKeep(), () => signedIn, parts);
    const frame = { store, account: () => signedIn, onDidChangeAccount: accounts.event };
    const rows = { ...createRowSources({ store, ...lists }), explain: () => Promise.resolve('') };
    windowChanged = new Emitter();
    activity = { state: 'focused', onDidChange: windowChanged.event };
    peopleView = createPeopleView({ ...frame, ...lists, rows, activity }, parts);
    createSearchView({ ...frame, ...lists, rows }, parts);
    labels = new Labels(() => Promise.resolve([{ labelId: 'l', value: 'Bridges' }] as never));
    createLabelsView({ ...frame, labels }, parts);
    store.setConnection({ kind: 'online', me });
  });
  afterEach(() => {
    vscode.window.createTreeView = createTreeView;
    [parts, labels, store].forEach(part => part.dispose());
  });

  function makeView<T>(id: string, { treeDataProvider }: vscode.TreeViewOptions<T>) {
    const visibility = new Emitter<{ visible: boolean }>();
    const view: FakeView & Record<string, unknown> = {
      provider: treeDataProvider,
      visibility,
      drawn: 0,
      visible: false,
      selection: [],
      onDidChangeVisibility: visibility.event,
      dispose: () => visibility.dispose(),
    };
    treeDataProvider.onDidChangeTreeData?.(() => view.drawn++);
    views.set(id, view);
    return view;
  }

  const view = (id: string): FakeView => {
    const found = views.get(`circuit.${id}`);
    assert.ok(found);
    return found;
  };
  const rowsOf = ({ provider }: FakeView) => provider.getChildren() as unknown[];
  const show = (id: string, visible: boolean) => {
    view(id).visible = visible;
    view(id).visibility.fire({ visible });
  };
  const watch = (...userIds: string[]) =>
    lists.watchList.edit(watching => addPeople(watching, persons(...userIds)).watching);
  const notice = (userId: string) => ({
    noticeId: 'n',
    condition: 'available' as const,
    people: persons(userId),
    expiresAt: Date.now() + 60_000,
  });
  const come = (userId: string, changes: Parameters<typeof presence>[1] = {}) =>
    store.applyPoll(store.beginPoll(), [presence(userId, changes)]);

  /** Whether `happen` made the view draw. */
  async function draws(id: string, happen: () => unknown): Promise<boolean> {
    const before = view(id).drawn;
    await happen();
    return view(id).drawn > before;
  }

  it('of people follows the watch list, presence, notices and the connection', async () => {
    assert.ok(await draws('people', () => watch('a', 'b')));
    assert.equal(rowsOf(view('people')).length, 3);
    assert.ok(await draws('people', () => come('a', { state: 'BUSY' })));
    assert.ok(await draws('people', () => come('a', { state: 'AWAY' })));
    assert.ok(await draws('people', () => lists.notices.add(notice('a'))));
    assert.ok(await draws('people', () => store.setConnection({ kind: 'signedOut' })));
    assert.deepEqual(rowsOf(view('people')), []);
    assert.ok(await draws('people', () => store.setConnection({ kind: 'online', me })));
    assert.equal(rowsOf(view('people')).length, 3);
  });

  const own = { kind: 'own' };
  /** Who stands in the view of people, from the top. */
  const order = () =>
    rowsOf(view('people')).map(row => {
      const { kind, userId } = row as { kind: string; userId?: string }; // a TreeRow
      return userId ?? kind;
    });
  const setFocus = (state: 'focused' | 'unfocused') => {
    activity.state = state;
    windowChanged.fire();
  };
  /** `a` is offline and below, `b` available and above; somebody looks at them. */
  const lookAtTwo = async () => {
    await watch('a', 'b');
    come('a', { state: 'OFFLINE' });
    come('b', { state: 'AVAILABLE' });
    show('people', true);
    assert.deepEqual(order(), ['own', 'b', 'a']);
  };
  const swap = () => {
    come('a', { state: 'AVAILABLE' });
    come('b', { state: 'OFFLINE' });
  };

  it('of people keeps its rows in place while somebody looks, also when focus comes back', async () => {
    await lookAtTwo();
    swap();
    assert.deepEqual(order(), ['own', 'b', 'a']);
    setFocus('focused');
    assert.deepEqual(order(), ['own', 'b', 'a']);
  });

  it('of people is sorted when it is opened', async () => {
    await lookAtTwo();
    swap();
    show('people', false);
    assert.ok(await draws('people', () => show('people', true)));
    assert.deepEqual(order(), ['own', 'a', 'b']);
  });

  it('of people is sorted on request', async () => {
    await lookAtTwo();
    swap();
    peopleView.sort();
    assert.deepEqual(order(), ['own', 'a', 'b']);
  });

  it('of people is sorted once nobody looks at the window, and with each change until then', async () => {
    await lookAtTwo();
    swap();
    setFocus('unfocused');
    assert.deepEqual(order(), ['own', 'a', 'b']);
    come('b', { state: 'AVAILABLE' });
    come('a', { state: 'BUSY' });
    assert.deepEqual(order(), ['own', 'b', 'a']);
  });

  it('of people is sorted when the person edits the list, and when an answer about new people comes', async () => {
    await lookAtTwo();
    swap();
    await watch('c');
    assert.deepEqual(order(), ['own', 'a', 'c', 'b']);
    come('c', { state: 'AVAILABLE' });
    assert.deepEqual(order(), ['own', 'a', 'c', 'b']);
    come('a', { state: 'DND' });
    assert.deepEqual(order(), ['own', 'a', 'c', 'b']);
  });

  it('of people moves nobody when only a name is learned', async () => {
    await lookAtTwo();
    swap();
    const learned = [{ userId: 'a', displayName: 'Ada' }];
    await lists.watchList.edit(watching => learnNames(watching, learned));
    assert.deepEqual(order(), ['own', 'b', 'a']);
  });

  it('of people has one’s own row on top, with what is being set, and nothing while it is empty', async () => {
    assert.deepEqual(order(), []);
    await watch('a');
    const tree = view('people').provider;
    const row = () => tree.getTreeItem(own) as vscode.TreeItem;
    come('me', { state: 'BUSY' });
    assert.deepEqual(order(), ['own', 'a']);
    assert.equal(row().label, `${me.displayName} (you)`);
    assert.equal(row().description, 'Busy');
    assert.equal(row().command?.command, 'circuit.setStatus');
    assert.ok(
      await draws('people', () => store.beginSet({ state: 'AVAILABLE', statusMessage: '' })),
    );
    assert.equal(row().description, 'Available…');
    store.setConnection({ kind: 'signedOut' });
    assert.deepEqual(order(), []);
  });

  it('of people says which menu entries fit a row', async () => {
    await watch('a');
    const contextOf = () => {
      const [, row] = rowsOf(view('people'));
      return (view('people').provider.getTreeItem(row) as vscode.TreeItem).contextValue;
    };
    come('a', { state: 'BUSY' });
    assert.equal(contextOf(), 'person.watched');
    come('a', { state: 'AVAILABLE' });
    assert.equal(contextOf(), 'person.watched.available');
    await lists.notices.add(notice('a'));
    assert.equal(contextOf(), 'person.watched.available.awaited');
    const reason = new NetworkError('gone', 'unreachable');
    store.setConnection({ kind: 'offline', reason, me });
    assert.equal(contextOf(), 'person.watched.awaited');
  });

  it('of people says why it is old, and is of the demo when that is on', async () => {
    await watch('a');
    come('a');
    assert.equal(view('people').message, '');
    const reason = new NetworkError("Couldn't reach Circuit.", 'unreachable');
    store.setConnection({ kind: 'offline', reason, me });
    assert.match(view('people').message ?? '', /^Couldn't reach Circuit\. Last checked:/);
    store.setConnection({ kind: 'online', me });
    assert.equal(view('people').message, '');
    signedIn = account({ kind: 'demo' });
    accounts.fire(undefined);
    assert.equal(view('people').description, 'Demo');
  });

  it('of people looks each minute whether it is old, while it is seen', async () => {
    const { setInterval: every, clearInterval: clear } = globalThis;
    const running = new Map<number, () => void>();
    let last = 0;
    Object.assign(globalThis, {
      setInterval: (tick: () => void, ms: number) => {
        assert.equal(ms, 60_000);
        running.set(++last, tick);
        return last;
      },
      clearInterval: (timer: number) => running.delete(timer),
    });
    const { now } = Date;
    try {
      await watch('a');
      come('a');
      show('labels', true);
      assert.equal(running.size, 0, 'Nothing in that view grows old.');
      show('people', true);
      assert.equal(running.size, 1);
      Date.now = () => now() + 3_600_000;
      assert.ok(await draws('people', () => running.forEach(tick => tick())));
      assert.match(view('people').message ?? '', /^Last checked:/);
      show('people', true);
      assert.equal(running.size, 1);
      show('people', false);
      assert.equal(running.size, 0);
      show('people', true);
      parts.dispose();
      assert.equal(running.size, 0);
    } finally {
      Date.now = now;
      Object.assign(globalThis, { setInterval: every, clearInterval: clear });
    }
  });

  it('of people counts each notice once on its icon, until it is looked at', () => {
    for (const count of [1, 2, 3]) {
      peopleView.addBadge();
      assert.equal(view('people').badge?.value, count);
    }
    show('people', true);
    assert.equal(view('people').badge, undefined);
    peopleView.addBadge();
    assert.equal(view('people').badge, undefined);
    show('people', false);
    peopleView.addBadge();
    assert.equal(view('people').badge?.value, 1);
  });

  it('of a search follows the search, presence, notices and the watch list', async () => {
    const search = { term: 'ada', people: persons('a', 'b') };
    assert.ok(await draws('search', () => lists.search.show(search)));
    assert.equal(view('search').description, 'ada');
    signedIn = account({ kind: 'demo' });
    accounts.fire(undefined);
    assert.equal(view('search').description, 'Demo – ada');
    assert.equal(rowsOf(view('search')).length, 2);
    assert.ok(await draws('search', () => come('b', { state: 'BUSY' })));
    assert.ok(await draws('search', () => watch('a')));
    assert.ok(await draws('search', () => lists.notices.add(notice('b'))));
    assert.ok(await draws('search', () => lists.search.clear()));
    assert.deepEqual(rowsOf(view('search')), []);
  });

  it('of labels asks when it is seen, and shows what came', async () => {
    const kindNow = () => labels.state.kind;
    assert.equal(kindNow(), 'notAsked');
    show('labels', true);
    while (kindNow() !== 'known') {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    assert.equal(rowsOf(view('labels')).length, 1);
    assert.match(view('labels').message ?? '', /Labels in Circuit mark conversations/);
    assert.ok(view('labels').drawn > 0);
  });

  it('of labels says that there are none', async () => {
    labels.dispose();
    const none = new Labels(() => Promise.resolve([] as never));
    const frame = { store, account: () => signedIn, onDidChangeAccount: accounts.event };
    createLabelsView({ ...frame, labels: none }, parts);
    show('labels', true);
    while (none.state.kind !== 'known') {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    assert.equal(view('labels').message, 'You have no labels in Circuit.');
    none.dispose();
  });

  it('of labels asks nothing and says nothing once somebody signed out', async () => {
    show('labels', true);
    while (labels.state.kind !== 'known') {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    signedIn = undefined;
    labels.clear();
    accounts.fire(undefined);
    assert.equal(labels.state.kind, 'notAsked');
    store.setConnection({ kind: 'signedOut' });
    assert.equal(view('labels').message, '');
  });

  it('follows nothing any more once it is disposed', async () => {
    await watch('a');
    lists.search.show({ term: 'x', people: persons('a') });
    parts.dispose();
    const before = ['people', 'search'].map(id => view(id).drawn);
    come('a', { state: 'BUSY' });
    store.setConnection({ kind: 'signedOut' });
    accounts.fire(undefined);
    assert.deepEqual(
      ['people', 'search'].map(id => view(id).drawn),
      before,
    );
  });
});
