import assert from 'node:assert/strict';
import { createCallLimit } from '../../../src/assistants/callLimit';

describe('The limit of calls', () => {
  it('lets so many come in any stretch of time of its length, and says when the next may', () => {
    const limit = createCallLimit(3, 100);
    assert.deepEqual(
      [0, 50, 60, 70, 99, 100, 101, 150].map(now => limit(now)),
      [0, 0, 0, 30, 1, 0, 49, 0],
    );
  });

  it('does not count what it turned away', () => {
    const limit = createCallLimit(1, 100);
    limit(0);
    for (let now = 1; now < 100; now++) {
      assert.equal(limit(now), 100 - now);
    }
    assert.equal(limit(100), 0);
  });

  it('locks nobody out when the clock is set back', () => {
    const limit = createCallLimit(1, 100);
    limit(1_000_000);
    assert.equal(limit(5), 0);
  });
});
