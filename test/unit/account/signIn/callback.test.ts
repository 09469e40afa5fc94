import assert from 'node:assert/strict';
import { readCallback } from '../../../../src/account/signIn/callback';

const expected = { state: 'right-state', origin: 'https://eu.yourcircuit.com' };

describe('What the browser brings back', () => {
  const ignored = { kind: 'ignored' };
  const right = 'state=right-state';
  const declined = { kind: 'denied', error: 'access_denied' };
  const rows: readonly [name: string, query: string, result: object][] = [
    ['a code', `code=abc123&${right}`, { kind: 'code', code: 'abc123' }],
    ['a wrong state', 'code=abc&state=wrong', ignored],
    ['no state', 'code=abc', ignored],
    ['an empty state', 'code=abc&state=', ignored],
    ['neither code nor error', right, declined],
    ['an empty code', `code=&${right}`, declined],
    ['a token instead of a code', `access_token=abc&${right}`, ignored],
    ['neither, from another issuer', `iss=https%3A%2F%2Fevil.example&${right}`, ignored],
    ['nothing', '', ignored],
    ['a denial', `error=access_denied&${right}`, declined],
    ['a denial without the state', 'error=access_denied', ignored],
    ['a denial with a wrong state', 'error=access_denied&state=wrong', ignored],
    [
      'an unknown error with a link in it',
      `error=%5Bx%5D(command:y)&error_description=%5BClick%5D(command:z)&${right}`,
      { kind: 'denied', error: 'unknown' },
    ],
    ['two states', `code=a&${right}&${right}`, ignored],
    ['two codes', `code=a&code=b&${right}`, ignored],
    ['two errors', `error=a&error=b&${right}`, ignored],
    ['two issuers', `code=a&iss=x&iss=y&${right}`, ignored],
    ['another issuer', `code=a&iss=https%3A%2F%2Fevil.example&${right}`, ignored],
    [
      'the right issuer',
      `code=a&iss=${encodeURIComponent(expected.origin)}&${right}`,
      { kind: 'code', code: 'a' },
    ],
    [
      'a code of 2 kB',
      `code=${'a'.repeat(2048)}&${right}`,
      { kind: 'code', code: 'a'.repeat(2048) },
    ],
    ['a code of more than 2 kB', `code=${'a'.repeat(2049)}&${right}`, ignored],
    ['a code of 10 kB', `code=${'a'.repeat(10_000)}&${right}`, ignored],
    ['a code with a line break', `code=a%0d%0ab&${right}`, ignored],
    ['a code with NUL', `code=a%00&${right}`, ignored],
    ['a code with other letters', `code=%C3%A4&${right}`, ignored],
    ['a code that is no UTF-8', `code=%ff%fe&${right}`, ignored],
    ['a code with a space', `code=a+b&${right}`, ignored],
  ];
  for (const error of [
    ...['access_denied', 'invalid_scope', 'invalid_request', 'unauthorized_client'],
    ...['unsupported_response_type', 'server_error', 'temporarily_unavailable'],
  ]) {
    it(`is judged for the refusal ${error}`, () => {
      const query = new URLSearchParams(`error=${error}&${right}`);
      assert.deepEqual(readCallback(query, expected), { kind: 'denied', error });
    });
  }

  for (const [name, query, result] of rows) {
    it(`is judged for ${name}`, () => {
      assert.deepEqual(readCallback(new URLSearchParams(query), expected), result);
    });
  }

  for (const state of [
    ...['right-stat', 'right-statf', 'right-state2', 'righx-state', 'xight-state'],
    ...['RIGHT-STATE', 'right-state ', ' right-state', 'right%00state', 'right_state'],
  ]) {
    it(`is ignored for a state that is right but for a letter: ${state}`, () => {
      const query = new URLSearchParams(`code=abc123&state=${state}`);
      assert.deepEqual(readCallback(query, expected), ignored);
    });
  }
});
