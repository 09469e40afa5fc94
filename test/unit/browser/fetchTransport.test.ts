import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { createFetchTransport } from '../../../src/browser/fetchTransport';
import { NetworkError, ProtocolError } from '../../../src/circuit/errors';
import type { HttpRequest } from '../../../src/circuit/transport';
import { type RawServer, serveRaw, until } from '../rawServer';

const secret = 'canary-9f31';

describe('the transport of a browser', () => {
  let server: RawServer;
  let answer: (socket: Socket, count: number) => unknown;
  before(async () => {
    server = await serveRaw((socket, count) => answer(socket, count));
  });
  beforeEach(() => {
    Object.assign(server.requests, { length: 0 });
  });
  after(() => server.close());

  const send = (changes: Partial<HttpRequest> = {}, requestTimeoutMs = 10_000) =>
    createFetchTransport({ requestTimeoutMs })({
      method: 'GET',
      url: new URL(`/rest/v2/users?name=${secret}`, server.origin),
      headers: { Authorization: `Bearer ${secret}` },
      ...changes,
    });
  const fail = async (changes: Partial<HttpRequest> = {}, requestTimeoutMs?: number) => {
    const error = await send(changes, requestTimeoutMs).catch((each: unknown) => each);
    assert.ok(error instanceof NetworkError || error instanceof ProtocolError);
    assert.ok(!error.message.includes(secret));
    return error;
  };

  it('reads status, headers and the whole body, letter by letter', async () => {
    const body = Buffer.from('{"name":"Zoë 🦊"}');
    answer = socket => {
      const head = `HTTP/1.1 429 X\r\nRetry-After: 5\r\nContent-Length: ${body.length}\r\n`;
      socket.write(`${head}Connection: close\r\n\r\n`);
      body.forEach((byte, at) => setTimeout(() => socket.write(Buffer.of(byte)), at));
    };
    const { status, headers, text } = await send();
    assert.deepEqual([status, headers.get('retry-after'), text], [429, '5', body.toString()]);
  });

  it('sends a form as it is, once', async () => {
    answer = socket => socket.end(http('{}'));
    await send({ method: 'PUT', body: 'state=AWAY&clearDND=true' });
    assert.equal(server.requests.length, 1);
    assert.match(server.requests[0] ?? '', /^PUT .*state=AWAY&clearDND=true$/s);
  });

  it('says both that may be wrong where a browser says neither', async () => {
    answer = socket => socket.destroy();
    const error = await fail();
    assert.ok(error instanceof NetworkError);
    assert.equal(error.fault, 'unreachable');
    assert.equal(
      error.message,
      "Circuit can't be reached, or doesn't allow requests from browsers.",
    );
  });

  it('follows no redirect', async () => {
    answer = socket => socket.end(http('', 'Location: /elsewhere\r\n', 307));
    assert.ok((await fail()) instanceof NetworkError);
    assert.equal(server.requests.length, 1);
  });

  it('stops a body without end and closes its connection', async () => {
    answer = socket => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const pour = () => {
        while (!socket.destroyed && socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`));
      };
      socket.on('drain', pour);
      pour();
    };
    assert.ok((await fail()) instanceof ProtocolError);
    await until(() => server.openSockets() === 0);
  });

  for (const [what, bytes] of [
    ['no answer at all', ''],
    ['half the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{'],
  ] as const) {
    it(`gives up at the deadline when there is ${what}, and hangs up`, async () => {
      answer = socket => socket.write(bytes);
      const error = await fail({}, 60);
      assert.ok(error instanceof NetworkError);
      assert.equal(error.fault, 'timeout');
      await until(() => server.openSockets() === 0);
    });
  }

  it('ends with the caller’s own reason when the caller aborts, and listens no longer', async () => {
    const abort = new AbortController();
    const reason = new Error('signed out');
    answer = () => abort.abort(reason);
    await assert.rejects(send({ signal: abort.signal }), reason);
    await assert.rejects(send({ signal: abort.signal }), reason);
    assert.equal(server.requests.length, 1);
    assert.equal(getEventListeners(abort.signal, 'abort').length, 0);
  });
});

function http(body: string, headers = '', status = 200): string {
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 ${status} X\r\n${headers}Content-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;
}
