import assert from 'node:assert/strict';
import { readPasted, readPastedToken } from '../../../../src/account/signIn/callback';

const redirectUri = 'http://localhost:7190/callback';
const expected = { state: 'right-state', origin: 'https://eu.yourcircuit.com' };

describe('What a person pastes', () => {
  const code = { kind: 'code', code: 'abc12345' };
  const denied = { kind: 'denied', error: 'access_denied' };
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
    ['as https', 'https://localhost:7190/callback?code=abc12345&state=right-state', code],
    [
      'as https on 127.0.0.1',
      'https://127.0.0.1:7190/callback?code=abc12345&state=right-state',
      code,
    ],
    ['as [::1]', 'http://[::1]:7190/callback?code=abc12345&state=right-state', code],
    ['without http, as 127.0.0.1', '127.0.0.1:7190/callback?code=abc12345&state=right-state', code],
    ['in upper case', 'HTTP://LOCALHOST:7190/callback?code=abc12345&state=right-state', code],
    ['from a source view', `view-source:${redirectUri}?code=abc12345&state=right-state`, code],
    ['in angle brackets', `<${redirectUri}?code=abc12345&state=right-state>`, code],
    ['in quotes', `“${redirectUri}?code=abc12345&state=right-state”`, code],
    ['broken over lines', `${redirectUri}?code=abc1\n  2345&state=right-state`, code],
    ['out of HTML', `${redirectUri}?code=abc12345&amp;state=right-state`, code],
    ['the query alone', '?code=abc12345&state=right-state', code],
    ['the query without ?', 'code=abc12345&state=right-state', code],
    ['the query the other way round', 'state=right-state&code=abc12345', code],
    ['the fragment', `${redirectUri}#code=abc12345&state=right-state`, code],
    ['with a fragment of its own', `${redirectUri}?code=abc12345&state=right-state#_=_`, code],
    ['the address of a denial', `${redirectUri}?error=access_denied&state=right-state`, denied],
    ['a denial in the fragment', `${redirectUri}#error=access_denied&state=right-state`, denied],
    ['a denial in two halves', `${redirectUri}?state=right-state#error=access_denied`, denied],
    ['a denial without a word', `${redirectUri}?state=right-state`, denied],
    ['the query of a denial', 'error=access_denied&state=right-state', denied],
    ['a bare code', 'abc12345', 'bad'],
    ['a bare code of many signs', 'a/b+c=d-e_f.g~h', 'bad'],
    ['a query without a state', 'code=abc12345', 'bad'],
    ['an address without a state', `${redirectUri}?code=abc12345`, 'bad'],
    ['a query of another sign-in', 'code=abc12345&state=wrong', 'bad'],
    [
      'another issuer',
      `${redirectUri}?code=abc12345&state=right-state&iss=https://x.example`,
      'bad',
    ],
    ['another issuer in a query', 'code=abc12345&state=right-state&iss=https://x.example', 'bad'],
    ['the sign-in page', `${expected.origin}/oauth/authorize?state=right-state`, 'bad'],
    ['the query of the sign-in page', 'scope=READ_USER&state=right-state', 'bad'],
    ['a token in the fragment', `${redirectUri}#access_token=abc12345&state=right-state`, 'bad'],
    ['another host', 'http://evil.example:7190/callback?code=abc12345&state=right-state', 'bad'],
    ['another port', 'http://localhost:7191/callback?code=abc12345&state=right-state', 'bad'],
    ['another path', 'http://localhost:7190/other?code=abc12345&state=right-state', 'bad'],
    ['another protocol', 'ftp://localhost:7190/callback?code=abc12345&state=right-state', 'bad'],
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

  it('is read where the page of a site was the redirect address', () => {
    const page = 'https://vscode.dev/callback?vscode-reqid=1&vscode-path=%2Fcallback';
    const read = (text: string) => readPasted(text, page, expected);
    assert.deepEqual(read(`${page}&code=abc12345&state=right-state`), code);
    for (const other of ['https://vscode.dev:444/callback', 'https://evil.example/callback']) {
      assert.deepEqual(read(`${other}?code=abc12345&state=right-state`), {
        kind: 'bad',
        reason: 'The address must start with https://vscode.dev/callback.',
      });
    }
  });

  it('is read where the redirect address has no port', () => {
    const bare = 'http://localhost/callback';
    const query = '?code=abc12345&state=right-state';
    const kindOf = (text: string) => readPasted(text, bare, expected).kind;
    for (const same of [bare, 'http://127.0.0.1:80/callback', 'https://localhost:80/callback']) {
      assert.equal(kindOf(same + query), 'code', same);
    }
    for (const other of ['https://localhost/callback', 'http://localhost:443/callback']) {
      assert.equal(kindOf(other + query), 'bad', other);
    }
    assert.equal(
      readPasted(`https://localhost${query}`, 'https://localhost/', expected).kind,
      'code',
    );
  });

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
