import assert from 'node:assert/strict';
import type { SandboxServer } from '../../../src/sandbox/server';
import { type Answer, ask, withSandbox } from './support';

const profile = '/rest/v2/users/profile';
const page = 'https://vscode.dev';
const cors = ({ headers }: Answer) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

const from = (server: SandboxServer, origin: string, path = profile) =>
  ask(server, path, { headers: { Origin: origin } });

const preflight = (server: SandboxServer, origin: string, path = profile) =>
  ask(server, path, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'authorization,content-type',
      'Access-Control-Request-Private-Network': 'true',
    },
  });

describe('a page of another origin', () => {
  it('may call when its origin is allowed, and no other may', async () => {
    await withSandbox({ allowOrigins: [page, 'http://localhost:4200'] }, async server => {
      for (const origin of [page, 'http://localhost:4200']) {
        const answer = await from(server, origin);
        assert.equal(answer.status, 200);
        assert.deepEqual(cors(answer), {
          'access-control-allow-origin': origin,
          'access-control-expose-headers': 'Date, Retry-After',
        });
        assert.match(answer.headers.get('Vary') ?? '', /Origin/);
      }
      for (const origin of ['https://vscode.dev.example', 'http://vscode.dev', 'null']) {
        const [answer, asked] = [await from(server, origin), await preflight(server, origin)];
        assert.deepEqual([answer.status, asked.status], [403, 403], origin);
        assert.deepEqual([cors(answer), cors(asked)], [{}, {}], origin);
      }
    });
  });

  it('gets its preflight answered, which is no request to Circuit', async () => {
    await withSandbox({ allowOrigins: [page], fault: { kind: 'hang' } }, async server => {
      const answer = await preflight(server, page);
      assert.equal(answer.status, 204);
      assert.deepEqual(cors(answer), {
        'access-control-allow-headers': 'Accept, Authorization, Content-Type',
        'access-control-allow-methods': 'GET, POST, PUT',
        'access-control-allow-origin': page,
        'access-control-allow-private-network': 'true',
        'access-control-expose-headers': 'Date, Retry-After',
        'access-control-max-age': '600',
      });
      assert.deepEqual([server.strikes, server.sandbox.requests.count()], [0, 0]);
    });
  });

  it('may read faults, too, and Retry-After of them unless headers are hidden', async () => {
    for (const hideHeaders of [false, true]) {
      await withSandbox({ allowOrigins: ['*'], hideHeaders }, async server => {
        server.setFault({ kind: 'status', status: 503, retryAfter: '7' });
        const answer = await from(server, 'null');
        assert.equal(answer.status, 503);
        const shown = hideHeaders ? {} : { 'access-control-expose-headers': 'Date, Retry-After' };
        assert.deepEqual(cors(answer), { 'access-control-allow-origin': '*', ...shown });
      });
    }
  });

  it('never drives the sign-in page', async () => {
    await withSandbox({ allowOrigins: ['*'] }, async server => {
      for (const path of [
        '/oauth/authorize',
        '/oauth/authorize?client_id=x',
        '/',
        '/oauth/tokens',
      ]) {
        assert.equal((await from(server, page, path)).status, 403, path);
      }
      assert.equal((await from(server, page, '/oauth/token/x')).status, 404);
    });
  });
});
