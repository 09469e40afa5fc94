import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type SandboxServer, serveSandbox } from '../../../src/sandbox/server';
import { ask, withSandbox } from './support';

/** Sends bytes and gives what came back until the connection ended. */
async function sendBytes(server: SandboxServer, bytes: string | Buffer): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  let text = '';
  socket.on('data', data => (text += data.toString('latin1')));
  socket.end(bytes);
  await closeOf(socket);
  return text;
}

function closeOf(socket: Socket): Promise<void> {
  return new Promise(resolve => socket.on('close', () => resolve()));
}

/** Nine requests to random addresses and a last one of random bytes, for one connection. */
function randomInputs(port: number): Buffer[] {
  return Array.from({ length: 10 }, (_, i) => {
    const noise = randomBytes(1 + randomInt(100));
    const path = `${encodeURIComponent(noise.toString('latin1'))}?${noise.toString('base64')}`;
    const request = `GET /rest/v2/users/${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
    return i < 9 ? Buffer.from(request) : noise;
  });
}

const head = (port: number, more = '') =>
  `Host: 127.0.0.1:${port}\r\nConnection: close\r\n${more}\r\n`;

describe('the sandbox on a port', function () {
  this.timeout(10_000); // thousands of requests are much work for a busy computer

  let server: SandboxServer;
  before(async () => (server = await serveSandbox()));
  after(() => server.close());

  it('listens on 127.0.0.1 alone', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap(addresses => addresses ?? [])
      .filter(each => each.address !== '127.0.0.1' && each.scopeid === undefined);
    for (const { address } of others) {
      const socket = connect(server.port, address);
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]; // of a socket
      assert.equal(error.code, 'ECONNREFUSED', address);
    }
  });

  it('answers localhost as well, and no other host', async () => {
    const statusFor = async (host: string) =>
      (await sendBytes(server, `GET /x HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)).slice(9, 12);
    assert.equal(await statusFor(`Host: localhost:${server.port}\r\n`), '404');
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1', 'a b']) {
      assert.equal(await statusFor(`Host: ${host}\r\n`), '421', host);
    }
    assert.equal(await statusFor(''), '400');
    const old = await sendBytes(server, 'GET /x HTTP/1.0\r\n\r\n');
    assert.equal(old.slice(9, 12), '421');
  });

  it('refuses pages of other sites and allows none to read', async () => {
    for (const origin of ['https://evil.example', 'null', `http://127.0.0.1:${server.port + 1}`]) {
      for (const method of ['GET', 'OPTIONS', 'POST']) {
        const answer = await ask(server, '/rest/v2/users/profile', {
          method,
          headers: { Origin: origin, 'Access-Control-Request-Method': 'GET' },
        });
        assert.equal(answer.status, 403);
        assert.ok([...answer.headers.keys()].every(name => !name.startsWith('access-control')));
      }
    }
    const own = await ask(server, '/rest/v2/users/profile', { headers: { Origin: server.origin } });
    assert.equal(own.status, 200);
    assert.ok([...own.headers.keys()].every(name => !name.startsWith('access-control')));
  });

  it('has no files to give, whatever the path', async () => {
    for (const path of [
      '/../../../etc/passwd',
      '/%2e%2e%2f%2e%2e%2fetc/passwd',
      '/..\\..\\etc\\passwd',
      '/rest/v2/users/..%2f..%2fetc%2fpasswd',
      '/package.json',
    ]) {
      const answer = await sendBytes(server, `GET ${path} HTTP/1.1\r\n${head(server.port)}`);
      assert.match(answer.slice(9, 12), /^40[014]$/, path);
      assert.doesNotMatch(answer, /root:|circuit-presence"/);
    }
  });

  it('survives odd targets and three thousand random inputs', async () => {
    const { port } = server;
    const odd = [
      `GET // HTTP/1.1\r\n${head(port)}`,
      `GET http://evil.example/ HTTP/1.1\r\n${head(port)}`,
      `OPTIONS * HTTP/1.1\r\n${head(port)}`,
      `CONNECT evil.example:443 HTTP/1.1\r\n${head(port)}`,
      `TRACE / HTTP/1.1\r\n${head(port)}`,
      `GET /x HTTP/1.1\r\n${head(port, 'Upgrade: websocket\r\n')}`,
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${head(port)}`,
      `POST /oauth/token HTTP/1.1\r\n${head(port, 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n')}abc`,
      Buffer.from('1603010200010001fc0303', 'hex'),
    ];
    for (const bytes of odd) {
      assert.match(await sendBytes(server, bytes), /^$|^HTTP\/1\.1 4\d\d/);
    }
    for (let round = 0; round < 6; round++) {
      const inputs = Array.from({ length: 50 }, () => Buffer.concat(randomInputs(port)));
      await Promise.all(inputs.map(input => sendBytes(server, input)));
    }
    assert.equal((await ask(server, '/rest/v2/users/profile')).status, 200);
  });

  it('reads no more than 64 KiB of a body', async () => {
    const announced = await sendBytes(
      server,
      `POST /oauth/token HTTP/1.1\r\n${head(server.port, 'Content-Length: 1073741824\r\n')}x`,
    );
    assert.equal(announced.slice(9, 12), '413');
    const body = new URLSearchParams({ state: 'BUSY', statusMessage: 'x'.repeat(70_000) });
    const put = await ask(server, '/rest/v2/users/presence', { method: 'PUT', body });
    assert.equal(put.status, 413);
  });

  it('stops a body without an announced end', async () => {
    const type = 'Content-Type: application/x-www-form-urlencoded\r\n';
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => socket.destroy());
    socket.write(
      `POST /oauth/token HTTP/1.1\r\n${head(server.port, `${type}Transfer-Encoding: chunked\r\n`)}`,
    );
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const pump = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', pump).resume();
    pump();
    await closeOf(socket);
    assert.ok(socket.bytesWritten < 16 * 1024 * 1024, String(socket.bytesWritten));
  });
});

describe('closing the sandbox', function () {
  this.timeout(10_000); // as above

  it('holds a bounded number of idle connections and drops the rest', async () => {
    await withSandbox({}, async server => {
      const sockets: Socket[] = [];
      await new Promise<void>(resolve => {
        let dropped = 0;
        for (let i = 0; i < 1000; i++) {
          const socket = connect(server.port, '127.0.0.1').resume();
          socket.on('error', () => undefined);
          socket.on('close', () => ++dropped === 744 && resolve());
          sockets.push(socket);
        }
      });
      assert.equal(sockets.filter(socket => !socket.destroyed).length, 256);
      const ends = sockets.filter(each => !each.destroyed).map(closeOf);
      await server.close();
      await Promise.all(ends);
    });
  });

  it('ends half-open clients and answers that hang or drip, and frees the port', async () => {
    const server = await serveSandbox({ fault: { kind: 'hang' } });
    const half = connect(server.port, '127.0.0.1');
    half.on('error', () => undefined);
    half.write('POST /oauth/token HTTP/1.1\r\nHost:');
    const hanging = ask(server, '/rest/v2/users/profile');
    await waitFor(() => server.strikes === 1);
    server.setFault({ kind: 'drip', intervalMs: 60_000 });
    const dripping = ask(server, '/rest/v2/users/profile');
    await waitFor(() => server.strikes === 2);
    server.setFault({ kind: 'latency', ms: 60_000 });
    const late = ask(server, '/rest/v2/users/profile');
    await waitFor(() => server.strikes === 3);
    const ends = Promise.allSettled([hanging, dripping, late]);
    await server.close();
    assert.deepEqual(
      (await ends).map(each => each.status),
      ['rejected', 'rejected', 'rejected'],
    );
    const again = await serveSandbox({ port: server.port });
    await again.close();
  });
});

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setImmediate(resolve));
  }
}
