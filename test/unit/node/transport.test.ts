import { install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import nodeHttp from 'node:http';
import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { NetworkError, ProtocolError } from '../../../src/circuit/errors';
import { createNodeTransport } from '../../../src/node/transport';
import { answerWithoutEnd, serveRaw, until } from '../rawServer';
import { secret, Wire } from '../wire';

const mebibyte = 1024 * 1024;

describe('the transport', () => {
  let wire: Wire;

  beforeEach(async () => {
    wire = await Wire.open(createNodeTransport);
  });
  afterEach(() => wire.server.close());

  const failsAs = async (fault: NetworkError['fault'] | 'protocol', changes = {}) => {
    const error = await wire.fail(changes);
    assert.equal(error instanceof NetworkError ? error.fault : error.kind, fault);
  };

  it('reads status, headers and the whole body, but no cookies', async () => {
    wire.answer = socket => socket.end(http('{"a":1}', 'Set-Cookie: a=b\r\nRetry-After: 5\r\n'));
    const { status, headers, text } = await wire.send();
    assert.deepEqual([status, headers.get('retry-after'), text], [200, '5', '{"a":1}']);
    assert.equal(headers.get('set-cookie'), null);
    assert.deepEqual(headers.getSetCookie(), []);
  });

  it('sends the token as a header only and takes nothing but gzip', async () => {
    wire.answer = socket => socket.end(http('{}'));
    await wire.send();
    const [head = ''] = wire.server.requests;
    assert.match(head, new RegExp(`^authorization: Bearer ${secret}\r$`, 'im'));
    assert.match(head, /^accept-encoding: gzip\r$/im);
  });

  it('sends a form as it is', async () => {
    wire.answer = socket => socket.end(http('{}'));
    await wire.send({ method: 'PUT', body: 'state=AWAY&clearDND=true' });
    assert.match(wire.server.requests[0] ?? '', /^PUT .*state=AWAY&clearDND=true$/s);
  });

  it('waits ten seconds for Circuit where nobody says otherwise', async () => {
    const clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const arrived = Promise.withResolvers<undefined>();
      wire.answer = () => arrived.resolve(undefined);
      let ended = false;
      const url = new URL('/rest/v2/users', wire.server.origin);
      const sending = createNodeTransport()({ method: 'GET', url, headers: {} });
      const failing = assert.rejects(sending, { fault: 'timeout' }).finally(() => (ended = true));
      await arrived.promise;
      clock.tick(9_999);
      await new Promise(setImmediate);
      assert.equal(ended, false);
      clock.tick(1);
      await failing;
    } finally {
      clock.uninstall();
    }
  });

  for (const [method, requests] of [
    ['GET', 2],
    ['PUT', 1],
    ['POST', 1],
  ] as const) {
    it(`sends a ${method} ${requests === 1 ? 'once' : 'again'} whose connection broke while it was written`, async () => {
      wire.answer = socket => socket.end(http('{}'));
      const { request } = nodeHttp;
      let sent = 0;
      // No server can bring this about reliably: it is up to the kernel when a write fails.
      nodeHttp.request = ((...args: Parameters<typeof request>) => {
        const made = request(...args);
        if (++sent === 1) {
          const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
          setImmediate(() => made.destroy(broken));
        }
        return made;
      }) as typeof request; // has several forms
      try {
        await wire
          .send({ method, ...(method !== 'GET' && { body: 'a=b' }) })
          .catch(() => undefined);
      } finally {
        nodeHttp.request = request;
      }
      assert.equal(sent, requests);
    });
  }

  it('reads a body that comes byte by byte', async () => {
    const whole = '{"name":"Zoë 🦊 Ōta"}';
    wire.answer = socket => void writeSlowly(socket, Buffer.from(http(whole)));
    assert.equal((await wire.send()).text, whole);
  });

  it('takes a byte order mark away', async () => {
    wire.answer = socket => socket.end(http('\uFEFF{"a":1}'));
    assert.equal((await wire.send()).text, '{"a":1}');
  });

  it('reads gzip', async () => {
    wire.answer = socket => socket.end(encoded('gzip', gzipSync('{"a":1}')));
    assert.equal((await wire.send()).text, '{"a":1}');
  });

  const unreadable: readonly [what: string, bytes: Buffer][] = [
    ['gzip twice', encoded('gzip, gzip', gzipSync(gzipSync('{}')))],
    ['brotli', encoded('br', brotliCompressSync('{}'))],
    ['zstd', encoded('zstd', zstdCompressSync('{}'))],
    ['gzip that is none', encoded('gzip', Buffer.from('{"a":1}'))],
    ['a status line of nonsense', Buffer.from('HTTP/9 2OO 0K\r\n\r\n')],
    ['no HTTP', Buffer.from('SSH-2.0-OpenSSH_9.6\r\n\r\n')],
    ['headers of 20 kB', Buffer.from(http('{}', `X-Long: ${'x'.repeat(20_480)}\r\n`))],
    ['two lengths', Buffer.from(http('{}', 'Transfer-Encoding: chunked\r\n'))],
  ];
  for (const [what, bytes] of unreadable) {
    it(`calls ${what} no answer of Circuit’s`, async () => {
      wire.answer = socket => socket.end(bytes);
      await failsAs('protocol');
    });
  }

  it('gives what is left of gzip that was cut off, which is never whole JSON', async () => {
    const bytes = gzipSync(JSON.stringify(Array.from({ length: 500 }, (_, index) => ({ index }))));
    wire.answer = socket => socket.end(encoded('gzip', bytes.subarray(0, bytes.length / 2)));
    const { text } = await wire.send();
    assert.throws(() => JSON.parse(text) as unknown);
  });

  it('stops a small gzip that becomes 200 MiB', async () => {
    const zeros = gzipSync(Buffer.alloc(mebibyte));
    const bomb = Buffer.concat(new Array<Buffer>(200).fill(zeros));
    wire.answer = socket => socket.end(encoded('gzip', bomb));
    const before = process.memoryUsage().arrayBuffers;
    await failsAs('protocol');
    assert.ok(process.memoryUsage().arrayBuffers - before < 64 * mebibyte);
  });

  it('stops a body without end and closes its connection', async () => {
    wire.answer = answerWithoutEnd;
    await failsAs('protocol');
    await until(() => wire.server.openSockets() === 0);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`follows no ${status}, wherever to, and repeats nothing there`, async () => {
      const other = await serveRaw(socket => socket.end(http('{}')));
      for (const target of [
        '/elsewhere',
        other.origin,
        'http://sub.127.0.0.1.example/',
        'data:application/json,{}',
        'file:///etc/passwd',
      ]) {
        wire.answer = socket => socket.end(http('', `Location: ${target}\r\n`, status));
        const error = await wire.fail({ method: 'POST', body: `refresh_token=${secret}` });
        assert.ok(error instanceof ProtocolError);
        assert.equal(error.message.includes('127.0.0.1'), false);
      }
      assert.equal(wire.server.requests.length, 5);
      assert.equal(other.requests.length, 0);
      await other.close();
    });
  }

  const hangs: readonly [what: string, bytes: string][] = [
    ['no answer at all', ''],
    ['half the headers', 'HTTP/1.1 200 OK\r\nContent-Ty'],
    ['half the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{'],
    ['half a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{'],
    ['half of gzip', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99\r\n\r\n\x1f'],
  ];
  for (const [what, bytes] of hangs) {
    it(`gives up at the deadline when there is ${what}, and hangs up`, async () => {
      wire.answer = socket => socket.write(bytes, 'latin1');
      const error = await wire.fail({}, 60);
      assert.ok(error instanceof NetworkError);
      assert.equal(error.fault, 'timeout');
      await until(() => wire.server.openSockets() === 0);
      assert.ok(wire.server.requests.length <= 1);
    });
  }

  it('counts one deadline over all drops of a body', async () => {
    wire.answer = socket => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
      const timer = setInterval(() => socket.write(' '), 5);
      socket.once('close', () => clearInterval(timer));
    };
    const error = await wire.fail({}, 120);
    assert.ok(error instanceof NetworkError);
    assert.equal(error.fault, 'timeout');
    await until(() => wire.server.openSockets() === 0);
  });

  it('ends with the caller’s own reason when the caller aborts, then or before', async () => {
    const abort = new AbortController();
    const reason = new Error('signed out');
    wire.answer = () => abort.abort(reason);
    await assert.rejects(wire.send({ signal: abort.signal }), reason);
    await assert.rejects(wire.send({ signal: abort.signal }), reason);
    assert.equal(wire.server.requests.length, 1);
    await until(() => wire.server.openSockets() === 0);
  });

  it('leaves no listener on a long-lived signal', async () => {
    wire.answer = socket => socket.end(http('{}'));
    const { signal } = new AbortController();
    const before = getEventListeners(signal, 'abort').length;
    await wire.send({ signal });
    assert.equal(getEventListeners(signal, 'abort').length, before);
  });

  const cuts: readonly [when: string, bytes: string][] = [
    ['before the headers', ''],
    ['within the headers', 'HTTP/1.1 200 OK\r\nContent-Ty'],
    ['within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{'],
    ['within a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{'],
  ];
  for (const [when, bytes] of cuts) {
    for (const end of ['reset', 'closed'] as const) {
      const cut = (socket: Socket) =>
        socket.write(bytes, () => (end === 'reset' ? socket.resetAndDestroy() : socket.end()));

      it(`repeats a GET once when the connection is ${end} ${when}`, async () => {
        wire.answer = (socket, count) => (count === 1 ? cut(socket) : socket.end(http('{"a":1}')));
        assert.equal((await wire.send()).text, '{"a":1}');
        assert.equal(wire.server.requests.length, 2);
      });

      it(`repeats no GET a second time when the connection is ${end} ${when}`, async () => {
        wire.answer = cut;
        await failsAs('unreachable');
        assert.equal(wire.server.requests.length, 2);
      });

      it(`repeats no PUT and no POST when the connection is ${end} ${when}`, async () => {
        wire.answer = cut;
        await failsAs('unreachable', { method: 'PUT', body: 'state=AWAY' });
        await failsAs('unreachable', { method: 'POST', body: 'code=1' });
        assert.equal(wire.server.requests.length, 2);
      });
    }
  }

  it('cannot reach a closed port or a name that does not exist', async () => {
    const closed = await serveRaw(() => undefined);
    await closed.close();
    await failsAs('unreachable', { url: new URL(closed.origin) });
    await failsAs('unreachable', { url: new URL('http://circuit.invalid/') });
  });

  it('finds a host that has two addresses of which one answers', async () => {
    wire.answer = socket => socket.end(http('{}'));
    const url = new URL(wire.server.origin.replace('127.0.0.1', 'localhost'));
    assert.equal((await wire.send({ url })).status, 200);
  });

  it('knows a proxy that wants a sign-in', async () => {
    wire.answer = socket => socket.end(http('', 'Proxy-Authenticate: Basic\r\n', 407));
    await failsAs('proxy');
  });

  it('uses no connection twice, since the second request might be lost with it', async () => {
    const sockets = new Set<Socket>();
    wire.answer = socket => {
      sockets.add(socket);
      socket.write(http('{}', 'Connection: close\r\n'));
    };
    await wire.send();
    await wire.send({ method: 'PUT', body: 'state=AWAY' });
    assert.equal(sockets.size, 2);
    assert.ok(wire.server.requests.every(head => /^connection: close\r$/im.test(head)));
  });

  it('reads the bodies of refusals, so that no connection stays behind', async () => {
    wire.answer = socket => socket.write(http('{}', 'Connection: close\r\n', 503));
    for (let count = 0; count < 50; count++) {
      assert.equal((await wire.send()).status, 503);
    }
    await until(() => wire.server.openSockets() === 0);
  });

  it('lets nothing of the request out with an error', async () => {
    const failures = [
      (socket: Socket) => socket.destroy(),
      (socket: Socket) => socket.end(http('', `Location: /${secret}\r\n`, 302)),
      (socket: Socket) => socket.end(http('x'.repeat(2 * mebibyte))),
      (socket: Socket) => socket.end(`HTTP/1.1 200 OK\r\nContent-Encoding: ${secret}\r\n\r\n`),
      (socket: Socket) => socket.end(secret),
    ];
    for (const failure of failures) {
      wire.answer = failure;
      const error = await wire.fail();
      assert.equal(error.cause, undefined);
      assert.equal(
        `${error.message} ${error.stack} ${JSON.stringify(error)}`.includes(secret),
        false,
      );
    }
    const url = new URL(`http://user:${secret}@127.0.0.1:1/`);
    assert.equal(String((await wire.fail({ url })).stack).includes(secret), false);
    const headers = { Authorization: `Bearer ${secret}\r\nX-Evil: 1` };
    assert.equal(String((await wire.fail({ headers })).stack).includes(secret), false);
  });
});

function http(body: string, headers = '', status = 200): string {
  return `HTTP/1.1 ${status} -\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
}

function encoded(encoding: string, bytes: Buffer): Buffer {
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

async function writeSlowly(socket: Socket, bytes: Buffer): Promise<void> {
  socket.setNoDelay(true);
  for (const byte of bytes) {
    socket.write(Buffer.of(byte));
    await new Promise(setImmediate);
  }
  socket.end();
}
