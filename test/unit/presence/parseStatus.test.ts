import assert from 'node:assert/strict';
import { inZone } from './zones';
import { readAs, readLines } from './typedTimes';

describe('A typed text', () => {
  for (const language of ['en', 'de'] as const) {
    for (const { typed, rows } of readLines(language)) {
      it(`"${typed}" is ${rows.join(', then ')}`, () => {
        const read = inZone('Europe/Berlin', () => readAs(typed));
        if (rows[0] === 'none') {
          assert.deepEqual(read, ['say']);
        } else {
          assert.deepEqual(read.slice(0, rows.length), rows);
        }
        assert.ok(read.includes('say'), 'the message is always offered');
      });
    }
  }
});
