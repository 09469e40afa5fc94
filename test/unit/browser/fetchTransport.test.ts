import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createFetchTransport } from '../../../src/browser/fetchTransport';
import { NetworkError, ProtocolError } from '../../../src/circuit/errors';
import { answerWithoutEnd, until } from '../rawServer';
import { Wire } from '../wire';

describe('the transport of a browser', () => {
  let wire: Wire;

  beforeEach(async () => {
    wire = await Wire.open(createFetchTransport);
  });
  afterEach(() => wire.server.close());

  it('reads status, headers and the whole body, letter by letter', async () => {
    const body = Buffer.from('{"name":"Zoë 🦊"}');
    wire.answer = socket => {
      const head = `HTTP/1.1 429 X\r\nRetry-After: 5\r\nContent-Length: ${body.length}\r\n`;
      socket.write(`${head}Connection: close\r\n\r\n`);
      body.forEach((byte, at) => setTimeout(() => socket.write(Buffer.of(byte)), at));
    };
    const { status, headers, text } = await wire.send();
    assert.deepEqual([status, headers.get('retry-after'), text], [429, '5', body.toString()]);
  });

  it('sends a form as it is, once', async () => {
    wire.answer = socket => socket.end(http('{}'));
    await wire.send({ method: 'PUT', body: 'state=AWAY&clearDND=true' });
    assert.equal(wire.server.requests.length, 1);
    assert.match(wire.server.requests[0] ?? '', /^PUT .*state=AWAY&clearDND=true$/s);
  });

  it('says both that may be wrong where a browser says neither', async () => {
    wire.answer = socket => socket.destroy();
    const error = await wire.fail();
    assert.ok(error instanceof NetworkError);
    assert.equal(error.fault, 'unreachable');
    assert.equal(
      error.message,
      "Circuit can't be reached, or doesn't allow requests from browsers.",
    );
  });

  it('follows no redirect', async () => {
    wire.answer = socket => socket.end(http('', 'Location: /elsewhere\r\n', 307));
    assert.ok((await wire.fail()) instanceof NetworkError);
    assert.equal(wire.server.requests.length, 1);
  });

  it('stops a body without end and closes its connection', async () => {
    wire.answer = answerWithoutEnd;
    assert.ok((await wire.fail()) instanceof ProtocolError);
    await until(() => wire.server.openSockets() === 0);
  });

  for (const [what, bytes] of [
    ['no answer at all', ''],
    ['half the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{'],
  ] as const) {
    it(`gives up at the deadline when there is ${what}, and hangs up`, async () => {
      wire.answer = socket => socket.write(bytes);
      const error = await wire.fail({}, 60);
      assert.ok(error instanceof NetworkError);
      assert.equal(error.fault, 'timeout');
      await until(() => wire.server.openSockets() === 0);
    });
  }

  it('ends with the caller’s own reason when the caller aborts, and listens no longer', async () => {
    const abort = new AbortController();
    const reason = new Error('signed out');
    wire.answer = () => abort.abort(reason);
    await assert.rejects(wire.send({ signal: abort.signal }), reason);
    await assert.rejects(wire.send({ signal: abort.signal }), reason);
    assert.equal(wire.server.requests.length, 1);
    assert.equal(getEventListeners(abort.signal, 'abort').length, 0);
  });
});

function http(body: string, headers = '', status = 200): string {
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 ${status} X\r\n${headers}Content-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;
}
