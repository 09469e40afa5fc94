import assert from 'node:assert/strict';
import { HttpError, NetworkError, ProtocolError } from '../../../../src/circuit/errors';
import {
  authorizeUrl,
  challengeOf,
  createState,
  createVerifier,
  exchangeCode,
  OAuthError,
  refreshTokens,
} from '../../../../src/circuit/oauth/grants';
import { createNodeTransport } from '../../../../src/node/transport';
import type { SandboxOptions } from '../../../../src/sandbox/app';
import type { Fault } from '../../../../src/sandbox/faults';
import { type SandboxServer, serveSandbox } from '../../../../src/sandbox/server';

const redirectUri = 'http://localhost:7190/callback';
const scopes = ['READ_USER_PROFILE', 'READ_USER', 'MANAGE_PRESENCE'];
const transport = createNodeTransport({ requestTimeoutMs: 2000 });

/** What somebody gets who opens the page, agrees and is sent back. */
async function agree(server: SandboxServer, clientId = server.sandbox.clientId) {
  const codeVerifier = createVerifier();
  const state = createState();
  const url = authorizeUrl({
    origin: server.origin,
    clientId,
    redirectUri,
    scopes,
    state,
    codeChallenge: await challengeOf(codeVerifier),
  });
  const body = new URLSearchParams({ decision: 'allow', userId: server.sandbox.me.userId });
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '').searchParams;
  assert.equal(back.get('state'), state);
  return {
    origin: server.origin,
    transport,
    clientId,
    redirectUri,
    code: back.get('code') ?? '',
    codeVerifier,
    requestedScopes: scopes,
  };
}

const posts = (server: SandboxServer) => server.sandbox.requests.count('POST', '/oauth/token');

async function withSandbox(
  options: SandboxOptions,
  work: (server: SandboxServer) => Promise<void>,
): Promise<void> {
  const server = await serveSandbox(options);
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

describe('the page to sign in at', () => {
  it('is asked for with PKCE, the scopes with commas and nothing secret', () => {
    const url = authorizeUrl({
      origin: 'https://circuit.example',
      clientId: 'client',
      redirectUri,
      scopes,
      state: 'state',
      codeChallenge: 'challenge',
    });
    assert.equal(url.origin + url.pathname, 'https://circuit.example/oauth/authorize');
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      response_type: 'code',
      client_id: 'client',
      redirect_uri: redirectUri,
      scope: 'READ_USER_PROFILE,READ_USER,MANAGE_PRESENCE',
      state: 'state',
      code_challenge: 'challenge',
      code_challenge_method: 'S256',
    });
  });
});

describe('PKCE and state', () => {
  it('follow the example of RFC 7636', async () => {
    const challenge = await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
    assert.equal(challenge, 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  it('are 256 bits that never come twice', () => {
    const drawn = Array.from({ length: 5_000 }, () => [createVerifier(), createState()]).flat();
    assert.equal(new Set(drawn).size, 10_000);
    assert.ok(drawn.every(each => /^[\w-]{43}$/.test(each)));
  });
});

describe('a code', () => {
  it('becomes a token for a client with a secret', () =>
    withSandbox({}, async server => {
      const { clientSecret } = server.sandbox;
      const tokens = await exchangeCode({ ...(await agree(server)), clientSecret });
      assert.match(tokens.accessToken, /^\S+$/);
      assert.deepEqual(
        { ...tokens, accessToken: '' },
        {
          accessToken: '',
          refreshToken: undefined,
          expiresAt: undefined,
          scopes,
          scopeAs: 'array',
        },
      );
    }));

  it('becomes a token for a public client', () =>
    withSandbox({}, async server => {
      const tokens = await exchangeCode(await agree(server, server.sandbox.publicClientId));
      assert.deepEqual(tokens.scopes, scopes);
    }));

  it('becomes a token where PKCE is not looked at', () =>
    withSandbox({ pkce: 'ignored' }, async server => {
      const { clientSecret } = server.sandbox;
      await exchangeCode({
        ...(await agree(server)),
        clientSecret,
        codeVerifier: createVerifier(),
      });
    }));

  it('brings scopes as text, a time to live and a refresh token where the host has them', () =>
    withSandbox({ scopeAs: 'string', expiresIn: 3600, refresh: 'kept' }, async server => {
      const before = Date.now();
      const { clientSecret } = server.sandbox;
      const tokens = await exchangeCode({ ...(await agree(server)), clientSecret });
      assert.deepEqual(tokens.scopes, scopes);
      assert.equal(tokens.scopeAs, 'string');
      assert.ok((tokens.expiresAt ?? 0) >= before + 3_600_000);
      assert.ok((tokens.expiresAt ?? 0) <= Date.now() + 3_600_000);
      assert.ok(tokens.refreshToken);
    }));

  it('brings the scopes that were granted, not those that were asked for', () =>
    withSandbox({ appScopes: ['READ_USER'] }, async server => {
      const { clientSecret } = server.sandbox;
      const tokens = await exchangeCode({ ...(await agree(server)), clientSecret });
      assert.deepEqual(tokens.scopes, ['READ_USER']);
    }));

  it('works once', () =>
    withSandbox({}, async server => {
      const { clientSecret } = server.sandbox;
      const asked = { ...(await agree(server)), clientSecret };
      await exchangeCode(asked);
      await assert.rejects(exchangeCode(asked), { code: 'invalid_grant' });
    }));

  it('with another issuer is not sent anywhere, with the right one it is', () =>
    withSandbox({}, async server => {
      const { clientSecret } = server.sandbox;
      const asked = { ...(await agree(server)), clientSecret };
      for (const iss of ['https://evil.example', `${server.origin}/`, 'x']) {
        await assert.rejects(exchangeCode({ ...asked, iss }), ProtocolError);
      }
      assert.equal(posts(server), 0);
      await exchangeCode({ ...asked, iss: server.origin });
    }));

  it('of a client with a wrong secret is refused with a sentence about the client', () =>
    withSandbox({}, async server => {
      const asked = { ...(await agree(server)), clientSecret: 'wrong' };
      await assert.rejects(exchangeCode(asked), (error: unknown) => {
        assert.ok(error instanceof OAuthError);
        assert.equal(error.code, 'invalid_client');
        assert.match(error.message, /OAuth app/);
        return true;
      });
    }));

  it('is given up with the reason of a signal that is aborted', () =>
    withSandbox({}, async server => {
      const asked = await agree(server, server.sandbox.publicClientId);
      const reason = new Error('cancelled');
      const abort = new AbortController();
      server.setFault({ kind: 'hang' });
      setTimeout(() => abort.abort(reason), 20);
      await assert.rejects(exchangeCode({ ...asked, signal: abort.signal }), reason);
    }));
});

describe('a refresh token', () => {
  const signIn = async (server: SandboxServer) => {
    const { clientSecret } = server.sandbox;
    const asked = { ...(await agree(server)), clientSecret };
    const { refreshToken = '' } = await exchangeCode(asked);
    return { ...asked, refreshToken, scopes };
  };

  it('is kept where the answer holds no other', () =>
    withSandbox({ refresh: 'kept' }, async server => {
      const asked = await signIn(server);
      const tokens = await refreshTokens(asked);
      assert.equal(tokens.refreshToken, asked.refreshToken);
      assert.deepEqual(tokens.scopes, scopes);
    }));

  it('is replaced where the answer holds another', () =>
    withSandbox({ refresh: 'rotating' }, async server => {
      const asked = await signIn(server);
      const { refreshToken = '' } = await refreshTokens(asked);
      assert.notEqual(refreshToken, asked.refreshToken);
      await refreshTokens({ ...asked, refreshToken });
    }));

  it('that does not count any more is refused', () =>
    withSandbox({ refresh: 'kept' }, async server => {
      const asked = await signIn(server);
      server.sandbox.revokeTokens();
      await assert.rejects(refreshTokens(asked), { code: 'invalid_grant' });
    }));
});

describe('a token endpoint in trouble', () => {
  const failures: readonly [fault: Fault, expected: new (...args: never[]) => Error][] = [
    [{ kind: 'status', status: 500 }, HttpError],
    [{ kind: 'status', status: 503, retryAfter: '60' }, HttpError],
    [{ kind: 'status', status: 429 }, HttpError],
    [{ kind: 'status', status: 400 }, ProtocolError],
    [{ kind: 'answer', status: 503, body: '{"error":"invalid_grant"}' }, HttpError],
    [{ kind: 'answer', status: 400, body: '<html>' }, ProtocolError],
    [{ kind: 'answer', status: 400, body: '{"error":7}' }, ProtocolError],
    [{ kind: 'answer', status: 400, body: '' }, ProtocolError],
    [{ kind: 'html' }, ProtocolError],
    [{ kind: 'hang' }, NetworkError],
    [{ kind: 'reset', at: 'before' }, NetworkError],
    [{ kind: 'bytes', bytes: 'HTTP/1.1 200 OK\r\nContent-Le', then: 'reset' }, NetworkError],
    [{ kind: 'truncated' }, NetworkError],
    [{ kind: 'garbage' }, ProtocolError],
  ];
  for (const [fault, expected] of failures) {
    it(`is not asked twice: ${JSON.stringify(fault)}`, () =>
      withSandbox({}, async server => {
        const asked = await agree(server, server.sandbox.publicClientId);
        server.setFault({ ...fault, times: 1 });
        const isHanging = fault.kind === 'hang';
        const short = createNodeTransport({ requestTimeoutMs: isHanging ? 30 : 2_000 });
        await assert.rejects(exchangeCode({ ...asked, transport: short }), (error: unknown) => {
          return error instanceof expected && !(error instanceof OAuthError);
        });
        await assert.doesNotReject(
          fault.kind === 'truncated' ? Promise.resolve() : exchangeCode(asked),
          'the code was spent by a second request',
        );
      }));
  }

  for (const status of [301, 302, 307, 308]) {
    it(`that answers ${status} gets the secret sent nowhere else`, () =>
      withSandbox({}, async server => {
        const other = await serveSandbox();
        const { clientSecret } = server.sandbox;
        const asked = { ...(await agree(server)), clientSecret };
        const headers = { Location: `${other.origin}/oauth/token` };
        server.setFault({ kind: 'answer', status, headers, body: '' });
        await assert.rejects(exchangeCode(asked), ProtocolError);
        assert.equal(other.sandbox.requests.count(), 0);
        await other.close();
      }));
  }
});
