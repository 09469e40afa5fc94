import assert from 'node:assert/strict';
import type { SandboxServer, SandboxServerOptions } from '../../../../src/sandbox/server';
import { type Answer, ask, pluck, withSandbox } from '../support';

const redirectUri = 'http://localhost:7190/callback';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const profile = '/rest/v2/users/profile';

type Form = Record<string, string>;

const field = (answer: Answer, name: string) => pluck([answer.body], name)[0];

/** Where the browser is sent after the decision, or at once. */
async function goThrough(
  server: SandboxServer,
  query: Form,
  decision?: 'allow' | 'deny',
): Promise<URL> {
  const asked = { redirect_uri: redirectUri, scope: 'READ_USER_PROFILE', state: 'st&te', ...query };
  const address = `/oauth/authorize?${new URLSearchParams(asked).toString()}`;
  const form = { decision: decision ?? '', userId: server.sandbox.me.userId };
  const init = decision && { method: 'POST', body: new URLSearchParams(form) };
  const { status, headers, text } = await ask(server, address, init);
  assert.equal(status, 303, text);
  return new URL(headers.get('Location') ?? '');
}

const queryOf = ({ searchParams }: URL) => Object.fromEntries(searchParams);
const fragmentOf = ({ hash }: URL) => Object.fromEntries(new URLSearchParams(hash.slice(1)));

function postToken(
  server: SandboxServer,
  form: Form,
  init: { headers?: Form } = {},
): Promise<Answer> {
  const headers = { Authorization: '-', ...init.headers };
  return ask(server, '/oauth/token', { method: 'POST', body: new URLSearchParams(form), headers });
}

describe('a client-side web app', () => {
  const page = ({ sandbox }: SandboxServer) => ({ client_id: sandbox.apps.clientSide.clientId });

  it('gets a token in the fragment that works, and no refresh token', async () => {
    await withSandbox({ expiresIn: 60, refresh: 'kept' }, async server => {
      const query = { ...page(server), response_type: 'token' };
      const back = await goThrough(server, query, 'allow');
      assert.equal(back.search, '');
      const { access_token, ...others } = fragmentOf(back);
      assert.deepEqual(others, {
        token_type: 'Bearer',
        expires_in: '60',
        scope: 'READ_USER_PROFILE',
        state: 'st&te',
      });
      const headers = { Authorization: `Bearer ${access_token ?? ''}` };
      assert.equal((await ask(server, profile, { headers })).status, 200);
    });
  });

  it('gets errors in the fragment, and no code', async () => {
    await withSandbox({}, async server => {
      const token = { ...page(server), response_type: 'token' };
      const denied = await goThrough(server, token, 'deny');
      assert.deepEqual(fragmentOf(denied), { error: 'access_denied', state: 'st&te' });
      const wrong = await goThrough(server, { ...token, scope: 'NONE' });
      assert.deepEqual([wrong.search, fragmentOf(wrong)['error']], ['', 'invalid_scope']);
      const code = await goThrough(server, { ...page(server), response_type: 'code' });
      assert.equal(queryOf(code)['error'], 'unauthorized_client');
      const form = { ...page(server), grant_type: 'authorization_code', code: 'x' };
      assert.equal(field(await postToken(server, form), 'error'), 'unauthorized_client');
    });
  });

  it('is the only one to get a token in the fragment', async () => {
    await withSandbox({}, async server => {
      const { apps } = server.sandbox;
      for (const { clientId } of [apps.serverSide, apps.own, apps.bot]) {
        const back = await goThrough(server, { client_id: clientId, response_type: 'token' });
        assert.equal(fragmentOf(back)['error'], 'unauthorized_client', clientId);
      }
    });
  });
});

describe('the sandbox’s own sign-in without a secret', () => {
  it('can be refused, as every Circuit would', async () => {
    await withSandbox({ publicClient: 'refused' }, async server => {
      const client_id = server.sandbox.publicClientId;
      const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
      const back = await goThrough(server, { client_id, response_type: 'code', ...pkce });
      assert.equal(queryOf(back)['error'], 'unauthorized_client');
      const token = await postToken(server, { client_id, grant_type: 'authorization_code' });
      assert.deepEqual([token.status, field(token, 'error')], [401, 'invalid_client']);
    });
  });
});

describe('a sign-in that is denied', () => {
  const rows: [denyAs: SandboxServerOptions['denyAs'], query: object, fragment: object][] = [
    [undefined, { error: 'access_denied', state: 'st&te' }, {}],
    ['query', { error: 'access_denied', state: 'st&te' }, {}],
    ['fragment', {}, { error: 'access_denied', state: 'st&te' }],
    ['bare', { state: 'st&te' }, {}],
  ];
  for (const [denyAs, query, fragment] of rows) {
    it(`says so in the form that is asked for: ${denyAs ?? 'by default'}`, async () => {
      await withSandbox({ denyAs }, async server => {
        const asked = { client_id: server.sandbox.clientId, response_type: 'code' };
        const back = await goThrough(server, asked, 'deny');
        assert.deepEqual([queryOf(back), fragmentOf(back)], [query, fragment]);
        assert.equal(back.origin + back.pathname, redirectUri);
      });
    });
  }
});

describe('the bot', () => {
  const basic = (id: string, secret: string) => ({
    headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` },
  });

  it('signs in with its credentials, by Basic or in the form, as itself', async () => {
    await withSandbox({ refresh: 'kept' }, async server => {
      const { clientId, clientSecret } = server.sandbox.apps.bot;
      const grant_type = 'client_credentials';
      const scope = 'READ_USER_PROFILE, WRITE_USER_PROFILE';
      const inForm = { grant_type, scope, client_id: clientId, client_secret: clientSecret };
      for (const answer of [
        await postToken(server, { grant_type, scope }, basic(clientId, clientSecret)),
        await postToken(server, inForm),
      ]) {
        assert.deepEqual(Object.keys(answer.body ?? {}), ['access_token', 'token_type', 'scope']);
        const headers = { Authorization: `Bearer ${String(field(answer, 'access_token'))}` };
        const me = await ask(server, profile, { headers });
        assert.equal(field(me, 'userType'), 'BOT');
      }
    });
  });

  it('is told what is wrong, and nobody else signs in like it', async () => {
    await withSandbox({}, async server => {
      const { apps, clientId, clientSecret } = server.sandbox;
      const rows: [form: Form, id: string, secret: string, error: string][] = [
        [{ scope: 'NONE' }, apps.bot.clientId, apps.bot.clientSecret, 'invalid_scope'],
        [{}, apps.bot.clientId, 'wrong', 'invalid_client'],
        [{}, clientId, clientSecret, 'unauthorized_client'],
      ];
      for (const [form, id, secret, error] of rows) {
        const grant = { grant_type: 'client_credentials', ...form };
        assert.equal(field(await postToken(server, grant, basic(id, secret)), 'error'), error);
      }
      const code = { grant_type: 'authorization_code', code: 'x' };
      const answer = await postToken(server, code, basic(apps.bot.clientId, apps.bot.clientSecret));
      assert.equal(field(answer, 'error'), 'unauthorized_client');
    });
  });
});

describe('checking a token', () => {
  it('tells whose app it is, what it may and until when, and is logged without it', async () => {
    let now = 1_000_000;
    await withSandbox({ expiresIn: 60, now: () => now }, async server => {
      const { clientId, requests } = server.sandbox;
      const accessToken = server.sandbox.issueToken(undefined, ['READ_USER']);
      for (const path of ['/oauth/token/', '/rest/oauth/token/', '/rest/v2/oauth/token/']) {
        const { status, body } = await ask(server, path + accessToken);
        assert.equal(status, 200, path);
        const expirationTime = now + 60_000;
        assert.deepEqual(body, { accessToken, clientId, expirationTime, scopes: ['READ_USER'] });
      }
      assert.equal((await ask(server, '/oauth/token/unknown')).status, 404);
      now += 60_000;
      assert.equal((await ask(server, `/oauth/token/${accessToken}`)).status, 404);
      assert.ok(!JSON.stringify(requests.entries).includes(accessToken));
      assert.equal(requests.count('GET', '/oauth/token/{token}'), 5);
    });
  });

  it('leaves the end out where there is none', async () => {
    await withSandbox({}, async server => {
      const { body } = await ask(server, `/oauth/token/${server.sandbox.issueToken()}`);
      assert.deepEqual(Object.keys(body ?? {}), ['accessToken', 'clientId', 'scopes']);
    });
  });

  it('and getting one work beside the users, too', async () => {
    await withSandbox({}, async server => {
      const { clientId, clientSecret } = server.sandbox.apps.bot;
      const init = { method: 'POST', ...basicOf(clientId, clientSecret) };
      const body = 'grant_type=client_credentials';
      const typed = { ...init.headers, 'Content-Type': 'application/x-www-form-urlencoded' };
      const answer = await ask(server, '/rest/oauth/token', { ...init, body, headers: typed });
      assert.equal(answer.status, 200);
      assert.equal(server.sandbox.requests.count('POST', '/oauth/token'), 1);
      const text = { ...init.headers, 'Content-Type': 'text/plain' };
      const plain = { ...init, body, headers: text };
      assert.equal((await ask(server, '/rest/oauth/token', plain)).status, 400);
      await withSandbox({ bodies: 'any' }, async other => {
        const bot = other.sandbox.apps.bot;
        const headers = { ...text, ...basicOf(bot.clientId, bot.clientSecret).headers };
        assert.equal((await ask(other, '/oauth/token', { ...plain, headers })).status, 200);
      });
    });
  });

  function basicOf(id: string, secret: string): { headers: { Authorization: string } } {
    return { headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` } };
  }
});

describe('scopes and redirect addresses', () => {
  it('are taken with blanks after commas, blanks alone only when switched, GUEST_CALLS too', async () => {
    const errorOf = async (server: SandboxServer, scope: string) => {
      const asked = { client_id: server.sandbox.clientId, response_type: 'code', scope };
      return queryOf(await goThrough(server, asked, 'allow'))['error'] ?? 'code';
    };
    await withSandbox({}, async server => {
      assert.equal(await errorOf(server, ' READ_USER , GUEST_CALLS '), 'code');
      assert.equal(await errorOf(server, 'READ_USER GUEST_CALLS'), 'invalid_scope');
    });
    await withSandbox({ scopesBetween: 'any' }, async server => {
      assert.equal(await errorOf(server, 'READ_USER GUEST_CALLS'), 'code');
      assert.equal(await errorOf(server, 'READ_USER NONE'), 'invalid_scope');
    });
  });

  it('may be of an app’s own scheme without slashes', async () => {
    const redirectOrigins = ['com.circuitkit.app:/oauthredirect'];
    await withSandbox({ redirectOrigins }, async server => {
      const query = { client_id: server.sandbox.clientId, response_type: 'code' };
      const redirect_uri = 'com.circuitkit.app:/oauthredirect';
      const back = await goThrough(server, { ...query, redirect_uri }, 'allow');
      assert.match(back.href, /^com\.circuitkit\.app:\/oauthredirect\?code=[0-9a-f]{32}&state=/);
      for (const foreign of ['com.circuitkit.apps:/x', 'com.circuitkit.app://host/x']) {
        await assert.rejects(goThrough(server, { ...query, redirect_uri: foreign }, 'allow'));
      }
    });
  });
});
