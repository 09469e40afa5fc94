import assert from 'node:assert/strict';
import { completeSignIn } from '../../../../src/account/signIn/completeSignIn';
import { tagOfUser } from '../../../../src/account/storage/accountTag';
import { Sessions } from '../../../../src/account/storage/sessions';
import { UnauthorizedError } from '../../../../src/circuit/errors';
import { scripted } from '../../circuit/support';
import { createLog, createMemory, euOrigin, SharedSecrets } from '../support';

const tokens = {
  accessToken: 'access-1',
  refreshToken: 'refresh-1',
  expiresAt: 12_345,
  scopes: ['READ_USER_PROFILE'],
};

describe('A completed sign-in', () => {
  let secrets: SharedSecrets;
  let sessions: Sessions;

  beforeEach(() => {
    secrets = new SharedSecrets();
    sessions = new Sessions(secrets.window(), createMemory());
    sessions.select(euOrigin);
  });
  afterEach(() => sessions.dispose());

  const complete = (profile: object, signal = new AbortController().signal, status = 200) => {
    const { transport, requests } = scripted(() => Response.json(profile, { status }));
    const source = { origin: euOrigin, transport, clientId: 'app' };
    return { requests, session: completeSignIn(sessions, tokens, source, createLog(), signal) };
  };

  it('holds all that came with the token, and whose it is', async () => {
    const before = Date.now();
    const { session, requests } = complete({ userId: 'u-1', emailAddress: 'ada@x.example' });
    const { id, issuedAt, ...rest } = await session;
    assert.ok(id.length > 0 && issuedAt >= before && issuedAt <= Date.now());
    assert.deepEqual(rest, {
      ...tokens,
      version: 1,
      origin: euOrigin,
      userId: 'u-1',
      label: 'ada@x.example',
      tag: await tagOfUser(euOrigin, 'u-1'),
      clientId: 'app',
    });
    assert.deepEqual(
      requests.map(({ url, headers }) => [url.href, headers['Authorization']]),
      [[`${euOrigin}/rest/v2/users/profile`, 'Bearer access-1']],
    );
  });

  const profiles: readonly [profile: object, label: string][] = [
    [{ emailAddress: 'ada@x.example', displayName: 'Ada' }, 'ada@x.example'],
    [{ emailAddress: `${'a'.repeat(246)}@x.examp` }, `${'a'.repeat(246)}@x.examp`],
    [{ emailAddress: `${'a'.repeat(247)}@x.examp` }, `${'a'.repeat(247)}@x.exa…`],
    [{ emailAddress: '\u202eada@x.example' }, 'ada@x.example'],
    [{ displayName: 'Ada\u200b Lovelace' }, 'Ada Lovelace'],
    [{ displayName: '\u200b' }, 'u-1'],
    [{}, 'u-1'],
  ];
  for (const [profile, label] of profiles) {
    it(`is called ${label.slice(0, 20)} for ${JSON.stringify(profile).slice(0, 40)}`, async () => {
      assert.equal((await complete({ userId: 'u-1', ...profile }).session).label, label);
    });
  }

  it('of a token that is refused stores nothing, and asks once', async () => {
    const { session, requests } = complete({}, undefined, 401);
    await assert.rejects(session, UnauthorizedError);
    assert.equal(requests.length, 1);
    assert.equal(secrets.count('store'), 0);
  });

  it('that is cancelled while Circuit answers stores nothing', async () => {
    const abort = new AbortController();
    const { transport } = scripted(() => {
      abort.abort(new Error('cancelled'));
      return Response.json({ userId: 'u-1' });
    });
    const source = { origin: euOrigin, transport, clientId: undefined };
    const session = completeSignIn(sessions, tokens, source, createLog(), abort.signal);
    await assert.rejects(session, { message: 'cancelled' });
    assert.equal(secrets.count('store'), 0);
  });
});
