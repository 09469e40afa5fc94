import assert from 'node:assert/strict';
import { createTokenRefresh } from '../../../src/account/refresh';
import { createClientSecrets } from '../../../src/account/storage/clientSecrets';
import { createSession } from '../../../src/account/storage/session';
import { OAuthError } from '../../../src/circuit/oauth/grants';
import { scripted } from '../circuit/support';
import { createLog, euOrigin, newSession, SharedSecrets } from './support';

const session = createSession(newSession({ refreshToken: 'refresh-1', clientId: 'app' }));

describe('A refresh of a session', () => {
  const ask = (answer: object, status = 200) => {
    const { transport, requests } = scripted(() => Response.json(answer, { status }));
    const clientSecrets = createClientSecrets(new SharedSecrets().window());
    return {
      clientSecrets,
      requests,
      renewal: createTokenRefresh(transport, clientSecrets, createLog()),
    };
  };
  const good = { access_token: 'access-2', token_type: 'Bearer' };

  for (const [secret, sent] of [
    ['s-1', { client_secret: 's-1' }],
    ['', {}],
  ] as const) {
    it(`is asked for at its origin ${secret ? 'with' : 'without'} the secret of its app`, async () => {
      const { clientSecrets, requests, renewal } = ask(good);
      await clientSecrets.set(euOrigin, secret);
      const tokens = await renewal.refresh(session);
      assert.ok(tokens !== 'refused');
      assert.equal(tokens.accessToken, 'access-2');
      assert.deepEqual(
        requests.map(({ url, body }) => [url.href, Object.fromEntries(new URLSearchParams(body))]),
        [
          [
            `${euOrigin}/oauth/token`,
            { grant_type: 'refresh_token', client_id: 'app', refresh_token: 'refresh-1', ...sent },
          ],
        ],
      );
    });
  }

  for (const missing of ['refreshToken', 'clientId'] as const) {
    it(`is nothing to be asked for without a ${missing}`, async () => {
      const { requests, renewal } = ask(good);
      assert.equal(await renewal.refresh({ ...session, [missing]: undefined }), 'refused');
      assert.equal(requests.length, 0);
    });
  }

  for (const error of ['invalid_grant', 'invalid_client', 'unauthorized_client', 'access_denied']) {
    it(`is refused for good with ${error}`, async () => {
      assert.equal(await ask({ error }, 400).renewal.refresh(session), 'refused');
    });
  }

  for (const error of ['server_error', 'temporarily_unavailable']) {
    it(`may be tried again after ${error}`, async () => {
      await assert.rejects(ask({ error }, 400).renewal.refresh(session), OAuthError);
    });
  }

  it('tells whose token it is', async () => {
    const { requests, renewal } = ask({ userId: 'u-1' });
    assert.equal(await renewal.whose(session), 'u-1');
    assert.equal(requests[0]?.headers['Authorization'], 'Bearer access-1');
  });
});
