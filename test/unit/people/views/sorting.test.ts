import assert from 'node:assert/strict';
import { Sorting } from '../../../../src/people/views/sorting';

describe('Rows', () => {
  let known: Set<string>;
  let isLookedAt: boolean;
  let sorted: number;
  let sorting: Sorting;

  beforeEach(() => {
    known = new Set(['a', 'b']);
    isLookedAt = true;
    sorted = 0;
    sorting = new Sorting({
      userIds: () => ['a', 'b', 'c'],
      isKnown: userId => known.has(userId),
      isLookedAt: () => isLookedAt,
      sort: () => {
        sorted++;
        return true;
      },
    });
  });

  it('keep their places while somebody reads them', () => {
    assert.equal(sorting.follow(['a', 'b']), false);
    assert.equal(sorted, 0);
  });

  it('are sorted when somebody asks for it', () => {
    assert.equal(sorting.sort(), true);
    assert.equal(sorted, 1);
  });

  it('are sorted with every change while nobody reads them', () => {
    isLookedAt = false;
    assert.equal(sorting.follow(['a']), true);
    assert.equal(sorting.follow([]), true);
    assert.equal(sorted, 2);
  });

  it('are sorted once by the first answer about somebody, not by the next', () => {
    known.add('c');
    assert.equal(sorting.follow(['c']), true);
    assert.equal(sorting.follow(['c']), false);
    assert.equal(sorted, 1);
  });

  it('are sorted by the first answer about whoever was put among them unknown', () => {
    known.add('c');
    sorting.sort();
    known.delete('b');
    sorting.sort();
    assert.equal(sorting.follow(['c']), false);
    known.add('b');
    assert.equal(sorting.follow(['b']), true);
    assert.equal(sorted, 3);
  });
});
