import assert from 'node:assert/strict';
import { UserError } from '../../../../src/base/userError';
import { WatchList } from '../../../../src/people/watch/watchList';
import {
  emptyWatchList,
  readWatchListData,
  watchCap,
  writeWatchListData,
} from '../../../../src/people/watch/watchListData';
import {
  addPeople,
  createGroup,
  learnNames,
  movePeople,
  removeGroup,
  removePeople,
  renameGroup,
} from '../../../../src/people/watch/watchListEdits';
import { createKeep, persons } from '../support';

const ids = (list: { watching: { people: readonly { userId: string }[] } }) =>
  list.watching.people.map(({ userId }) => userId);

describe('the watch list', () => {
  const account = () => 'https://circuit.example ada@company.example';

  it('keeps people with their names in the order they were added', async () => {
    const keep = createKeep();
    await new WatchList(keep, account).edit(w => addPeople(w, persons('b', 'a')).watching);
    await new WatchList(keep, account).edit(w => addPeople(w, persons('c', 'a')).watching);
    assert.deepEqual(new WatchList(keep, account).watching.people, persons('b', 'a', 'c'));
  });

  it('belongs to one account and is nobody’s when nobody is signed in', async () => {
    const keep = createKeep();
    let key: string | undefined = 'one';
    const list = new WatchList(keep, () => key);
    await list.edit(watching => addPeople(watching, persons('a')).watching);
    key = 'two';
    assert.deepEqual(list.userIds, []);
    key = undefined;
    assert.deepEqual(list.userIds, []);
    await assert.rejects(
      list.edit(watching => addPeople(watching, persons('b')).watching),
      UserError,
    );
    key = 'one';
    assert.deepEqual(list.userIds, ['a']);
  });

  it('keeps what two windows add at the same time', async () => {
    const keep = createKeep();
    const one = new WatchList(keep, account);
    const other = new WatchList(keep, account);
    assert.deepEqual([one.userIds, other.userIds], [[], []]);
    await Promise.all([
      one.edit(watching => addPeople(watching, persons('a')).watching),
      other.edit(watching => addPeople(watching, persons('b')).watching),
    ]);
    assert.deepEqual(ids(one), ['a', 'b']);
    assert.deepEqual(ids(other), ['a', 'b']);
  });

  it('tells what another window changed when asked to look, and nothing when nothing did', async () => {
    const keep = createKeep();
    const one = new WatchList(keep, account);
    const other = new WatchList(keep, account);
    let told = 0;
    one.onDidChange(() => told++);
    one.reload();
    told = 0;
    one.reload();
    assert.equal(told, 0);
    await other.edit(watching => addPeople(watching, persons('a')).watching);
    assert.deepEqual(one.userIds, ['a']);
    one.reload();
    assert.equal(told, 1);
  });

  it('keeps no more of a name than is ever shown, however it came', async () => {
    const keep = createKeep();
    const list = new WatchList(keep, account);
    const long = [{ userId: 'a', displayName: 'x'.repeat(1_000_000) }];
    await list.edit(watching => addPeople(watching, long).watching);
    assert.equal(list.watching.people[0]?.displayName.length, 64);
    assert.ok(JSON.stringify([...keep.values]).length < 1_000);
    await list.edit(watching => learnNames(watching, long));
    assert.ok(JSON.stringify([...keep.values]).length < 1_000);
    assert.equal(learnNames(list.watching, long), list.watching, 'it is not learned again');
    keep.values.set(list.key ?? '', { version: 1, people: long, groups: [] });
    assert.equal(new WatchList(keep, account).watching.people[0]?.displayName.length, 64);
  });

  it('writes and tells nothing when an edit changes nothing', async () => {
    const keep = createKeep();
    const list = new WatchList(keep, account);
    list.reload();
    let told = 0;
    list.onDidChange(() => told++);
    await list.edit(watching => watching);
    assert.equal(told, 0);
    assert.equal(keep.values.size, 0);
  });

  it('leaves alone what a newer version wrote', async () => {
    const keep = createKeep();
    const list = new WatchList(keep, account);
    const newer = { version: 2, everybody: ['a'] };
    await keep.update(list.key ?? '', newer);
    assert.deepEqual(list.userIds, []);
    await assert.rejects(
      list.edit(watching => addPeople(watching, persons('a')).watching),
      UserError,
    );
    assert.deepEqual(keep.get(list.key ?? ''), newer);
  });
});

describe('what was kept of the watch list', () => {
  it('is read back as it was written', () => {
    const watching = {
      people: [{ userId: 'a', displayName: 'A', groupId: 'g' }, ...persons('b')],
      groups: [{ groupId: 'g', name: 'Friends' }],
    };
    assert.deepEqual(
      readWatchListData(JSON.parse(JSON.stringify(writeWatchListData(watching)))),
      watching,
    );
  });

  for (const kept of [undefined, null, 7, 'x', [], {}, { people: 'x', groups: {} }]) {
    it(`is nobody when it is ${JSON.stringify(kept)}`, () => {
      assert.deepEqual(readWatchListData(kept), emptyWatchList);
    });
  }

  it('loses only the items that are damaged', () => {
    const kept = {
      version: 1,
      people: [null, { userId: '../x' }, { userId: 7 }, { userId: 'a' }, { userId: 'a' }],
      groups: [{ groupId: 'g' }, { groupId: 'h', name: 'H' }, 'x'],
    };
    assert.deepEqual(readWatchListData(kept), {
      people: [{ userId: 'a', displayName: '' }],
      groups: [{ groupId: 'h', name: 'H' }],
    });
  });

  it('takes people out of groups that are not there', () => {
    const kept = { people: [{ userId: 'a', displayName: 'A', groupId: 'gone' }] };
    assert.deepEqual(readWatchListData(kept), { people: persons('a'), groups: [] });
  });

  it('changes no prototype', () => {
    readWatchListData(JSON.parse('{"__proto__":{"bad":1},"people":[{"__proto__":{"bad":1}}]}'));
    assert.equal('bad' in {}, false);
  });
});

describe('edits of the watch list', () => {
  const many = persons(...Array.from({ length: watchCap }, (_, at) => `p${at}`));

  it('add people up to the cap and say who had no room', () => {
    const almost = addPeople(emptyWatchList, many.slice(1)).watching;
    const { watching, added, already, noRoom } = addPeople(almost, persons('p5', 'x', 'y'));
    assert.equal(watching.people.length, watchCap);
    assert.deepEqual([added, noRoom], [persons('x'), persons('y')]);
    assert.deepEqual(already, persons('p5'));
  });

  it('add somebody named twice once', () => {
    assert.deepEqual(addPeople(emptyWatchList, persons('a', 'a')).added, persons('a'));
  });

  it('put people into groups, rename groups, and keep the people of a group that goes', () => {
    let watching = addPeople(emptyWatchList, persons('a', 'b')).watching;
    watching = createGroup(watching, 'g', 'Friends');
    watching = movePeople(watching, ['b'], 'g');
    watching = renameGroup(watching, 'g', 'Colleagues');
    assert.deepEqual(watching.groups, [{ groupId: 'g', name: 'Colleagues' }]);
    assert.deepEqual(
      watching.people.map(({ groupId }) => groupId),
      [undefined, 'g'],
    );
    assert.equal(movePeople(watching, ['a'], 'gone'), watching);
    assert.deepEqual(removeGroup(watching, 'g'), { people: persons('a', 'b'), groups: [] });
  });

  it('take people off', () => {
    const watching = addPeople(emptyWatchList, persons('a', 'b', 'c')).watching;
    assert.deepEqual(removePeople(watching, ['a', 'c']).people, persons('b'));
  });

  it('take over changed names, and change nothing when none changed', () => {
    const watching = addPeople(emptyWatchList, persons('a', 'b')).watching;
    const learned = learnNames(watching, [{ userId: 'b', displayName: 'Bea' }]);
    assert.deepEqual(learned.people[1], { userId: 'b', displayName: 'Bea' });
    assert.equal(learnNames(watching, persons('a', 'b', 'c')), watching);
    assert.equal(learnNames(watching, [{ userId: 'a', displayName: '' }]), watching);
  });
});
