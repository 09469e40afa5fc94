import assert from 'node:assert/strict';
import { playRandomStories } from './stories';

describe('A status until something happens, in two windows while one thing comes in between', () => {
  it('leaves nothing behind that was not chosen and overwrites no choice, in 500 random stories', async () => {
    assert.deepEqual(await playRandomStories(500, 0), []);
  }).timeout(300_000);
});
