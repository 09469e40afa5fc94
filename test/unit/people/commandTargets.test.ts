import assert from 'node:assert/strict';
import { chosenGroup, chosenIds } from '../../../src/people/commandTargets';

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
