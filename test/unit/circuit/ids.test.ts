import assert from 'node:assert/strict';
import { HttpError } from '../../../src/circuit/errors';
import { isEmailAddress, isUserId, requireIds, serializeIds } from '../../../src/circuit/ids';

const good: readonly string[] = [
  'a76302a9-aa2a-4b1c-9d7e-000000000000',
  'x',
  'mira.okafor@tidewick.example',
  'mira+circuit@tidewick.example',
  "m.o'neil@mail.tidewick.example",
  '12345+mira@users.noreply.github.com',
  'a'.repeat(64),
  `${'a'.repeat(250)}@b.c`,
];

const bad: readonly string[] = [
  '',
  '.',
  '..',
  '../presence',
  '%2e%2e',
  'a/b',
  'a\\b',
  '?x=',
  '#',
  ';',
  'a b',
  'a,b',
  'a&b',
  'a\u0000',
  'a\nb',
  'a'.repeat(65),
  'a'.repeat(10_240),
  '@evil',
  'a@',
  'a@b',
  'a@@b.c',
  '.a@b.c',
  'a..b@c.d',
  'a@b..c',
  'a@-b.c',
  'a@b.c/..',
  'a,b@c.d',
  'a&b@c.d',
  'a/b@c.d',
  '"a b"@c.d',
  'a@b.c?x=1',
  'müller@b.c',
  `${'a'.repeat(251)}@b.c`,
];

describe('ids that go into addresses', () => {
  for (const text of good) {
    it(`take ${text}`, () => {
      assert.equal(isUserId(text) || isEmailAddress(text), true);
      requireIds([text]);
    });
  }

  for (const text of bad) {
    it(`refuse ${JSON.stringify(text).slice(0, 40)}`, () => {
      assert.equal(isUserId(text) || isEmailAddress(text), false);
      assert.throws(
        () => requireIds(['good', text]),
        (error: unknown) => error instanceof HttpError && error.status === 400,
      );
    });
  }

  it('are written as repeated keys or with commas', () => {
    const ids = ['a-1', 'b+c@d.e'];
    assert.equal(serializeIds('userIds', ids, 'repeated'), 'userIds=a-1&userIds=b%2Bc%40d.e');
    assert.equal(serializeIds('userIds', ids, 'comma'), 'userIds=a-1,b%2Bc%40d.e');
  });
});
