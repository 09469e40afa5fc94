import assert from 'node:assert/strict';
import { playRandomStories } from './stories';

describe('What is chosen in three windows while one thing goes wrong', () => {
  it('is what Circuit ends with, or the person was told, in 500 random stories', async () => {
    assert.deepEqual(await playRandomStories(500, 0), []);
  }).timeout(300_000);
});
