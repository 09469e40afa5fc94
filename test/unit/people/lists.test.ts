import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/base/disposables';
import { createLists } from '../../../src/people/lists';
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
