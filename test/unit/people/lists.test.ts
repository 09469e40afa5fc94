import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/base/disposables';
import { whoIs } from '../../../src/people/commandTargets';
import { Directory } from '../../../src/people/directory';
import { createLists, type PeopleLists } from '../../../src/people/lists';
import { nameOf } from '../../../src/people/personText';
import { addPeople } from '../../../src/people/watch/watchListEdits';
import { account, createKeep, persons } from './support';

describe('whose presence is asked for', () => {
  it('is that of people watched, found, looked at and waited for, each once', async () => {
    const lists = createLists(createKeep(), () => account(), new DisposableStore());
    await lists.watchList.edit(watching => addPeople(watching, persons('a', 'b')).watching);
    lists.search.show({ term: 'x', people: persons('b', 'c') });
    lists.search.look(['c', 'd']);
    await lists.notices.add({
      noticeId: 'n',
      condition: 'available',
      people: persons('a', 'e'),
      expiresAt: Date.now() + 60_000,
    });
    assert.deepEqual(lists.interest(), ['a', 'b', 'c', 'd', 'e']);
  });
});

describe('the name of somebody whom only another part looked up', () => {
  const known = (lists: PeopleLists) =>
    whoIs('a', { ...lists, directory: new Directory(() => Promise.reject(new Error())) });

  it('is used, until a better one is known or the account changes', () => {
    const lists = createLists(createKeep(), () => account(), new DisposableStore());
    assert.equal(nameOf(known(lists)), 'Person a');
    lists.names.learn([{ userId: 'a', displayName: 'Ada' }]);
    assert.equal(nameOf(known(lists)), 'Ada');
    lists.search.show({ term: 'x', people: [{ userId: 'a', displayName: 'Ada L.' }] });
    assert.equal(nameOf(known(lists)), 'Ada L.');
    lists.search.clear();
    lists.names.clear();
    assert.equal(nameOf(known(lists)), 'Person a');
  });

  it('is forgotten when thousands came after it', () => {
    const { names } = createLists(createKeep(), () => account(), new DisposableStore());
    names.learn([{ userId: 'a', displayName: 'Ada' }]);
    names.learn(Array.from({ length: 5_000 }, (_, at) => ({ userId: `u${at}`, displayName: 'X' })));
    assert.deepEqual([names.get('a'), names.get('u0')], [undefined, 'X']);
  });
});
