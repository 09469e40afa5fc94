import { install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { ProtocolError } from '../../../../src/circuit/errors';
import {
  OAuthError,
  type OAuthErrorCode,
  refreshTokens,
} from '../../../../src/circuit/oauth/grants';
import { scripted } from '../support';

const fine = { access_token: 'a542', token_type: 'Bearer', scope: ['READ_USER'] };
const tenYearsMs = 10 * 365 * 86_400_000;

const ask = (body: unknown, status = 200) =>
  refreshTokens({
    origin: 'https://circuit.example',
    transport: scripted(() => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return new Response(text, { status, headers: { 'Content-Type': 'application/json' } });
    }).transport,
    clientId: 'client',
    refreshToken: 'old',
    scopes: ['ALL'],
  });

describe('a token answer', () => {
  const nonsense: readonly [what: string, body: unknown][] = [
    ['nothing', ''],
    ['null', null],
    ['a list', []],
    ['a text', '"x"'],
    ['no token', { ...fine, access_token: undefined }],
    ['an empty token', { ...fine, access_token: '' }],
    ['a token that is a list', { ...fine, access_token: ['a'] }],
    ['a token that is an object', { ...fine, access_token: {} }],
    ['a token with a space', { ...fine, access_token: 'a b' }],
    ['a token with a line break', { ...fine, access_token: 'a\r\nX-Evil: 1' }],
    ['a token with other letters', { ...fine, access_token: 'é' }],
    ['a token of 9 kB', { ...fine, access_token: 'a'.repeat(9216) }],
    ['a token of type MAC', { ...fine, token_type: 'mac' }],
    ['a token of type DPoP', { ...fine, token_type: 'DPoP' }],
    ['a token without a type', { ...fine, token_type: undefined }],
    ['a refresh token with a line break', { ...fine, refresh_token: 'a\nb' }],
    ['scopes that are numbers', { ...fine, scope: [1] }],
  ];
  for (const [what, body] of nonsense) {
    it(`with ${what} is none of Circuit’s`, async () => {
      await assert.rejects(ask(body), ProtocolError);
    });
  }

  for (const token_type of ['Bearer', 'bearer', 'BEARER']) {
    it(`may call its type ${token_type}`, async () => {
      assert.equal((await ask({ ...fine, token_type })).accessToken, 'a542');
    });
  }

  const scopes: readonly [told: unknown, scopes: string[]][] = [
    [
      ['READ_USER', 'ALL'],
      ['READ_USER', 'ALL'],
    ],
    ['READ_USER ALL', ['READ_USER', 'ALL']],
    ['READ_USER,ALL', ['READ_USER', 'ALL']],
    [[], []],
    ['', []],
    [null, ['ALL']],
    [undefined, ['ALL']],
  ];
  for (const [told, expected] of scopes) {
    it(`with the scopes ${JSON.stringify(told)} grants ${expected.join(' and ')}`, async () => {
      assert.deepEqual((await ask({ ...fine, scope: told })).scopes, expected);
    });
  }

  const lifetimes: readonly [told: string, ms: number | undefined][] = [
    ['3600', 3_600_000],
    ['"3600"', 3_600_000],
    ['0', 0],
    ['-1', 0],
    ['"-1"', 0],
    ['1.5', 1500],
    ['1e12', tenYearsMs],
    ['1e400', undefined],
    ['"NaN"', undefined],
    ['"abc"', undefined],
    ['""', undefined],
    ['true', undefined],
    ['null', undefined],
    ['{}', undefined],
  ];
  for (const [told, ms] of lifetimes) {
    it(`that expires in ${told} lives ${ms} ms`, async () => {
      const clock = install({ toFake: ['Date'] });
      try {
        const body = JSON.stringify(fine).replace('{', `{"expires_in":${told},`);
        const { expiresAt } = await ask(body);
        assert.equal(expiresAt, ms === undefined ? undefined : Date.now() + ms);
      } finally {
        clock.uninstall();
      }
    });
  }

  it('may hold whatever else without harm', async () => {
    const tokens = await ask({ ...fine, id_token: 'not a JWT', username: 7, refresh_token: null });
    assert.equal(tokens.refreshToken, 'old');
  });
});

describe('a refusal of the token endpoint', () => {
  const sentences: Readonly<Record<OAuthErrorCode, RegExp>> = {
    access_denied: /was declined in the browser\.$/,
    invalid_client: /accept this OAuth app/,
    unauthorized_client: /accept this OAuth app/,
    invalid_grant: /took too long or has expired/,
    invalid_scope: /have the permissions this extension needs\.$/,
    server_error: /sign anyone in right now/,
    temporarily_unavailable: /sign anyone in right now/,
    invalid_request: /^Circuit rejected the sign-in\.$/,
    unsupported_grant_type: /^Circuit rejected the sign-in\.$/,
    unsupported_response_type: /^Circuit rejected the sign-in\.$/,
    other: /^Circuit rejected the sign-in\.$/,
  };
  for (const [code, sentence] of Object.entries(sentences)) {
    it(`says what it means: ${code}`, () => {
      const error = new OAuthError(code, 400);
      assert.equal(error.code, code);
      assert.match(error.message, sentence);
    });
  }

  it('that is a web page is told as one', async () => {
    const { transport } = scripted(
      () => new Response('<html>', { status: 403, headers: { 'Content-Type': 'text/html' } }),
    );
    const app = { origin: 'https://circuit.example', transport, clientId: 'client' };
    const asked = refreshTokens({ ...app, refreshToken: 'old', scopes: [] });
    await assert.rejects(asked, { kind: 'protocol', message: /^A web page answered/ });
  });

  const evil = '[Click](command:evil) canary-71c2';
  const codes: readonly [told: string, code: string][] = [
    ['invalid_grant', 'invalid_grant'],
    ['invalid_client', 'invalid_client'],
    ['temporarily_unavailable', 'temporarily_unavailable'],
    ['access_denied', 'access_denied'],
    [evil, 'other'],
    ['__proto__', 'other'],
  ];
  for (const [told, code] of codes) {
    it(`has the code ${code} for ${JSON.stringify(told)} and only words of our own`, async () => {
      const body = { error: told, error_description: evil, error_uri: evil };
      await assert.rejects(ask(body, 400), (error: unknown) => {
        assert.ok(error instanceof OAuthError);
        assert.equal(error.code, code);
        assert.equal(error.cause, undefined);
        assert.match(error.message, /^[A-Z].+\.$/);
        return !`${error.stack} ${JSON.stringify(error)}`.includes('canary');
      });
    });
  }
});
