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
import { createSearchView, type SearchView } from '../../../src/people/views/searchView';
import { createRowSources } from '../../../src/people/views/treeItems';
import type { WatchListData } from '../../../src/people/watch/watchListData';
import { addPeople, learnNames } from '../../../src/people/watch/watchListEdits';
import { PresenceStore } from '../../../src/presence/store';
import { settle } from '../../unit/account/support';
import { account, createKeep, persons, user } from '../../unit/people/support';
import { presence } from '../../unit/presence/fakeCircuit';
import { FakeViews } from '../fakeViews';

describe('A view', () => {
  let views: FakeViews;
  let store: PresenceStore;
  let lists: PeopleLists;
  /** The lists of another window. */
  let elsewhere: PeopleLists;
  let signedIn: Account | undefined;
  let accounts: Emitter<unknown>;
  let peopleView: PeopleView;
  let searchView: SearchView;
  let activity: { state: 'focused' | 'unfocused'; onDidChange: Event<void> };
  let windowChanged: Emitter<void>;
  let labels: Labels;
  let parts: DisposableStore;
  const me = user('me');

  beforeEach(() => {
    views = new FakeViews();
    store = new PresenceStore();
    signedIn = account();
    accounts = new Emitter();
    parts = new DisposableStore();
    const memory = createKeep();
    lists = createLists(memory, () => signedIn, parts);
    elsewhere = createLists(memory, () => signedIn, parts);
    const frame = { store, account: () => signedIn, onDidChangeAccount: accounts.event };
    const rows = { ...createRowSources({ store, ...lists }), explain: () => Promise.resolve('') };
    windowChanged = new Emitter();
    activity = { state: 'focused', onDidChange: windowChanged.event };
    peopleView = createPeopleView({ ...frame, ...lists, rows, activity }, parts);
    searchView = createSearchView({ ...frame, ...lists, rows }, parts);
    labels = new Labels(() => Promise.resolve([{ labelId: 'l', value: 'Bridges' }] as never));
    createLabelsView({ ...frame, labels }, parts);
    store.setConnection({ kind: 'online', me });
  });
  afterEach(() => {
    views.restore();
    [parts, labels, store].forEach(part => part.dispose());
  });

  const view = (id: string) => views.get(id);
  const rowsOf = (id: string) => views.rowsOf(id);
  const show = (id: string, visible: boolean) => views.show(id, visible);
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
    assert.equal(rowsOf('people').length, 3);
    assert.ok(await draws('people', () => come('a', { state: 'BUSY' })));
    assert.ok(await draws('people', () => come('a', { state: 'AWAY' })));
    assert.ok(await draws('people', () => lists.notices.add(notice('a'))));
    assert.ok(await draws('people', () => store.setConnection({ kind: 'signedOut' })));
    assert.deepEqual(rowsOf('people'), []);
    assert.ok(await draws('people', () => store.setConnection({ kind: 'online', me })));
    assert.equal(rowsOf('people').length, 3);
  });

  const own = { kind: 'own' };
  /** Who stands in the view of people, from the top. */
  const order = () =>
    rowsOf('people').map(row => {
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

  it('of people has the list of another window read when it is opened', async () => {
    let changes = 0;
    lists.watchList.onDidChange(() => changes++);
    await elsewhere.watchList.edit(watching => addPeople(watching, persons('a')).watching);
    show('people', false);
    assert.equal(changes, 0);
    show('people', true);
    assert.equal(changes, 1);
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

  it('of people is sorted when somebody or a group gets another place', async () => {
    const [one, two] = ['Bridges', 'Roads'].map((name, at) => ({ groupId: `g${at}`, name }));
    assert.ok(one && two);
    await lookAtTwo();
    const edit = (groups: WatchListData['groups'], groupId: string) =>
      lists.watchList.edit(({ people }) => ({
        groups,
        people: people.map(person => ({ ...person, groupId })),
      }));
    const inFirst = () => {
      const [, heading] = rowsOf('people');
      return views.rowsOf('people', heading).map(row => (row as { userId: string }).userId); // people alone
    };
    swap();
    await edit([one, two], one.groupId);
    assert.deepEqual(
      [order(), inFirst()],
      [
        ['own', 'section', 'section'],
        ['a', 'b'],
      ],
    );
    come('a', { state: 'OFFLINE' });
    come('b', { state: 'AVAILABLE' });
    assert.deepEqual(inFirst(), ['a', 'b']);
    await edit([one, { ...two, name: 'Tunnels' }], one.groupId);
    assert.deepEqual(inFirst(), ['a', 'b'], 'Another name is no other place.');
    await edit([two, one], one.groupId);
    const [, , heading] = rowsOf('people');
    const rows = views.rowsOf('people', heading).map(row => (row as { userId: string }).userId); // people alone
    assert.deepEqual(rows, ['b', 'a']);
  });

  it('of people says which menu entries fit a row', async () => {
    await watch('a');
    const contextOf = () => {
      const [, row] = rowsOf('people');
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
    assert.equal(rowsOf('search').length, 2);
    assert.ok(await draws('search', () => come('b', { state: 'BUSY' })));
    assert.ok(await draws('search', () => watch('a')));
    assert.ok(await draws('search', () => lists.notices.add(notice('b'))));
    assert.ok(await draws('search', () => lists.search.clear()));
    assert.deepEqual(rowsOf('search'), []);
  });

  it('of a search is drawn anew when it is old', () => {
    lists.search.show({ term: 'ada', people: persons('a') });
    come('a');
    const before = view('search').drawn;
    const reason = new NetworkError("Couldn't reach Circuit.", 'unreachable');
    store.setConnection({ kind: 'offline', reason, me });
    assert.equal(view('search').drawn, before + 1);
    assert.match(view('search').message ?? '', /^Couldn't reach Circuit\. Last checked:/);
  });

  it('gives the people that are selected, without headings and oneself', () => {
    const rows = [{ kind: 'own' }, { kind: 'section', sectionId: 's' }];
    for (const [id, { selection }] of [
      ['people', peopleView],
      ['search', searchView],
    ] as const) {
      assert.deepEqual(selection, []);
      view(id).selection = [...rows, { kind: 'person', userId: 'a' }];
    }
    assert.deepEqual([peopleView.selection, searchView.selection], [['a'], ['a']]);
  });

  it('of labels has a row for each, which a click opens, and no rows below', async () => {
    await labels.refresh();
    const [row] = rowsOf('labels');
    assert.deepEqual(views.rowsOf('labels', row), []);
    const item = view('labels').provider.getTreeItem(row) as vscode.TreeItem;
    assert.deepEqual(
      [item.label, item.id, item.contextValue, item.accessibilityInformation?.label],
      ['Bridges', 'label:l', 'label', 'Label Bridges'],
    );
    assert.equal(item.tooltip, 'Shows the conversations labeled Bridges in Circuit.');
    assert.deepEqual(
      [item.command?.command, item.command?.arguments],
      ['circuit.label.open', [row]],
    );
  });

  it('of labels says why they could not be loaded, and asks again when it is opened', async () => {
    let asked = 0;
    const failing = new Labels(() => {
      asked++;
      return Promise.reject(new NetworkError("Couldn't reach Circuit.", 'unreachable'));
    });
    const frame = { store, account: () => signedIn, onDidChangeAccount: accounts.event };
    createLabelsView({ ...frame, labels: failing }, parts);
    show('labels', true);
    await settle();
    assert.equal(view('labels').message, "Your labels couldn't be loaded. Couldn't reach Circuit.");
    show('labels', false);
    assert.equal(asked, 1);
    show('labels', true);
    assert.equal(asked, 2);
    await settle();
    failing.dispose();
  });

  it('of labels asks for those of another account while it is open', async () => {
    show('labels', true);
    await settle();
    assert.equal(labels.state.kind, 'known');
    labels.clear();
    assert.equal(labels.state.kind, 'asking');
    await settle();
    assert.equal(labels.state.kind, 'known');
  });

  it('of labels asks once Circuit is there, if it was open before', async () => {
    store.setConnection({ kind: 'connecting' });
    show('labels', true);
    assert.equal(labels.state.kind, 'notAsked');
    store.setConnection({ kind: 'online', me });
    assert.equal(labels.state.kind, 'asking');
    await settle();
  });

  it('of labels asks when it is seen, and shows what came', async () => {
    const kindNow = () => labels.state.kind;
    assert.equal(kindNow(), 'notAsked');
    show('labels', true);
    while (kindNow() !== 'known') {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    assert.equal(rowsOf('labels').length, 1);
    assert.match(view('labels').message ?? '', /Labels in Circuit mark conversations/);
    assert.ok(view('labels').drawn > 0);
  });

  it('of labels says what labels are also while they are asked for anew', async () => {
    const first = labels.refresh();
    assert.deepEqual([labels.state.kind, view('labels').message], ['asking', '']);
    await first;
    const again = labels.refresh();
    assert.equal(labels.state.kind, 'asking');
    assert.match(view('labels').message ?? '', /Labels in Circuit mark conversations/);
    await again;
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
