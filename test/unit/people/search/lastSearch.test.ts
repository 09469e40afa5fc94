import assert from 'node:assert/strict';
import { LastSearch, shownResults } from '../../../../src/people/search/lastSearch';
import { persons } from '../support';

describe('the last search', () => {
  it('holds no more than one request of presence can ask for, and nothing when nobody was found', () => {
    const search = new LastSearch();
    let told = 0;
    search.onDidChange(() => told++);
    search.show({ term: 'x', people: persons(...Array.from({ length: 90 }, (_, at) => `p${at}`)) });
    assert.equal(search.current?.people.length, shownResults);
    search.show({ term: 'y', people: [] });
    assert.equal(search.current, undefined);
    search.clear();
    assert.equal(told, 2);
  });
});
