import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type SandboxServer, serveSandbox } from '../../../../src/sandbox/server';
import { type Answer, ask, pluck, withSandbox } from '../support';

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const redirectUri = 'http://localhost:7190/callback';

const asked = {
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: 'READ_USER_PROFILE,READ_USER',
  state: 'st&te',
};
const withPkce = { code_challenge: challenge, code_challenge_method: 'S256' };

const addressOf = (query: Record<string, string>) =>
  `/oauth/authorize?${new URLSearchParams(query).toString()}`;

async function decide(
  server: SandboxServer,
  query: Record<string, string>,
  form: Record<string, string>,
): Promise<URL> {
  const body = new URLSearchParams(form);
  const answer = await ask(server, addressOf(query), { method: 'POST', body });
  assert.equal(answer.status, 303, answer.text);
  return new URL(answer.headers.get('Location') ?? '');
}

async function getCode(server: SandboxServer, query: Record<string, string> = {}): Promise<string> {
  const { clientId, me } = server.sandbox;
  const all = { client_id: clientId, ...asked, ...query };
  const back = await decide(server, all, { decision: 'allow', userId: me.userId });
  return back.searchParams.get('code') ?? '';
}

function postToken(
  server: SandboxServer,
  form: Record<string, string>,
  headers: Record<string, string> = { Authorization: '-' },
): Promise<Answer> {
  return ask(server, '/oauth/token', { method: 'POST', body: new URLSearchParams(form), headers });
}

function exchange(server: SandboxServer, form: Record<string, string>): Promise<Answer> {
  const { clientId, clientSecret } = server.sandbox;
  return postToken(server, {
    grant_type: 'authorization_code',
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirectUri,
    ...form,
  });
}

const field = (answer: Answer, name: string) => pluck([answer.body], name)[0];

describe('the authorize page', () => {
  let server: SandboxServer;
  before(async () => (server = await serveSandbox()));
  after(() => server.close());

  it('shows app, company, accounts and scopes, without script and by a strict policy', async () => {
    const { clientId, company } = server.sandbox;
    const hint = company.people[2]?.user.emailAddress ?? '';
    const query = { client_id: clientId, ...asked, login_hint: hint };
    const { status, headers, text } = await ask(server, addressOf(query));
    assert.equal(status, 200);
    for (const words of ['Circuit Presence', 'Circuit sandbox', company.name, 'Noor Haddad']) {
      assert.ok(text.includes(words), words);
    }
    assert.match(text, /See colleagues and their presence/);
    assert.match(text, new RegExp(`value="${company.people[2]?.user.userId ?? '-'}"[^>]*checked`));
    assert.doesNotMatch(text, /<script|javascript:| style=| on\w+=/i);
    const policy = headers.get('Content-Security-Policy') ?? '';
    assert.match(policy, /default-src 'none'; style-src 'nonce-[0-9a-f]{32}'/);
    assert.match(policy, /form-action 'self' http:\/\/localhost:7190; frame-ancestors 'none'/);
    assert.equal(headers.get('Cache-Control'), 'no-store');
  });

  it('sends back a code and the state, or access_denied and the state', async () => {
    const { clientId, me } = server.sandbox;
    const query = { client_id: clientId, ...asked };
    const allowed = await decide(server, query, { decision: 'allow', userId: me.userId });
    assert.equal(allowed.origin + allowed.pathname, redirectUri);
    assert.match(allowed.searchParams.get('code') ?? '', /^[0-9a-f]{32}$/);
    assert.equal(allowed.searchParams.get('state'), 'st&te');
    const denied = await decide(server, query, { decision: 'deny' });
    assert.deepEqual(Object.fromEntries(denied.searchParams), {
      error: 'access_denied',
      state: 'st&te',
    });
  });

  it('compares the origin of the redirect address and nothing else', async () => {
    const open = async (redirect_uri: string) => {
      const query = { client_id: server.sandbox.clientId, ...asked, redirect_uri };
      const { status, headers } = await ask(server, addressOf(query));
      assert.equal(headers.get('Location'), null);
      return status;
    };
    assert.equal(await open('http://localhost:7190/any/path?x=1'), 200);
    for (const foreign of [
      'http://localhost:7191/callback',
      'https://localhost:7190/callback',
      'http://localhost:7190@example.com/',
      'http://127.0.0.1:7190/callback',
      'callback',
      '',
    ]) {
      assert.equal(await open(foreign), 400, foreign);
    }
    assert.equal((await ask(server, addressOf({ ...asked, client_id: 'other' }))).status, 400);
  });

  it('takes addresses of a scheme of its own when registered', async () => {
    await withSandbox({ redirectOrigins: ['vscode://circuit.presence'] }, async other => {
      const query = { ...asked, client_id: other.sandbox.clientId };
      const good = addressOf({ ...query, redirect_uri: 'vscode://circuit.presence/callback' });
      const bad = addressOf({ ...query, redirect_uri: 'vscode://someone.else/callback' });
      assert.equal((await ask(other, good)).status, 200);
      assert.equal((await ask(other, bad)).status, 400);
    });
  });

  it('tells the app what was wrong with its request', async () => {
    const { clientId, publicClientId } = server.sandbox;
    const rows: [query: Record<string, string>, error: string][] = [
      [{ client_id: clientId, response_type: 'id_token' }, 'unsupported_response_type'],
      [{ client_id: clientId, response_type: '' }, 'unsupported_response_type'],
      [{ client_id: clientId, scope: 'READ_USER READ_USER_PROFILE' }, 'invalid_scope'],
      [{ client_id: clientId, scope: '' }, 'invalid_scope'],
      [{ client_id: clientId, scope: 'READ_USER,toString' }, 'invalid_scope'],
      [{ client_id: publicClientId }, 'invalid_request'],
      [{ client_id: publicClientId, code_challenge: challenge }, 'invalid_request'],
      [
        { client_id: clientId, code_challenge: verifier, code_challenge_method: 'plain' },
        'invalid_request',
      ],
    ];
    for (const [query, error] of rows) {
      const { status, headers } = await ask(server, addressOf({ ...asked, ...query }));
      assert.equal(status, 303, error);
      const back = new URL(headers.get('Location') ?? '');
      assert.deepEqual(Object.fromEntries(back.searchParams), { error, state: 'st&te' });
    }
  });

  it('never writes foreign text into the page as markup', async () => {
    const query = { client_id: server.sandbox.clientId, ...asked };
    const evil = '"><script>alert(1)</script>';
    const { text } = await ask(server, addressOf({ ...query, login_hint: evil, state: evil }));
    assert.doesNotMatch(text, /<script/);
  });
});

describe('the token endpoint', () => {
  it('answers as Circuit documents: an array of scopes, no expires_in, no refresh token', async () => {
    await withSandbox({}, async server => {
      const answer = await exchange(server, { code: await getCode(server) });
      assert.equal(answer.status, 200);
      assert.deepEqual(Object.keys(answer.body ?? {}), ['access_token', 'token_type', 'scope']);
      assert.deepEqual(field(answer, 'scope'), ['READ_USER_PROFILE', 'READ_USER']);
      const headers = { Authorization: `Bearer ${String(field(answer, 'access_token'))}` };
      assert.equal((await ask(server, '/rest/v2/users/profile', { headers })).status, 200);
    });
  });

  it('writes scopes as a string and tells the lifetime when switched to that', async () => {
    let now = 1_000_000;
    const options = { scopeAs: 'string', expiresIn: 60, now: () => now } as const;
    await withSandbox(options, async server => {
      const answer = await exchange(server, { code: await getCode(server) });
      assert.equal(field(answer, 'scope'), 'READ_USER_PROFILE READ_USER');
      assert.equal(field(answer, 'expires_in'), 60);
      const headers = { Authorization: `Bearer ${String(field(answer, 'access_token'))}` };
      const profile = async () => (await ask(server, '/rest/v2/users/profile', { headers })).status;
      now += 59_999;
      assert.equal(await profile(), 200);
      now += 1;
      assert.equal(await profile(), 401);
    });
  });

  it('takes a code once and for 60 seconds', async () => {
    let now = 1_000_000;
    await withSandbox({ now: () => now }, async server => {
      const used = await getCode(server);
      assert.equal((await exchange(server, { code: used })).status, 200);
      assert.equal(field(await exchange(server, { code: used }), 'error'), 'invalid_grant');
      const [inTime, late] = [await getCode(server), await getCode(server)];
      now += 59_999;
      assert.equal((await exchange(server, { code: inTime })).status, 200);
      now += 1;
      assert.equal(field(await exchange(server, { code: late }), 'error'), 'invalid_grant');
    });
  });

  it('takes the client secret in the form or as Basic, and refuses a wrong one with 401', async () => {
    await withSandbox({}, async server => {
      const { clientId, clientSecret, publicClientId } = server.sandbox;
      const form = async () => ({
        grant_type: 'authorization_code',
        redirect_uri: redirectUri,
        code: await getCode(server),
      });
      const basic = (secret: string) => ({
        Authorization: `Basic ${btoa(`${clientId}:${secret}`)}`,
      });
      assert.equal((await postToken(server, await form(), basic(clientSecret))).status, 200);
      const wrong = await postToken(server, await form(), basic('wrong'));
      assert.deepEqual([wrong.status, field(wrong, 'error')], [401, 'invalid_client']);
      const rows: Record<string, string>[] = [
        { client_secret: '' },
        { client_secret: 'wrong' },
        { client_id: 'other' },
        { client_id: publicClientId },
      ];
      for (const row of rows) {
        const answer = await exchange(server, { code: await getCode(server), ...row });
        assert.deepEqual([answer.status, field(answer, 'error')], [401, 'invalid_client']);
      }
    });
  });

  it('gives the public client tokens for PKCE alone, and only to whoever began', async () => {
    await withSandbox({ pkce: 'ignored' }, async server => {
      const client_id = server.sandbox.publicClientId;
      const form = { grant_type: 'authorization_code', redirect_uri: redirectUri, client_id };
      const code = () => getCode(server, { client_id, ...withPkce });
      const right = { ...form, code: await code(), code_verifier: verifier };
      assert.equal((await postToken(server, right)).status, 200);
      const none = await postToken(server, { ...form, code: await code() });
      assert.equal(field(none, 'error'), 'invalid_grant');
      const other = await exchange(server, { code: await code(), code_verifier: verifier });
      assert.equal(field(other, 'error'), 'invalid_grant');
    });
  });

  it('verifies the confidential client’s PKCE, or ignores it as Circuit may', async () => {
    for (const [pkce, status] of [
      ['verified', 400],
      ['ignored', 200],
    ] as const) {
      await withSandbox({ pkce }, async server => {
        const wrong = { code: await getCode(server, withPkce), code_verifier: 'wrong' };
        assert.equal((await exchange(server, wrong)).status, status);
        const right = { code: await getCode(server, withPkce), code_verifier: verifier };
        assert.equal((await exchange(server, right)).status, 200);
      });
    }
  });

  it('refuses other grants and a redirect address of another origin', async () => {
    await withSandbox({}, async server => {
      const grant = await exchange(server, { grant_type: 'password' });
      assert.equal(field(grant, 'error'), 'unsupported_grant_type');
      const redirect_uri = 'http://localhost:1/callback';
      const foreign = await exchange(server, { code: await getCode(server), redirect_uri });
      assert.equal(field(foreign, 'error'), 'invalid_grant');
    });
  });

  it('grants whatever is asked for to an app that is registered with ALL', async () => {
    await withSandbox({ appScopes: ['ALL'] }, async server => {
      const answer = await exchange(server, { code: await getCode(server) });
      assert.deepEqual(field(answer, 'scope'), asked.scope.split(','));
    });
  });

  it('grants no scope beyond those the app is registered with', async () => {
    await withSandbox({ appScopes: ['READ_USER'] }, async server => {
      const answer = await exchange(server, { code: await getCode(server) });
      assert.deepEqual(field(answer, 'scope'), ['READ_USER']);
    });
  });

  const refresh = async (server: SandboxServer, token: unknown) =>
    exchange(server, { grant_type: 'refresh_token', refresh_token: String(token) });

  it('keeps a refresh token that it does not send anew', async () => {
    await withSandbox({ refresh: 'kept' }, async server => {
      const first = await exchange(server, { code: await getCode(server) });
      for (let i = 0; i < 2; i++) {
        const next = await refresh(server, field(first, 'refresh_token'));
        assert.equal(next.status, 200);
        assert.equal(field(next, 'refresh_token'), undefined);
      }
      server.sandbox.revokeTokens();
      const revoked = await refresh(server, field(first, 'refresh_token'));
      assert.deepEqual([revoked.status, field(revoked, 'error')], [400, 'invalid_grant']);
    });
  });

  it('rotates refresh tokens and takes all back when an old one comes again', async () => {
    await withSandbox({ refresh: 'rotating' }, async server => {
      const first = await exchange(server, { code: await getCode(server) });
      const second = await refresh(server, field(first, 'refresh_token'));
      const third = await refresh(server, field(second, 'refresh_token'));
      assert.equal(third.status, 200);
      const reused = await refresh(server, field(first, 'refresh_token'));
      assert.equal(field(reused, 'error'), 'invalid_grant');
      const newest = await refresh(server, field(third, 'refresh_token'));
      assert.equal(field(newest, 'error'), 'invalid_grant');
      const headers = { Authorization: `Bearer ${String(field(third, 'access_token'))}` };
      assert.equal((await ask(server, '/rest/v2/users/profile', { headers })).status, 401);
    });
  });

  it('makes a fresh client secret for each run', async () => {
    await withSandbox({}, one =>
      withSandbox({}, async other => {
        assert.notEqual(one.sandbox.clientSecret, other.sandbox.clientSecret);
        const foreign = { Authorization: `Bearer ${one.sandbox.issueToken()}` };
        const answer = await ask(other, '/rest/v2/users/profile', { headers: foreign });
        assert.equal(answer.status, 401);
      }),
    );
  });
});
