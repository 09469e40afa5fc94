import assert from 'node:assert/strict';
import { writeAdminRequest } from '../../../src/account/adminRequest';
import { readCallback } from '../../../src/account/callback';
import { createHostReadings } from '../../../src/account/hostReadings';
import { needsConfirmation } from '../../../src/account/knownHosts';
import { readPasted, readPastedToken } from '../../../src/account/pasted';
import { canSetPresence, checkScopes, satisfies } from '../../../src/account/scopes';
import { needsExternalAddress, waysBack, type Place } from '../../../src/account/waysBack';
import { createMemory } from './support';

const redirectUri = 'http://localhost:7190/callback';
const expected = { state: 'right-state', origin: 'https://eu.yourcircuit.com' };

describe('The ways back from the browser', () => {
  const desktop: Place = { ui: 'desktop', runsOn: 'ui', remoteName: undefined };
  const web: Place = { ui: 'web', runsOn: 'workspace', remoteName: undefined };
  const at = (address: string) => new URL(address);
  const rows: readonly [name: string, place: Place, loopback: boolean][] = [
    ['desktop', desktop, true],
    ['SSH, running beside the window', { ...desktop, remoteName: 'ssh-remote' }, true],
    ['WSL, running beside the window', { ...desktop, remoteName: 'wsl' }, true],
    ['a container, running beside the window', { ...desktop, remoteName: 'dev-container' }, true],
    ['Codespaces in the desktop', { ...desktop, remoteName: 'codespaces' }, true],
    [
      'SSH, running remotely, the same port forwarded',
      { ...desktop, runsOn: 'workspace', remoteName: 'ssh-remote', external: at(redirectUri) },
      true,
    ],
    [
      'SSH, running remotely, another port forwarded',
      {
        ...desktop,
        runsOn: 'workspace',
        remoteName: 'ssh-remote',
        external: at('http://localhost:52000/callback'),
      },
      false,
    ],
    [
      'Codespaces in a browser',
      { ...web, remoteName: 'codespaces', external: at('https://x-7190.app.github.dev/callback') },
      false,
    ],
    ['vscode.dev', { ...web, runsOn: 'ui' }, false],
    ['a server elsewhere', { ...web, external: at('https://code.example.com/proxy/7190/') }, false],
    [
      'a browser on this machine',
      { ...web, remoteName: '127.0.0.1:8000', external: at('http://127.0.0.1:9000/7190/callback') },
      true,
    ],
    [
      'an address that only looks like this machine',
      { ...web, external: at('http://localhost.example.com/callback') },
      false,
    ],
  ];
  for (const [name, place, loopback] of rows) {
    it(`${loopback ? 'include' : 'leave out'} the loopback on ${name}, and always pasting`, () => {
      assert.deepEqual(waysBack(place, redirectUri), loopback ? ['loopback', 'paste'] : ['paste']);
    });
  }

  it('ask for no tunnel where the extension runs beside the window', () => {
    assert.equal(needsExternalAddress({ ...desktop, remoteName: 'ssh-remote' }), false);
    assert.equal(needsExternalAddress(web), true);
  });
});

describe('What the browser brings back', () => {
  const ignored = { kind: 'ignored' };
  const right = 'state=right-state';
  const rows: readonly [name: string, query: string, result: object][] = [
    ['a code', `code=abc123&${right}`, { kind: 'code', code: 'abc123' }],
    ['a wrong state', 'code=abc&state=wrong', ignored],
    ['no state', 'code=abc', ignored],
    ['an empty state', 'code=abc&state=', ignored],
    ['neither code nor error', right, ignored],
    ['nothing', '', ignored],
    ['a denial', `error=access_denied&${right}`, { kind: 'denied', error: 'access_denied' }],
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
    ['a code of 10 kB', `code=${'a'.repeat(10_000)}&${right}`, ignored],
    ['a code with a line break', `code=a%0d%0ab&${right}`, ignored],
    ['a code with NUL', `code=a%00&${right}`, ignored],
    ['a code with other letters', `code=%C3%A4&${right}`, ignored],
    ['a code that is no UTF-8', `code=%ff%fe&${right}`, ignored],
    ['a code with a space', `code=a+b&${right}`, ignored],
  ];
  for (const [name, query, result] of rows) {
    it(`is judged for ${name}`, () => {
      assert.deepEqual(readCallback(new URLSearchParams(query), expected), result);
    });
  }
});

describe('What a person pastes', () => {
  const code = { kind: 'code', code: 'abc12345' };
  const rows: readonly [name: string, text: string, result: object | 'bad'][] = [
    ['the address', `${redirectUri}?code=abc12345&state=right-state`, code],
    ['with spaces and a line break', ` \n${redirectUri}?code=abc12345&state=right-state\n`, code],
    ['with invisible characters', `\ufeff\u200b${redirectUri}?code=abc12345&state=right-state\u202e`, code],
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

describe('Scopes', () => {
  it('are handed out from a short list only', () => {
    checkScopes(['READ_USER', 'MANAGE_PRESENCE']);
    checkScopes([]);
    for (const scopes of [['ALL'], ['READ_USER', 'CALLS'], ['__proto__'], Array(1000).fill('X')]) {
      assert.throws(() => checkScopes(scopes as string[]), /for these scopes only/);
    }
  });

  it('of a session satisfy whoever asks for fewer', () => {
    assert.ok(satisfies(['READ_USER_PROFILE', 'READ_USER'], ['READ_USER']));
    assert.ok(satisfies(['ALL'], ['READ_USER']));
    assert.ok(!satisfies(['READ_USER'], ['READ_USER', 'MANAGE_PRESENCE']));
  });

  it('let the own presence be set with the older one too', () => {
    assert.ok(canSetPresence(['MANAGE_PRESENCE']));
    assert.ok(canSetPresence(['WRITE_USER_PROFILE']));
    assert.ok(!canSetPresence(['READ_USER_PROFILE']));
  });
});

describe('Hosts', () => {
  it('that are not of Circuit itself are confirmed once, this machine excepted', () => {
    assert.equal(needsConfirmation('https://eu.yourcircuit.com'), false);
    assert.equal(needsConfirmation('http://127.0.0.1:4000'), false);
    assert.equal(needsConfirmation('https://eu.yourcircuit.com.evil.example'), true);
    assert.equal(needsConfirmation('https://xn--ircuitsandbox-gmg.net'), true);
  });

  it('are remembered each with how they read several ids', async () => {
    const readings = createHostReadings(createMemory());
    await readings.rememberArrays('https://one.example', 'comma');
    await readings.rememberArrays('https://two.example', 'repeated');
    assert.equal(readings.arraysOf('https://one.example'), 'comma');
    assert.equal(readings.arraysOf('https://two.example'), 'repeated');
    assert.equal(readings.arraysOf('https://three.example'), 'repeated');
  });
});

describe('The request to an administrator', () => {
  it('names the app type, the redirect address, the scopes and what is needed back', () => {
    const text = writeAdminRequest('https://eu.yourcircuit.com', redirectUri);
    for (const part of [
      'https://eu.yourcircuit.com',
      'server-side web app',
      redirectUri,
      'READ_USER_PROFILE, READ_USER, MANAGE_PRESENCE',
      'WRITE_USER_PROFILE',
      'client ID',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });
});
