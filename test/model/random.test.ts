import assert from 'node:assert/strict';
import { playRandomStories } from '../unit/presence/model/stories';

const stories = 20_000;
const each = 1_000;

describe('What is chosen in three windows while one thing goes wrong', () => {
  for (let first = 0; first < stories; first += each) {
    it(`is what Circuit ends with, or the person was told, in stories ${first} to ${first + each - 1}`, async () => {
      assert.deepEqual(await playRandomStories(each, first), []);
    });
  }
});
