import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NetworkError } from '../../../src/circuit/errors';
import { createRepositoryView } from '../../../src/code/repositoryView';
import { watchPeople } from '../../../src/people/watch/commands';
import { persons } from '../../unit/people/support';
import { me, presence } from '../../unit/presence/fakeCircuit';
import { FakeViews } from '../fakeViews';
import { contribution, FakeContext, told } from './fakeContext';
import { createWorld, until, type World } from './world';

const setContext = (key: string, value: unknown) =>
  vscode.commands.executeCommand('setContext', key, value);

describe('The view This Repository', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ isAllowed: true });
    const at = new Date().toISOString();
    world.repository.commit({ ...world.author(1), at }, { 'a.ts': '1' });
    world.repository.commit({ ...world.author(2), at }, { 'a.ts': '2' });
    await setContext('circuit.connection', 'online');
  });
  afterEach(async () => {
    await setContext('circuit.connection', 'signedOut');
    await vscode.commands.executeCommand('workbench.view.explorer');
    await world.dispose();
  });

  const shown = () => [...world.interest.ids].sort();
  const authors = () => [world.author(1).userId, world.author(2).userId].sort();

  it('asks nobody for anything until it is seen, and then for all at once', async () => {
    assert.deepEqual([world.lookUps(), shown()], [0, []]);
    const rounds = world.sandbox.requests.count('GET', '/rest/v2/users/presence');
    await vscode.commands.executeCommand('circuit.repository.focus');
    await until(() => (shown().length === 2 ? true : undefined));
    await until(() => world.store.get(world.author(1).userId));
    assert.deepEqual(shown(), authors());
    assert.equal(world.lookUps(), 1);
    assert.equal(world.sandbox.requests.count('GET', '/rest/v2/users/presence'), rounds + 1);
  });

  it('has nobody asked for any more once it is hidden or switched off', async () => {
    await vscode.commands.executeCommand('circuit.repository.focus');
    await until(() => (shown().length === 2 ? true : undefined));
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until(() => (shown().length === 0 ? true : undefined));
    await vscode.commands.executeCommand('circuit.repository.focus');
    await until(() => (shown().length === 2 ? true : undefined));
    await world.run('stopAskingAboutCode');
    assert.deepEqual(shown(), []);
    assert.equal(world.lookUps(), 1);
  });
});

describe('What the view This Repository shows', () => {
  const [ada, bob] = ['ada@company.example', 'bob@company.example'];
  const folder = vscode.Uri.file('/repository');
  const folders = Object.getOwnPropertyDescriptor(vscode.workspace, 'workspaceFolders') ?? {};
  let fake: FakeContext;
  let views: FakeViews;
  let repositoryView: ReturnType<typeof createRepositoryView>;
  beforeEach(() => {
    fake = new FakeContext();
    views = new FakeViews();
    Object.defineProperty(vscode.workspace, 'workspaceFolders', {
      configurable: true,
      get: () => [{ uri: folder, index: 0, name: 'repository' }],
    });
    fake.answer = ({ question }) =>
      question === 'root'
        ? { kind: 'told', told: folder }
        : told([contribution(ada), contribution(bob)]);
    repositoryView = createRepositoryView(fake.context, fake.parts);
  });
  afterEach(() => {
    views.restore();
    Object.defineProperty(vscode.workspace, 'workspaceFolders', folders);
    fake.dispose();
  });

  const view = () => views.get('repository');
  const item = (row: unknown) => view().provider.getTreeItem(row) as vscode.TreeItem;
  const headings = () =>
    views.rowsOf('repository').map(row => [item(row).label, item(row).description]);
  const come = (userId: string, state: 'AVAILABLE' | 'BUSY' | 'AWAY') =>
    fake.store.applyPoll(fake.store.beginPoll(), [presence(userId, { state })]);
  /** Waits until those of this code are known and asked for. */
  const untilFound = () => until(() => (fake.interest.ids.length === 2 ? true : undefined));
  const searches = () => fake.asked.filter(({ question }) => question === 'authors').length;

  it('is drawn anew with those that were found, or with why there is nobody', async () => {
    await repositoryView.reload();
    assert.equal(view().drawn, 1);
    assert.equal(view().message, '');
    fake.answer = () => ({ kind: 'untold', why: 'noGit' });
    await repositoryView.reload();
    assert.equal(view().drawn, 2);
    assert.match(view().message ?? '', /^Git isn't used .+ No authors or owners were found\.$/);
  });

  it('stands under how well somebody can be reached, and moves only with that', async () => {
    await repositoryView.reload();
    come('ada', 'BUSY');
    come('bob', 'AVAILABLE');
    assert.deepEqual(headings(), [
      ['Available', '1'],
      ['Busy or Away', '1'],
    ]);
    come('ada', 'AWAY');
    const rows = view().drawnRows as { userId: string }[]; // rows of people
    assert.deepEqual(
      rows.map(({ userId }) => userId),
      ['ada'],
    );
    come('ada', 'AVAILABLE');
    assert.equal(view().drawnRows, undefined);
    assert.deepEqual(headings(), [['Available', '2']]);
    const drawn = view().drawn;
    come('somebody', 'BUSY');
    assert.equal(view().drawn, drawn);
  });

  it('follows the watch list and the notices', async () => {
    await repositoryView.reload();
    come('ada', 'BUSY');
    const drawn = view().drawn;
    await watchPeople(persons('ada'), fake.context.lists.watchList);
    assert.equal(view().drawn, drawn + 1);
    await fake.context.lists.notices.add({
      ...{ noticeId: 'n', condition: 'available', people: persons('ada') },
      expiresAt: Date.now() + 60_000,
    });
    assert.equal(view().drawn, drawn + 2);
    const people = views.rowsOf('repository').flatMap(row => views.rowsOf('repository', row));
    assert.deepEqual(
      people.map(row => item(row).contextValue),
      ['person.watched.awaited', 'person.found'],
    );
  });

  it('says why somebody is there and how they are when the pointer rests on them', async () => {
    await repositoryView.reload();
    come('ada', 'BUSY');
    come('bob', 'BUSY');
    const [heading] = views.rowsOf('repository');
    const [row] = views.rowsOf('repository', heading);
    const tooltip = await views.tooltipOf('repository', row);
    assert.match(tooltip, /^About half of .+\nName: .*Name of ada/);
    assert.match(tooltip, /Presence: .*Busy/);
  });

  it('is drawn anew when it is old', async () => {
    await repositoryView.reload();
    come('ada', 'BUSY');
    const drawn = view().drawn;
    const reason = new NetworkError("Couldn't reach Circuit.", 'unreachable');
    fake.store.setConnection({ kind: 'offline', reason, me });
    assert.equal(view().drawn, drawn + 1);
    assert.match(view().message ?? '', /^Couldn't reach Circuit\. Last checked:/);
  });

  it('is asked for once somebody is signed in, and no more with each poll', async () => {
    fake.store.setConnection({ kind: 'signedOut' });
    views.show('repository', true);
    assert.equal(searches(), 0);
    fake.store.setConnection({ kind: 'online', me });
    await untilFound();
    assert.equal(searches(), 1);
    let holds = 0;
    fake.interest.hold = () => {
      holds++;
      return { dispose() {} };
    };
    fake.store.setConnection({ kind: 'online', me });
    assert.deepEqual([searches(), holds], [1, 0]);
    fake.store.setConnection({ kind: 'signedOut' });
    assert.deepEqual(fake.interest.ids, []);
  });

  it('is found anew once git can be reached, or where consent is given or taken', async () => {
    views.show('repository', true);
    await untilFound();
    for (const changed of [fake.reached, fake.consentChanged]) {
      const before = searches();
      changed.fire();
      assert.deepEqual([views.rowsOf('repository'), fake.interest.ids], [[], []]);
      await untilFound();
      assert.equal(searches(), before + 1);
      assert.notDeepEqual(views.rowsOf('repository'), []);
    }
  });

  it('has nobody asked for any more once it is over', async () => {
    views.show('repository', true);
    await untilFound();
    fake.parts.dispose();
    assert.deepEqual(fake.interest.ids, []);
    const drawn = view().drawn;
    come('ada', 'AVAILABLE');
    assert.equal(view().drawn, drawn);
  });

  it('gives the people that are selected, without headings', () => {
    view().selection = [
      { kind: 'section', sectionId: 'now' },
      { kind: 'person', userId: 'ada' },
    ];
    assert.deepEqual(repositoryView.selection, ['ada']);
  });
});
