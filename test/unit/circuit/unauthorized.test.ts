import assert from 'node:assert/strict';
import { createCircuitClient } from '../../../src/circuit/client';
import { HttpError, UnauthorizedError } from '../../../src/circuit/errors';
import type { Access } from '../../../src/circuit/types';
import { createRecordingLog, scripted } from './support';

const user = { userId: 'a-1', displayName: 'Mira Okafor' };
const refusal = () => Response.json({}, { status: 401 });

/** A Circuit that knows some tokens, and of those some that may do nothing but read the profile. */
function circuit(o: { good?: string[]; poor?: string[]; profileStatus?: number }) {
  return scripted(({ url, headers }) => {
    const token = (headers['Authorization'] ?? '').replace('Bearer ', '');
    const isProfile = url.pathname.endsWith('/users/profile');
    if (isProfile && o.profileStatus) {
      return Response.json({}, { status: o.profileStatus });
    }
    if (o.good?.includes(token) || (isProfile && o.poor?.includes(token))) {
      return Response.json(isProfile ? user : [{ labelId: 'l', value: 'v' }]);
    }
    return refusal();
  });
}

function clientWith(transport: Access['transport'], token: Access['token']) {
  const access: Access = { origin: 'https://circuit.example', transport, token, arrays: 'comma' };
  return createCircuitClient(() => access, createRecordingLog());
}

const paths = (requests: readonly { url: URL; headers: Readonly<Record<string, string>> }[]) =>
  requests.map(each => `${each.url.pathname} ${each.headers['Authorization'] ?? ''}`);

describe('a request that Circuit answers 401', () => {
  it('is sent once more with a newer token', async () => {
    const { transport, requests } = circuit({ good: ['new'] });
    const refused: (string | undefined)[] = [];
    const client = clientWith(transport, old => {
      refused.push(old);
      return Promise.resolve(old === undefined ? 'old' : 'new');
    });
    assert.equal((await client.getLabels()).length, 1);
    assert.deepEqual(refused, [undefined, 'old']);
    assert.deepEqual(paths(requests), [
      '/rest/v2/users/labels Bearer old',
      '/rest/v2/users/labels Bearer new',
    ]);
  });

  it('means signed out only when the profile is refused too', async () => {
    const { transport, requests } = circuit({});
    const client = clientWith(transport, old => Promise.resolve(old === undefined ? 'old' : 'new'));
    await assert.rejects(client.getLabels(), UnauthorizedError);
    assert.deepEqual(paths(requests), [
      '/rest/v2/users/labels Bearer old',
      '/rest/v2/users/labels Bearer new',
      '/rest/v2/users/profile Bearer new',
    ]);
  });

  it('is not repeated with the same token', async () => {
    const { transport, requests } = circuit({});
    const client = clientWith(transport, () => Promise.resolve('only'));
    await assert.rejects(client.getLabels(), UnauthorizedError);
    assert.deepEqual(paths(requests), [
      '/rest/v2/users/labels Bearer only',
      '/rest/v2/users/profile Bearer only',
    ]);
  });

  it('is not repeated with the same token for a setting either', async () => {
    const { transport, requests } = circuit({});
    const client = clientWith(transport, () => Promise.resolve('only'));
    await assert.rejects(client.setPresence({ state: 'AWAY', statusMessage: '' }));
    assert.deepEqual(
      requests.map(({ method, url }) => `${method} ${url.pathname}`),
      ['PUT /rest/v2/users/presence', 'GET /rest/v2/users/profile'],
    );
  });

  it('is a missing permission when the profile can be read', async () => {
    const { transport } = circuit({ poor: ['only'] });
    const client = clientWith(transport, () => Promise.resolve('only'));
    await assert.rejects(client.getLabels(), (error: unknown) => {
      assert.ok(error instanceof HttpError);
      assert.equal(error.status, 401);
      assert.match(error.message, /permission/);
      return true;
    });
  });

  it('says nothing about the sign-in while the profile cannot be had', async () => {
    const { transport } = circuit({ profileStatus: 503 });
    const client = clientWith(transport, () => Promise.resolve('only'));
    await assert.rejects(client.getLabels(), { kind: 'http', status: 503 });
  });

  it('needs no second look when it was the profile', async () => {
    const { transport, requests } = circuit({});
    const client = clientWith(transport, () => Promise.resolve('only'));
    await assert.rejects(client.getProfile(), UnauthorizedError);
    assert.equal(requests.length, 1);
  });

  it('is over when there is no token any more', async () => {
    const { transport, requests } = circuit({});
    const client = clientWith(transport, old =>
      old === undefined ? Promise.resolve('old') : Promise.reject(new UnauthorizedError()),
    );
    await assert.rejects(client.getLabels(), UnauthorizedError);
    assert.equal(requests.length, 1);
  });

  it('goes on, for a setting as well, since nothing was set', async () => {
    const { transport, requests } = scripted(({ headers }) =>
      headers['Authorization'] === 'Bearer new'
        ? Response.json({ userId: 'a-1', state: 'AWAY' })
        : refusal(),
    );
    const client = clientWith(transport, old => Promise.resolve(old === undefined ? 'old' : 'new'));
    assert.equal((await client.setPresence({ state: 'AWAY', statusMessage: '' })).state, 'AWAY');
    assert.deepEqual(
      requests.map(({ method }) => method),
      ['PUT', 'PUT'],
    );
  });
});

describe('a client nobody is signed in with', () => {
  it('sends nothing', async () => {
    const client = createCircuitClient(() => undefined, createRecordingLog());
    await assert.rejects(client.getProfile(), UnauthorizedError);
  });

  it('asks anew at each call who is', async () => {
    const { transport, requests } = circuit({ good: ['t'] });
    const origins = ['https://one.example', 'https://two.example'];
    const client = createCircuitClient(() => {
      const origin = origins.shift();
      return origin === undefined
        ? undefined
        : { origin, transport, token: () => Promise.resolve('t'), arrays: 'comma' };
    }, createRecordingLog());
    await client.getLabels();
    await client.getLabels();
    await assert.rejects(client.getLabels(), UnauthorizedError);
    assert.deepEqual(
      requests.map(({ url }) => url.origin),
      ['https://one.example', 'https://two.example'],
    );
  });
});
