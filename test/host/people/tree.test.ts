import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NetworkError } from '../../../src/circuit/errors';
import type { Presence } from '../../../src/circuit/schemas';
import { PeopleTree } from '../../../src/people/views/peopleTree';
import { sectionsOf } from '../../../src/people/views/peopleView';
import { personItem, type TreeRow } from '../../../src/people/views/treeItems';
import { isOld } from '../../../src/people/views/viewFrame';
import type { WatchListData } from '../../../src/people/watch/watchListData';
import { PresenceStore } from '../../../src/presence/store';

const many = 200;

function available(userId: string, changes: Partial<Presence> = {}): Presence {
  return {
    userId,
    state: 'AVAILABLE',
    statusMessage: '',
    mobile: false,
    isOptedOut: false,
    ...changes,
  };
}

describe('The tree of people', () => {
  let store: PresenceStore;
  let watching: WatchListData;
  let tree: PeopleTree;
  let fired: (readonly TreeRow[] | undefined)[];

  const poll = (presences: readonly Presence[]) => store.applyPoll(store.beginPoll(), presences);
  const drawAll = (row?: TreeRow): TreeRow[] =>
    tree.getChildren(row).flatMap(child => {
      tree.getTreeItem(child);
      return [child, ...drawAll(child)];
    });
  const ids = () => drawAll().flatMap(row => (row.kind === 'person' ? [row.userId] : []));

  beforeEach(() => {
    store = new PresenceStore();
    const people = Array.from({ length: many }, (_, at) => ({
      userId: `p${at}`,
      displayName: `Person ${at}`,
    }));
    watching = { people, groups: [] };
    tree = new PeopleTree({
      sections: () => sectionsOf(watching),
      presence: userId => store.get(userId),
      isAwaited: () => false,
      isOld: () => false,
      context: () => 'person.watched',
      explain: person => Promise.resolve(`About ${person.displayName}`),
    });
    store.onDidChange(userIds => tree.redraw(userIds));
    fired = [];
    tree.onDidChangeTreeData(rows => fired.push(rows));
    poll(people.map(({ userId }) => available(userId)));
    drawAll();
    fired = [];
  });
  afterEach(() => tree.dispose());

  it('draws 10 rows anew when 10 of 200 people changed, and they are the same rows', () => {
    const before = new Set(drawAll());
    poll(watching.people.map(({ userId }, at) => available(userId, { mobile: at % 20 === 0 })));
    assert.equal(fired.length, 1);
    const [rows = []] = fired;
    assert.equal(rows.length, 10);
    assert.ok(rows.every(row => before.has(row)));
  });

  it('says from when a row is once nobody asked for eleven minutes, or Circuit is out of reach', () => {
    const answeredAt = (minutesAgo: number) => ({
      kind: 'known' as const,
      presence: available('p0'),
      checkedAt: Date.now() - minutesAgo * 60_000,
    });
    const reason = new NetworkError('gone', 'unreachable');
    const offline = { connection: { kind: 'offline', reason } } as const;
    assert.equal(isOld(answeredAt(10), store), false);
    assert.equal(isOld(answeredAt(11), store), true);
    assert.equal(isOld(answeredAt(0), offline), true);
    assert.equal(isOld(undefined, offline), false);
    assert.equal(isOld({ kind: 'unknown', checkedAt: 0 }, store), false);
    const item = personItem({ userId: 'p0', displayName: 'Ada' }, answeredAt(11), {
      context: 'person.watched',
      isAwaited: false,
      isOld: true,
    });
    assert.match(item.accessibilityInformation?.label ?? '', /^Ada, Available, as of .*\d/);
  });

  it('draws nothing anew when nobody changed', () => {
    poll(watching.people.map(({ userId }) => available(userId)));
    assert.deepEqual(fired, []);
  });

  it('is flat without groups, and has a heading for each and for the others with them', () => {
    assert.equal(tree.getChildren().length, many);
    const [first, ...others] = watching.people;
    assert.ok(first);
    watching = {
      people: [{ ...first, groupId: 'g' }, ...others],
      groups: [{ groupId: 'g', name: 'Bridges' }],
    };
    tree.rebuild();
    const headings = tree.getChildren().map(row => tree.getTreeItem(row));
    assert.deepEqual(
      headings.map(({ label, description }) => [label, description]),
      [
        ['Bridges', '1 of 1 available'],
        ['No Group', '199 of 199 available'],
      ],
    );
    assert.deepEqual(tree.getChildren(tree.getChildren()[0]), [tree.find('p0')]);
  });

  it('draws a heading anew only when its summary changed', () => {
    watching = {
      people: watching.people.map(person => ({ ...person, groupId: 'g' })),
      groups: [{ groupId: 'g', name: 'Bridges' }],
    };
    tree.rebuild();
    drawAll();
    fired = [];
    poll([available('p0', { mobile: true })]);
    assert.deepEqual(fired[0], [tree.find('p0')]);
    poll([available('p0', { state: 'BUSY' })]);
    assert.deepEqual(fired[1], [tree.find('p0'), ...tree.getChildren()]);
  });

  it('keeps everybody in place until somebody sorts', () => {
    const before = ids();
    poll([available('p0', { state: 'OFFLINE' })]);
    assert.deepEqual(ids(), before);
    tree.sort();
    assert.deepEqual(ids(), [...before.slice(1), 'p0']);
    fired = [];
    tree.sort();
    assert.deepEqual(fired, []);
  });

  it('keeps a row the same over rebuilds, and finds its heading', () => {
    const row = tree.find('p7');
    tree.rebuild();
    assert.equal(tree.find('p7'), row);
    assert.ok(row);
    assert.equal(tree.getParent(row), undefined);
    watching = { ...watching, people: watching.people.slice(0, 7) };
    tree.rebuild();
    assert.equal(tree.find('p7'), undefined);
  });

  it('makes the tooltip when it is asked for, as plain text, and draws nothing anew for it', async () => {
    const row = tree.find('p0');
    assert.ok(row);
    const item = tree.getTreeItem(row);
    assert.equal(item.tooltip, undefined);
    assert.equal((await tree.resolveTreeItem(item, row)).tooltip, 'About Person 0');
    assert.deepEqual(fired, []);
  });

  it('says all of a row in one sentence and draws a shape and a theme colour', () => {
    poll([available('p0', { statusMessage: 'in review' })]);
    const row = tree.find('p0');
    assert.ok(row);
    const { id, accessibilityInformation, iconPath, contextValue } = tree.getTreeItem(row);
    assert.equal(id, 'person:p0');
    assert.deepEqual(accessibilityInformation, { label: 'Person 0, Available, says: in review' });
    assert.ok(iconPath instanceof vscode.ThemeIcon && iconPath.color);
    assert.equal(contextValue, 'person.watched');
  });

  for (const name of [
    '[x](command:workbench.action.quit)',
    '<img src=https://evil.example/?>',
    '![](https://evil.example/a.png)',
    '$(sync~spin) $(check)',
    'Sign in again\u202Eereh kcilC',
    'x'.repeat(1_000_000),
  ]) {
    it(`shows ${JSON.stringify(name.slice(0, 40))} as text and nothing else`, () => {
      watching = {
        people: [{ userId: 'p0', displayName: name }],
        groups: [{ groupId: 'g', name }],
      };
      tree.rebuild();
      poll([available('p0', { statusMessage: name })]);
      for (const row of drawAll()) {
        const { label, description, tooltip, command } = tree.getTreeItem(row);
        assert.ok(typeof label === 'string' && label.length < 400 && !/\$\(|\u202E/.test(label));
        assert.ok(typeof description === 'string' && description.length < 2000);
        assert.doesNotMatch(description, /\$\(|\u202E/);
        assert.deepEqual([tooltip, command], [undefined, undefined]);
      }
    });
  }
});
