import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Transport } from '../../../src/circuit/transport';
import type { SearchItem } from '../../../src/people/search/searchItems';
import { pickFromSearch, type SearchChoice } from '../../../src/people/search/searchPick';
import { watchPeople } from '../../../src/people/watch/commands';
import { presence } from '../../unit/presence/fakeCircuit';
import { fakePicks } from '../fakePick';
import { createWorld, type World } from './world';

/** Waits until `check` holds; the test's own deadline ends it. */
async function until(check: () => boolean): Promise<void> {
  while (!check()) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('A row of the live search', () => {
  const { executeCommand } = vscode.commands;
  let world: World;
  let picks: ReturnType<typeof fakePicks>;
  let ran: unknown[][];
  beforeEach(async () => {
    world = await createWorld();
    picks = fakePicks();
    ran = [];
    Object.assign(vscode.commands, {
      executeCommand: (...args: unknown[]) => Promise.resolve(void ran.push(args)),
    });
  });
  afterEach(() => {
    picks.restore();
    Object.assign(vscode.commands, { executeCommand });
    world.dispose();
  });

  it('has buttons that do at once what they say, for whom it is of', async () => {
    const { poller, store, directory, watchList } = world.parts;
    const [, person] = world.sandbox.company.people;
    assert.ok(person);
    const { userId, displayName, emailAddress } = person.user;
    const choice = pickFromSearch({
      ...{ title: 'Search', isDemo: false, store, directory, wantPresence() {} },
      ask: request => poller.ask(request),
      isWatched: id => watchList.has(id),
      onDidChangeWatched: watchList.onDidChange,
    });
    const [pick] = picks.made;
    assert.ok(pick);
    assert.equal(pick.title, 'Search');
    pick.value = emailAddress;
    await until(() => pick.labels.length > 0);
    const tooltips = () => pick.row(displayName).buttons?.map(({ tooltip }) => tooltip);
    const always = ['Open in Circuit', 'Copy Email Address'];
    assert.deepEqual(tooltips(), ['Watch', ...always, 'Notify Me When Available…']);
    store.applyPoll(store.beginPoll(), [presence(userId, { state: 'AVAILABLE' })]);
    assert.deepEqual(tooltips(), ['Watch', ...always]);
    pick.press(displayName, 'Copy Email Address');
    assert.deepEqual(ran, [['circuit.person.copyEmail', userId]]);
    await watchPeople([person.user], watchList);
    assert.equal(tooltips()?.[0], 'Stop Watching');
    assert.ok(pick.isShown);
    pick.choose(displayName);
    assert.equal((await choice)?.chosen, userId);
    const { items } = pick;
    await watchList.edit(watching => ({ ...watching, people: [] }));
    assert.equal(pick.items, items, 'What is closed is drawn no more.');
  });
});

describe('The rows of the live search', () => {
  it('stay the one that somebody moved to while presence comes', async () => {
    const world = await createWorld();
    const picks = fakePicks();
    const { poller, store, directory, watchList } = world.parts;
    const choice = pickFromSearch({
      ...{ title: 'Search', isDemo: false, store, directory, wantPresence() {} },
      ask: request => poller.ask(request),
      isWatched: id => watchList.has(id),
      onDidChangeWatched: watchList.onDidChange,
    });
    const [pick] = picks.made;
    assert.ok(pick);
    pick.value = 'a';
    await until(() => pick.labels.length > 2);
    const [first = '', second = ''] = pick.labels;
    const active = () => pick.activeItems.map(({ label }) => label);
    const come = () => store.applyPoll(store.beginPoll(), [presence('a', { state: 'BUSY' })]);
    come();
    assert.deepEqual(active(), [first]);
    pick.activeItems = [pick.row(second)];
    come();
    assert.deepEqual(active(), [second]);
    pick.hide();
    assert.equal(await choice, undefined);
    picks.restore();
    world.dispose();
  });
});

describe('The live search', () => {
  let world: World;
  let pick: vscode.QuickPick<SearchItem>;
  let choice: Promise<SearchChoice | undefined>;
  let wanted: (readonly string[])[];
  /** Everything that was asked of Circuit, answered or not. */
  let asked: Promise<unknown>[];
  const { createQuickPick } = vscode.window;

  beforeEach(async () => {
    world = await createWorld();
    wanted = [];
    asked = [];
    // The pick is VS Code's own; this only keeps hold of it, to type into it.
    vscode.window.createQuickPick = <T extends vscode.QuickPickItem>() => {
      const created = createQuickPick<T>();
      pick = created as unknown as typeof pick; // the search makes one kind of pick only
      return created;
    };
    const { poller, store, directory, watchList } = world.parts;
    choice = pickFromSearch({
      ask: request => {
        const answer = poller.ask(request);
        asked.push(answer);
        return answer;
      },
      title: 'Search',
      isDemo: true,
      store,
      directory,
      isWatched: userId => watchList.has(userId),
      onDidChangeWatched: watchList.onDidChange,
      wantPresence: userIds => {
        wanted.push(userIds);
        world.parts.search.look(userIds);
        poller.poke();
      },
    });
  });
  afterEach(async () => {
    vscode.window.createQuickPick = createQuickPick;
    pick.hide();
    await choice;
    world.dispose();
  });

  const people = () => world.sandbox.company.people.map(({ user }) => user);
  const labels = () => pick.items.map(({ label }) => label);
  const searches = () => world.sandbox.requests.count('GET', '/rest/v2/users');

  it('says that it is the demo', () => {
    assert.match(pick.title ?? '', /^Demo: /);
  });

  it('finds people by a part of their name; their presence follows', async () => {
    const [, person] = people();
    assert.ok(person);
    pick.value = person.lastName;
    await until(() => labels().includes(person.displayName));
    const item = () => pick.items.find(({ userId }) => userId === person.userId);
    await until(() => item()?.description !== 'Not known yet');
    assert.match(item()?.detail ?? '', new RegExp(person.emailAddress));
    assert.equal(item()?.alwaysShow, true);
  });

  it('asks once for what somebody types in one go', async () => {
    const [, person] = people();
    assert.ok(person);
    for (let length = 1; length <= person.lastName.length; length++) {
      pick.value = person.lastName.slice(0, length);
    }
    await until(() => labels().includes(person.displayName));
    assert.equal(searches(), 1);
  });

  it('never shows the answer to an earlier question', async () => {
    const [, first, second] = people();
    assert.ok(first && second);
    const { network } = world;
    const answersLate = Promise.withResolvers<undefined>();
    const slow: Transport = async request => {
      const answer = await network(request);
      if (request.url.search.includes(encodeURIComponent(first.lastName))) {
        await answersLate.promise;
      }
      return answer;
    };
    world.network = slow;
    pick.value = first.lastName;
    await until(() => searches() === 1);
    pick.value = second.lastName;
    await until(() => labels().includes(second.displayName));
    answersLate.resolve(undefined);
    await Promise.allSettled(asked);
    // Whatever would follow from the late answer has happened by now.
    await new Promise(resolve => setImmediate(resolve));
    assert.ok(labels().includes(second.displayName));
    assert.ok(!labels().includes(first.displayName));
  });

  it('finds somebody by a secondary email address and by id', async () => {
    const person = people().find(each => each.emailAddresses?.length);
    assert.ok(person?.emailAddresses?.[0]);
    pick.value = person.emailAddresses[0].address;
    await until(() => labels().length > 0);
    assert.deepEqual(labels(), [person.displayName]);
    pick.value = '';
    await until(() => labels().length === 0);
    pick.value = ` ${person.userId} `;
    await until(() => labels().length > 0);
    assert.deepEqual(labels(), [person.displayName]);
  });

  it('answers that nobody was found, which cannot be chosen', async () => {
    pick.value = 'nobody of this name';
    await until(() => labels().length > 0);
    assert.deepEqual(labels(), ['No people found.']);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    pick.value = '';
    await until(() => labels().length === 0);
  });

  it('says when Circuit did not answer', async () => {
    world.network = () =>
      Promise.resolve({ status: 500, headers: new Headers(), text: '<b>boom</b>' });
    pick.value = 'anybody';
    await until(() => labels().length > 0);
    assert.deepEqual(labels(), ['The search failed.']);
    assert.doesNotMatch(pick.items[0]?.detail ?? '', /boom/);
  });

  it('gives the chosen person and everybody else who was found', async () => {
    const [, person] = people();
    assert.ok(person);
    pick.value = person.emailAddress;
    await until(() => labels().length === 1);
    let chosen: SearchChoice | undefined;
    const done = choice.then(answer => (chosen = answer));
    while (chosen === undefined) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await Promise.race([done, new Promise(resolve => setTimeout(resolve, 100))]);
    }
    assert.equal(chosen.chosen, person.userId);
    assert.deepEqual(
      chosen.people.map(({ userId }) => userId),
      [person.userId],
    );
    assert.deepEqual(wanted.at(-1), []);
  });

  it('says how many more there are than it shows', async () => {
    const { network } = world;
    const [, person] = people();
    const found = Array.from({ length: 120 }, (_, at) => ({ ...person, userId: `somebody-${at}` }));
    world.network = async request =>
      request.url.pathname.endsWith('/users') && request.method === 'GET'
        ? { status: 200, headers: new Headers(), text: JSON.stringify(found) }
        : await network(request);
    pick.value = 'some';
    await until(() => labels().length > 0);
    const [label, ...shown] = labels().toReversed();
    assert.match(label ?? '', /^Showing the first \d+ of 120 people\.$/);
    assert.ok(label?.includes(` ${shown.length} of`));
    assert.equal(pick.items.at(-1)?.detail, 'Type more of the name to see the others.');
    assert.equal(wanted.at(-1)?.length, shown.length);
  });

  it('gives nothing after Escape', async () => {
    const [, person] = people();
    assert.ok(person);
    pick.value = person.emailAddress;
    await until(() => labels().length === 1);
    pick.hide();
    assert.equal(await choice, undefined);
    assert.deepEqual(wanted.at(-1), []);
  });

  it('shows hostile names as text', async () => {
    const [, person] = people();
    assert.ok(person);
    const { network } = world;
    world.network = async request => {
      const answer = await network(request);
      return { ...answer, text: answer.text.replaceAll(person.displayName, '$(sync~spin) Eve') };
    };
    pick.value = person.emailAddress;
    await until(() => labels().length === 1);
    assert.doesNotMatch(labels()[0] ?? '', /\$\(/);
  });
});
