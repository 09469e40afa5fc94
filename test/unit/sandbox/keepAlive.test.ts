import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import type { SandboxServer } from '../../../src/sandbox/server';
import { withSandbox } from './support';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sends a request as keep-alive clients do, and reads the answer to its end. */
async function send(
  { port }: SandboxServer,
  agent: Agent,
  sent: Sent,
): Promise<{ status: number | undefined; connection: string | undefined; reused: boolean }> {
  const { method, path, body } = sent;
  const host = '127.0.0.1';
  const length =
    body === undefined || sent.headers?.['Transfer-Encoding']
      ? {}
      : { 'Content-Length': String(body.length) };
  const headers = { ...length, ...sent.headers };
  const outgoing = request({ host, port, agent, method, path, headers });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]; // of a request
  await once(answer.resume(), 'end');
  const { statusCode: status, headers: told } = answer;
  return { status, connection: told.connection, reused: outgoing.reusedSocket };
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const presence = '/rest/v2/users/presence';
const body = 'state=BUSY';

/** Refusals for which nobody needs to read the body. */
const refusals: [what: string, status: number, sent: Sent][] = [
  ['no token', 401, { method: 'PUT', path: presence, headers: form, body }],
  ['no such address', 404, { method: 'POST', path: '/rest/v2/conversations', headers: form, body }],
  ['no such method', 404, { method: 'DELETE', path: presence, headers: form, body }],
  ['a body with GET', 401, { method: 'GET', path: presence, headers: form, body }],
  ['another host', 421, { method: 'PUT', path: presence, headers: { Host: 'a.example' }, body }],
  [
    'a foreign page',
    403,
    { method: 'PUT', path: presence, headers: { Origin: 'https://a.example' }, body },
  ],
  ['too much', 413, { method: 'PUT', path: presence, headers: form, body: 'x'.repeat(500_000) }],
  [
    'too much, unannounced',
    413,
    {
      method: 'PUT',
      path: presence,
      headers: { ...form, 'Transfer-Encoding': 'chunked' },
      body: 'x'.repeat(500_000),
    },
  ],
];

describe('after a refusal that needed no body', function () {
  this.timeout(10_000); // four hundred requests

  for (const [what, status, sent] of refusals) {
    it(`the next request on the connection is answered: ${what}`, async () => {
      await withSandbox({}, async server => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        for (let round = 0; round < 25; round++) {
          assert.equal((await send(server, agent, sent)).status, status);
          const next = await send(server, agent, { method: 'GET', path: '/oauth/authorize' });
          assert.equal(next.status, 400);
        }
        agent.destroy();
      });
    });
  }

  it('a connection that is kept is kept, and one that is not is announced', async () => {
    await withSandbox({}, async server => {
      for (const [what, , sent] of refusals) {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        const first = await send(server, agent, sent);
        const { reused } = await send(server, agent, { method: 'GET', path: '/x' });
        assert.equal(first.connection, reused ? 'keep-alive' : 'close', what);
        agent.destroy();
      }
    });
  });

  it('a client that goes on sending is read for a while and then dropped', async () => {
    await withSandbox({}, async ({ port }) => {
      const socket = connect(port, '127.0.0.1');
      const ended = new Promise(resolve => socket.on('close', resolve));
      socket.on('error', () => socket.destroy());
      let answer = '';
      socket.on('data', data => (answer += data.toString()));
      socket.write(`PUT /x HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9\r\n\r\n`);
      await ended;
      assert.match(answer, /^HTTP\/1\.1 421 [^]*connection: close/i);
    });
  });
});
