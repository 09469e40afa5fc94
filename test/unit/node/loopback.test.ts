import { install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { connect, createServer, Server, type Socket } from 'node:net';
import { type Loopback, LoopbackPort } from '../../../src/account/signIn/loopback';
import { listenForCallback } from '../../../src/node/loopback';
import { findFreePort, isFree } from '../../ports';

const expected = { state: 'right-state', origin: 'https://eu.yourcircuit.com' };
const right = 'state=right-state';

describe('The redirect address', () => {
  let port: number;
  let redirectUri: string;
  let loopback: Loopback;
  let uncaught: unknown[];
  const note = (error: unknown) => uncaught.push(error);
  let mochas: NodeJS.UncaughtExceptionListener[];

  beforeEach(async () => {
    port = await findFreePort();
    redirectUri = `http://localhost:${port}/callback`;
    const listening = await listenForCallback(redirectUri, expected);
    assert.ok(listening !== 'taken');
    loopback = listening;
    uncaught = [];
    mochas = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').on('uncaughtException', note);
  });
  afterEach(async () => {
    loopback.dispose();
    await loopback.closed;
    process.removeListener('uncaughtException', note);
    mochas.forEach(each => process.on('uncaughtException', each));
    assert.deepEqual(uncaught, []);
  });

  const get = (path: string, host = `localhost:${port}`) =>
    send(port, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

  it('takes the one code and says in the browser how the sign-in ended', async () => {
    const redirect = await get(`/callback?code=abc&${right}`);
    assert.equal(statusOf(redirect), 303);
    assert.match(redirect, /\r\nLocation: \/done\r\n/);
    assert.deepEqual(await loopback.callback, { kind: 'code', code: 'abc' });
    const waiting = await open(port);
    const page = readAll(waiting);
    waiting.write(`GET /done HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    // One more answer on another connection: by then the page waits.
    await get('/');
    await loopback.finish('signedIn');
    assert.match(await page, /You&#39;re signed in\./);
  });

  it('says so too if the browser comes a little later than the end', async () => {
    await get(`/callback?code=abc&${right}`);
    const told = loopback.finish('failed');
    assert.match(await get('/done'), /You&#39;re not signed in\./);
    await told;
  });

  for (const [query, outcome, words] of [
    ['code=abc', 'signedIn', /You&#39;re signed in\./],
    ['error=access_denied', 'declined', /You declined the sign-in\./],
    ['code=abc', 'failed', /You&#39;re not signed in\./],
  ] as const) {
    it(`is as friendly to the person's own tab as to whoever opened it first: ${outcome}`, async () => {
      const address = `/callback?${query}&${right}`;
      assert.equal(statusOf(await get(address)), 303);
      assert.equal(statusOf(await get(address)), 303, 'while the code is exchanged');
      const told = loopback.finish(outcome);
      assert.match(await get('/done'), words);
      await told;
      assert.equal(statusOf(await get(address)), 303, 'after the end');
      assert.match(await get('/done'), words);
    });
  }

  describe('of a sign-in that is over', () => {
    it('says so to a browser that comes back late, and reads nothing of what it brings', async () => {
      void loopback.finish('over');
      for (const path of [`/callback?code=abc&${right}`, '/callback?state=canary', '/done', '/']) {
        const answer = await get(path);
        assert.equal(statusOf(answer), 410, path);
        assert.match(answer, /This sign-in has ended\./);
        assert.doesNotMatch(answer, /abc|canary|Location/);
      }
      const nothing = Promise.resolve('nothing');
      assert.equal(await Promise.race([loopback.callback, nothing]), 'nothing');
    });

    it('says so, too, to a page that waits for its end', async () => {
      await get(`/callback?code=abc&${right}`);
      const waiting = await open(port);
      const page = readAll(waiting);
      waiting.write(`GET /done HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
      await get('/');
      await loopback.finish('over');
      assert.match(await page, /This sign-in has ended\./);
    });

    it('is free after a minute', async () => {
      const clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        void loopback.finish('over');
        clock.tick(59_000);
        assert.match(await get('/callback'), /This sign-in has ended\./);
        clock.tick(2_000);
        await loopback.closed;
        assert.equal(clock.countTimers(), 0);
      } finally {
        clock.uninstall();
      }
      assert.ok(await isFree(port));
    });

    it('goes at once to a sign-in of another window', async () => {
      void loopback.finish('over');
      const other = await listenForCallback(redirectUri, { ...expected, state: 'other-state' });
      assert.ok(other !== 'taken');
      await get('/callback?code=abc&state=other-state');
      assert.deepEqual(await other.callback, { kind: 'code', code: 'abc' });
      other.dispose();
      await other.closed;
      await loopback.closed;
    });

    it('leaves no timer where it was closed before', async () => {
      loopback.dispose();
      await loopback.closed;
      const clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
      await loopback.finish('over');
      assert.equal(clock.countTimers(), 0);
      clock.uninstall();
    });
  });

  it('is not given up for another window while a sign-in waits there', async () => {
    assert.equal(await listenForCallback(redirectUri, expected), 'taken');
    assert.equal(statusOf(await get('/release')), 404);
    assert.equal(statusOf(await get(`/callback?code=abc&${right}`)), 303);
  });

  it('is not waited for where another program has it and never answers', async () => {
    const other = await findFreePort();
    const silent = createServer(socket => socket.resume());
    await new Promise<void>(resolve => silent.listen(other, '127.0.0.1', resolve));
    const uri = `http://localhost:${other}/callback`;
    assert.equal(await listenForCallback(uri, expected), 'taken');
    await new Promise(resolve => silent.close(resolve));
  });

  it('frees the port at the end where no browser came', async () => {
    await loopback.finish('signedIn');
    assert.ok(await isFree(port));
  });

  it('takes our state without a code for a no', async () => {
    assert.equal(statusOf(await get(`/callback?${right}`)), 303);
    assert.deepEqual(await loopback.callback, { kind: 'denied', error: 'access_denied' });
  });

  it('takes the code beside 64 kB of cookies of other programs', async () => {
    const cookies = Array.from({ length: 16 }, (_, n) => `Cookie: c${n}=${'x'.repeat(4096)}\r\n`);
    const answer = await send(
      port,
      `GET /callback?code=abc&${right} HTTP/1.1\r\nHost: localhost:${port}\r\n${cookies.join('')}Connection: close\r\n\r\n`,
    );
    assert.equal(statusOf(answer), 303);
  });

  it('says what to do where there are more cookies than that', async () => {
    const cookies = `Cookie: ${'x'.repeat(200_000)}\r\n`;
    const answer = await send(
      port,
      `GET /callback?code=abc&${right} HTTP/1.1\r\nHost: localhost:${port}\r\n${cookies}\r\n`,
    );
    assert.equal(statusOf(answer), 431);
    assert.match(answer, /paste it into VS Code/);
  });

  it('says what to do where the answer is behind a # that browsers keep to themselves', async () => {
    const answer = await get('/callback');
    assert.equal(statusOf(answer), 400);
    assert.match(answer, /paste it into VS Code/);
  });

  it('lets the browser through whatever else is connected and silent', async () => {
    const silent = [await open(port)];
    const closed = new Promise(resolve => silent[0]?.on('close', resolve));
    while (silent.length < 200) {
      silent.push(await open(port));
    }
    assert.equal(statusOf(await get(`/callback?code=abc&${right}`)), 303);
    await closed;
    silent.forEach(socket => socket.destroy());
  });

  it('is on 127.0.0.1 and on ::1, since localhost may mean either', async () => {
    const answer = await send(
      port,
      `GET / HTTP/1.1\r\nHost: [::1]:${port}\r\nConnection: close\r\n\r\n`,
      '::1',
    );
    assert.equal(statusOf(answer), 404);
  });

  it('is on those two and on no other address of this computer', async () => {
    const listening: Server[] = [];
    const descriptor = Object.getOwnPropertyDescriptor(Server.prototype, 'listen');
    assert.ok(descriptor);
    Server.prototype.listen = function (this: Server, ...args: unknown[]) {
      listening.push(this);
      return Reflect.apply(descriptor.value as () => Server, this, args) as Server; // Node's own
    };
    const free = await findFreePort();
    listening.length = 0;
    const other = await listenForCallback(`http://localhost:${free}/callback`, expected);
    Object.defineProperty(Server.prototype, 'listen', descriptor);
    assert.ok(other !== 'taken');
    const addresses = listening.map(server => {
      const bound = server.address();
      return typeof bound === 'object' ? `${bound?.address} ${bound?.port}` : bound;
    });
    assert.deepEqual(addresses, [`127.0.0.1 ${free}`, `::1 ${free}`]);
    other.dispose();
    await other.closed;
  });

  it('refuses a second code', async () => {
    await get(`/callback?code=abc&${right}`);
    assert.equal(statusOf(await get(`/callback?code=def&${right}`)), 410);
    assert.deepEqual(await loopback.callback, { kind: 'code', code: 'abc' });
  });

  const refused: readonly [name: string, status: number, request: (port: number) => string][] = [
    ['a wrong state', 400, p => request('/callback?code=a&state=x', p)],
    ['neither code nor state', 400, p => request('/callback?x=y', p)],
    ['an error without the state', 400, p => request('/callback?error=access_denied', p)],
    ['two codes', 400, p => request(`/callback?code=a&code=b&${right}`, p)],
    ['another path', 404, p => request(`/callback/?code=a&${right}`, p)],
    [
      'a path that a URL parser would clean',
      404,
      p => request(`/x/../callback?code=a&${right}`, p),
    ],
    ['a path without a host', 404, p => request('//', p)],
    ['the absolute form', 404, p => request(`http://localhost/callback?code=a&${right}`, p)],
    ['the page at the end, too early', 404, p => request('/done', p)],
    ['another host', 421, () => request(`/callback?code=a&${right}`, 0, 'evil.example')],
    ['another port', 421, () => request(`/callback?code=a&${right}`, 1)],
    ['a host that is none', 421, () => request(`/callback?code=a&${right}`, 0, 'a b')],
    ['two hosts', 421, p => request('/', p, `localhost:${p}\r\nHost: evil.example`)],
    ['no host', 421, () => `GET /callback?code=a&${right} HTTP/1.1\r\nConnection: close\r\n\r\n`],
    ['HTTP/1.0 without a host', 421, () => `GET /callback?code=a&${right} HTTP/1.0\r\n\r\n`],
    ['POST', 405, p => request(`/callback?code=a&${right}`, p, undefined, 'POST')],
    ['HEAD', 405, p => request(`/callback?code=a&${right}`, p, undefined, 'HEAD')],
    ['PUT', 405, p => request(`/callback?code=a&${right}`, p, undefined, 'PUT')],
    ['OPTIONS *', 405, p => request('*', p, undefined, 'OPTIONS')],
  ];
  for (const [name, status, raw] of refused) {
    it(`answers ${status} to ${name}, and goes on waiting`, async () => {
      assert.equal(statusOf(await send(port, raw(port))), status);
      await get(`/callback?code=good&${right}`);
      assert.deepEqual(await loopback.callback, { kind: 'code', code: 'good' });
    });
  }

  const hostile: readonly [name: string, bytes: string | Buffer][] = [
    ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n'],
    [
      'an upgrade',
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS greeting', Buffer.from('16030100c8010000c40303', 'hex')],
    ['a URL of 9 kB', `GET /${'a'.repeat(9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['headers of 20 kB', `GET / HTTP/1.1\r\n${'X-A: b\r\n'.repeat(2500)}\r\n`],
    ['headers of 2 MB', `GET / HTTP/1.1\r\n${'X-A: b\r\n'.repeat(250_000)}\r\n`],
    ['two lengths', 'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'length and chunks',
      'POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a bad chunk', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['line breaks alone', '\r\n\r\n\r\n\n\n'],
    ['nothing at all', ''],
    ['zeros', Buffer.alloc(4096)],
    ['an expectation', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: magic\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nHost:\r\n localhost\r\n\r\n'],
  ];
  for (const [name, bytes] of hostile) {
    it(`outlives ${name}`, async () => {
      await send(port, bytes);
      assert.equal(statusOf(await get(`/callback?code=good&${right}`)), 303);
    });
  }

  it('outlives 10,000 random inputs', async () => {
    const random = createRandom(7);
    for (let round = 0; round < 200; round++) {
      await Promise.all(Array.from({ length: 50 }, () => send(port, randomInput(random, port))));
    }
    assert.equal(statusOf(await get(`/callback?code=good&${right}`)), 303);
  }).timeout(60_000);

  it('lets a page that fires thousands of callbacks change nothing', async () => {
    for (let round = 0; round < 100; round++) {
      await Promise.all(Array.from({ length: 20 }, () => get(`/callback?code=x&state=${round}`)));
    }
    await get(`/callback?code=good&${right}`);
    assert.deepEqual(await loopback.callback, { kind: 'code', code: 'good' });
  }).timeout(30_000);

  it('shows static pages that keep and tell nothing', async () => {
    const answer = await get(
      '/callback?code=%3Cscript%3Ecanary&state=canary&error_description=canary',
    );
    assert.ok(!answer.includes('canary'));
    for (const header of [
      /content-security-policy: default-src 'none'/i,
      /cache-control: no-store/i,
      /referrer-policy: no-referrer/i,
      /x-content-type-options: nosniff/i,
    ]) {
      assert.match(answer, header);
    }
    assert.ok(!/<script|<img|<link|http-equiv/i.test(answer));
  });

  it('is free as soon as it is disposed, whatever clients still hold on to it', async () => {
    const half = await open(port);
    const dropped = new Promise(resolve => half.on('close', resolve));
    half.write('GET /callback?code=a');
    const waiting = await open(port);
    await get(`/callback?code=abc&${right}`);
    waiting.write(`GET /done HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    await get('/');
    loopback.dispose();
    await loopback.closed;
    assert.ok(await isFree(port));
    await dropped;
  });

  for (const address of ['127.0.0.1', '::1']) {
    it(`is not used when another program has it on ${address}`, async () => {
      const other = await findFreePort();
      const squatter = createServer(socket => socket.resume());
      await new Promise<void>(resolve => squatter.listen(other, address, resolve));
      assert.equal(
        await listenForCallback(`http://localhost:${other}/callback`, expected),
        'taken',
      );
      await new Promise(resolve => squatter.close(resolve));
      assert.ok(await isFree(other));
    });
  }

  it('goes to the next sign-in of the same window at once', async () => {
    const ours = new LoopbackPort(listenForCallback);
    const uri = `http://localhost:${await findFreePort()}/callback`;
    for (let attempt = 0; attempt < 5; attempt++) {
      assert.notEqual(await ours.listen(uri, expected), 'taken');
    }
    ours.dispose();
  });
});

function request(path: string, port: number, host = `localhost:${port}`, method = 'GET'): string {
  return `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
}

/** Sends bytes and gives all that comes back until the other side closes. */
function send(port: number, bytes: string | Buffer, host = '127.0.0.1'): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(port, host);
    let answer = '';
    socket.on('data', data => (answer += data.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    socket.end(bytes);
  });
}

function open(port: number): Promise<Socket> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => undefined);
  });
}

/** All that comes until the other side closes. */
function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', data => (text += data.toString()));
  return new Promise(resolve => socket.on('close', () => resolve(text)));
}

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Bytes of all kinds, most of them close to a request. */
function randomInput(random: () => number, port: number): Buffer {
  const pick = (...choices: string[]) => choices[Math.floor(random() * choices.length)] ?? '';
  const noise = Buffer.from(
    Array.from({ length: Math.floor(random() * 60) }, () => Math.floor(random() * 256)),
  ).toString('latin1');
  const text =
    random() < 0.3
      ? noise
      : [
          pick('GET', 'POST', 'OPTIONS', 'CONNECT', 'G\0T', ''),
          pick(' ', '  ', '\t', ''),
          pick('/callback?', '//', '/done', '*', 'http://[::1', '/%', '/callback?code='),
          noise.slice(0, 20),
          pick(' HTTP/1.1', ' HTTP/1.0', ' HTTP/9.9', ''),
          pick('\r\n', '\n', '\r'),
          pick(`Host: localhost:${port}`, 'Host: a b', 'Host', 'Host: [', `X: ${noise}`),
          pick('\r\n\r\n', '\r\n', '\n\n', ''),
        ].join('');
  return Buffer.from(text, 'latin1');
}
