import assert from 'node:assert/strict';
import { parseRetryAfter } from '../../../src/circuit/answers';

const now = Date.UTC(2026, 0, 5, 12, 0, 0);
const day = 86_400_000;

const cases: readonly [value: string | undefined, waitMs: number | undefined][] = [
  [undefined, undefined],
  ['0', 0],
  ['120', 120_000],
  ['1000000', day],
  ['999999999', day],
  ['9999999999', undefined],
  ['-1', undefined],
  ['+5', undefined],
  ['1.5', undefined],
  ['1e9', undefined],
  ['0x10', undefined],
  ['', undefined],
  ['1'.repeat(400), undefined],
  ['60, 120', undefined],
  ['soon', undefined],
  ['Mon, 05 Jan 2026 12:02:00 GMT', 120_000],
  ['Mon, 05 Jan 2026 11:00:00 GMT', 0],
  ['Mon, 05 Jan 2036 11:00:00 GMT', day],
  ['Mon, 99 Jan 2026 12:02:00 GMT', undefined],
  ['Mon, 05 Jan 2026 12:02:00 CET', undefined],
  ['mon, 05 Jan 2026 12:02:00 GMT', undefined],
  ['05 Jan 2026 12:02:00 GMT', undefined],
  ['Mon, 05 Jan 2026 12:02:00 GMT and more', undefined],
  ['Invalid Date', undefined],
  ['Mon, alid Date', undefined],
  ['2026-01-05T12:02:00Z', undefined],
];

describe('Retry-After', () => {
  for (const [value, waitMs] of cases) {
    it(`of ${String(value).slice(0, 40)} means ${waitMs} ms`, () => {
      const headers = new Headers(value === undefined ? {} : { 'Retry-After': value });
      assert.equal(parseRetryAfter(headers, now), waitMs);
    });
  }

  it('with a date is measured by the clock of the server', () => {
    const headers = new Headers({
      'Retry-After': 'Mon, 05 Jan 2026 13:01:00 GMT',
      Date: 'Mon, 05 Jan 2026 13:00:00 GMT',
    });
    assert.equal(parseRetryAfter(headers, now), 60_000);
  });

  it('that came twice is ignored', () => {
    const headers = new Headers([
      ['Retry-After', '60'],
      ['Retry-After', '120'],
    ]);
    assert.equal(parseRetryAfter(headers, now), undefined);
  });
});
