import assert from 'node:assert/strict';
import { readPasted, readPastedToken } from '../../../../src/account/signIn/callback';

const redirectUri = 'http://localhost:7190/callback';
const expected = { state: 'right-state', origin: 'https://eu.yourcircuit.com' };

describe('What a person pastes', () => {
  const code = { kind: 'code', code: 'abc12345' };
  const rows: readonly [name: string, text: string, result: object | 'bad'][] = [
    ['the address', `${redirectUri}?code=abc12345&state=right-state`, code],
    ['with spaces and a line break', ` \n${redirectUri}?code=abc12345&state=right-state\n`, code],
    [
      'with invisible characters',
      `\ufeff\u200b${redirectUri}?code=abc12345&state=right-state\u202e`,
      code,
    ],
    ['as the browser shows it', 'localhost:7190/callback?code=abc12345&state=right-state', code],
    ['as 127.0.0.1', 'http://127.0.0.1:7190/callback?code=abc12345&state=right-state', code],
    ['a bare code', 'abc12345', code],
    [
      'the address of a denial',
      `${redirectUri}?error=access_denied&state=right-state`,
      { kind: 'denied', error: 'access_denied' },
    ],
    ['another host', 'http://evil.example:7190/callback?code=abc12345&state=right-state', 'bad'],
    ['another port', 'http://localhost:7191/callback?code=abc12345&state=right-state', 'bad'],
    ['another path', 'http://localhost:7190/other?code=abc12345&state=right-state', 'bad'],
    ['another protocol', 'https://localhost:7190/callback?code=abc12345&state=right-state', 'bad'],
    ['another state', `${redirectUri}?code=abc12345&state=wrong`, 'bad'],
    ['two codes', `${redirectUri}?code=abc12345&code=b&state=right-state`, 'bad'],
    ['a script', 'javascript:alert(1)', 'bad'],
    ['garbage', 'please sign me in', 'bad'],
    ['nothing', '  ', 'bad'],
  ];
  for (const [name, text, result] of rows) {
    it(`is read: ${name}`, () => {
      const pasted = readPasted(text, redirectUri, expected);
      assert.deepEqual(pasted.kind === 'bad' ? 'bad' : pasted, result);
    });
  }

  it('as a token is freed of what copying adds, or refused', () => {
    const token = 'a5420123456789abcdef';
    for (const text of [
      token,
      `Bearer ${token}`,
      `bearer   ${token}\n`,
      `"${token}"`,
      `'Bearer ${token}'`,
      `\u200b ${token}\r\n`,
    ]) {
      assert.equal(readPastedToken(text), token, JSON.stringify(text));
    }
    for (const text of ['', 'Bearer ', 'two words', 'short', 'ä'.repeat(20), 'a'.repeat(5000)]) {
      assert.equal(readPastedToken(text), undefined, JSON.stringify(text));
    }
  });
});
