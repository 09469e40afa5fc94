import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/base/disposables';
import { chosenGroup, chosenIds, whoIs } from '../../../src/people/commandTargets';
import { Directory } from '../../../src/people/directory';
import { createLists } from '../../../src/people/lists';
import { addPeople } from '../../../src/people/watch/watchListEdits';
import { account, createKeep, persons, user } from './support';

describe('what a command was called for', () => {
  const row = (userId: unknown) => ({ kind: 'person', userId });

  it('is an id, a row, or all selected rows', () => {
    assert.deepEqual(chosenIds(['a']), ['a']);
    assert.deepEqual(chosenIds([row('a')]), ['a']);
    assert.deepEqual(chosenIds([row('a'), [row('a'), row('b'), row('b')]]), ['a', 'b']);
    assert.equal(chosenGroup([{ kind: 'section', sectionId: 'g' }]), 'g');
  });

  it('is nobody for anything else', () => {
    const nothings = [[], [undefined], [null], [7], ['../x'], [row('..')], [row({})], [{}, 'a']];
    for (const args of nothings) {
      assert.deepEqual(chosenIds(args), [], JSON.stringify(args));
      assert.equal(chosenGroup(args), undefined);
    }
  });
});

describe('what somebody is called, without asking anybody', () => {
  it('is what Circuit said last, else what the watch list or the search has', async () => {
    const lists = createLists(createKeep(), () => account(), new DisposableStore());
    const directory = new Directory(() => Promise.reject(new Error('Nobody is asked.')));
    const nameOf = (userId: string) => whoIs(userId, { ...lists, directory }).displayName;
    await lists.watchList.edit(watching => addPeople(watching, persons('a', 'b')).watching);
    lists.search.show({
      term: 'x',
      people: [{ userId: 'b', displayName: 'Bea' }, ...persons('c')],
    });
    assert.deepEqual(['a', 'b', 'c', 'd'].map(nameOf), ['A', 'B', 'C', '']);
    directory.learn([user('a'), user('c'), user('d')]);
    assert.deepEqual(['a', 'b', 'c', 'd'].map(nameOf), [
      'Name of a',
      'B',
      'Name of c',
      'Name of d',
    ]);
  });
});
