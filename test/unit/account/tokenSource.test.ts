import { type Clock, install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { createTokenRefresh } from '../../../src/account/refresh';
import { createClientSecrets } from '../../../src/account/storage/clientSecrets';
import { createSession, refreshDueAt, type Session } from '../../../src/account/storage/session';
import { Sessions } from '../../../src/account/storage/sessions';
import { createTokenSource } from '../../../src/account/tokenSource';
import { createCircuitClient } from '../../../src/circuit/client';
import { HttpError, NetworkError, UnauthorizedError } from '../../../src/circuit/errors';
import { createLease } from '../../../src/base/lease';
import { createPrivateFolder, type SharedFolder } from '../../../src/base/sharedFolder';
import type { HttpRequest } from '../../../src/circuit/transport';
import { createNodeTransport } from '../../../src/node/transport';
import type { SandboxOptions } from '../../../src/sandbox/app';
import { type SandboxServer, serveSandbox } from '../../../src/sandbox/server';
import { Canaries } from '../canaries';
import { createLog, createMemory, newSession, settle, SharedSecrets } from './support';

const tokenPath = '/oauth/token';
const hour = 3_600_000;

describe('The access token', () => {
  let server: SandboxServer;
  let secrets: SharedSecrets;
  let open: Sessions[];
  let folder: SharedFolder;
  let requestsUnderWay = 0;

  beforeEach(() => {
    secrets = new SharedSecrets();
    folder = createPrivateFolder();
    open = [];
  });
  afterEach(async () => {
    open.forEach(sessions => sessions.dispose());
    await server.close();
  });

  /** Serves a sandbox and stores a session whose access token has ended. */
  async function start(
    options: SandboxOptions = {},
    changes: Partial<Session> = {},
    requestTimeoutMs = 10_000,
  ) {
    server = await serveSandbox({ refresh: 'rotating', ...options });
    const { sandbox, origin } = server;
    const transport = createNodeTransport();
    const client = createCircuitClient(
      () => ({
        origin,
        transport,
        token: () => Promise.resolve(sandbox.issueToken()),
        arrays: 'repeated',
      }),
      createLog(),
    );
    const { userId } = await client.getProfile();
    const tokens = await signInAtSandbox(server);
    const session = createSession(
      newSession({
        origin,
        userId,
        clientId: sandbox.clientId,
        accessToken: tokens.access_token,
        refreshToken: tokens.refresh_token,
        issuedAt: Date.now(),
        ...changes,
      }),
    );
    await createClientSecrets(secrets.window()).set(origin, sandbox.clientSecret);
    const window = openWindow(userId, requestTimeoutMs);
    await window.sessions.at(origin).save(session);
    return { ...window, session, userId };
  }

  /** One window on the shared secrets: its sessions, its client and what it sent. */
  function openWindow(userId: string, requestTimeoutMs = 10_000, lagMs = 0) {
    const { origin } = server;
    const sent: HttpRequest[] = [];
    const node = createNodeTransport({ requestTimeoutMs });
    const transport = async (request: HttpRequest) => {
      sent.push(request);
      requestsUnderWay += 1;
      try {
        return await node(request);
      } finally {
        requestsUnderWay -= 1;
      }
    };
    const log = createLog();
    const sessions = new Sessions(secrets.window(lagMs), createMemory());
    sessions.select(origin);
    open.push(sessions);
    const renewal = createTokenRefresh(transport, createClientSecrets(secrets.window()), log);
    const lease = createLease(folder, 'refresh');
    const newSource = () =>
      createTokenSource({ sessions: sessions.at(origin), userId, renewal, log, lease });
    let token = newSource();
    const client = createCircuitClient(
      () => ({ origin, transport, token: refused => token(refused), arrays: 'repeated' }),
      log,
    );
    const forgetCooldown = () => (token = newSource());
    const refreshes = () => sent.filter(({ url }) => url.pathname === tokenPath).length;
    return { sessions, sent, token, client, refreshes, forgetCooldown, log };
  }

  /** Does `act` while the time it waits for passes at once; requests take the time they take. */
  async function withoutWaiting<T>(act: () => Promise<T>): Promise<T> {
    const clock = install({
      toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
      now: Date.now(),
      shouldClearNativeTimers: true,
    });
    try {
      const over = new AbortController();
      const result = act().finally(() => over.abort());
      while (!over.signal.aborted) {
        await new Promise(resolve => {
          setImmediate(resolve);
        });
        clock.tick(requestsUnderWay === 0 ? 5 : 0);
      }
      return await result;
    } finally {
      clock.uninstall();
    }
  }

  /** The session as it is stored, wherever that is. */
  function storedSession(): string {
    return (
      [...secrets.values].find(([key]) => key.startsWith('session:') && key.includes('#'))?.[1] ??
      ''
    );
  }

  it('is refreshed by one request for many calls, which then all succeed', async () => {
    const { client, refreshes } = await start();
    server.sandbox.expireTokens();
    await Promise.all(Array.from({ length: 20 }, () => client.getLabels()));
    assert.equal(refreshes(), 1);
  });

  it('is stored before anything is sent with it, and so is a rotated refresh token', async () => {
    const { client, sent, session } = await start();
    server.sandbox.expireTokens();
    const stored: (string | undefined)[] = [];
    const watched = sent as HttpRequest[] & { push: (request: HttpRequest) => number };
    watched.push = request => {
      const used = request.headers['Authorization']?.replace('Bearer ', '');
      const blob = storedSession();
      if (used !== undefined) {
        stored.push(blob.includes(used) ? 'stored' : 'not stored');
      }
      return Array.prototype.push.call(sent, request);
    };
    await client.getLabels();
    assert.deepEqual(new Set(stored), new Set(['stored']));
    const blob = storedSession();
    assert.ok(!blob.includes(session.refreshToken ?? '-'));
    assert.match(blob, /"refreshToken"/);
  });

  it('keeps the refresh token where the answer holds no other', async () => {
    const { client, sessions, session } = await start({ refresh: 'kept' });
    server.sandbox.expireTokens();
    await client.getLabels();
    assert.equal(sessions.current?.refreshToken, session.refreshToken);
    assert.notEqual(sessions.current?.accessToken, session.accessToken);
  });

  for (const fault of [
    { kind: 'status', status: 503 },
    { kind: 'status', status: 500 },
    {
      kind: 'answer',
      status: 400,
      body: '{"error":"temporarily_unavailable"}',
      headers: { 'content-type': 'application/json' },
    },
    { kind: 'hang' },
    { kind: 'reset', at: 'before' },
    { kind: 'html' },
  ] as const) {
    it(`survives a passing fault of the token endpoint: ${fault.kind} ${'status' in fault ? fault.status : ''}`, async () => {
      const { client, sessions, session, refreshes } = await start(
        {},
        {},
        fault.kind === 'hang' ? 300 : 10_000,
      );
      server.sandbox.expireTokens();
      server.setFault({ ...fault, path: tokenPath });
      await assert.rejects(client.getLabels(), error => !(error instanceof UnauthorizedError));
      assert.equal(refreshes(), 1);
      assert.equal(sessions.current, session);
      server.setFault();
      if (fault.kind !== 'reset' && fault.kind !== 'hang') {
        await client.getLabels();
      }
    });
  }

  it('costs one sign-in and no loop when the answer to a refresh was lost', async () => {
    const { client, refreshes } = await start();
    server.sandbox.expireTokens();
    server.setFault({ kind: 'truncated', path: tokenPath, times: 1 });
    await withoutWaiting(async () => {
      await assert.rejects(client.getLabels(), error => !(error instanceof UnauthorizedError));
      await assert.rejects(client.getLabels(), UnauthorizedError);
      await assert.rejects(client.getLabels(), UnauthorizedError);
    });
    assert.equal(refreshes(), 2);
  });

  it('that nobody accepts and nothing can refresh ends in one clear error', async () => {
    const { client, refreshes, sessions } = await start({}, { refreshToken: undefined });
    server.sandbox.revokeTokens();
    await assert.rejects(client.getLabels(), UnauthorizedError);
    assert.equal(refreshes(), 0);
    assert.ok(sessions.current);
  });

  it('is refused for a missing permission without ending the sign-in', async () => {
    const { client, sessions } = await start();
    server.setFault({ kind: 'status', status: 401, path: '/rest/v2/users/labels' });
    await assert.rejects(
      client.getLabels(),
      error => error instanceof HttpError && error.status === 401,
    );
    assert.ok(sessions.current);
  });

  it('is refreshed at most once a minute, however often Circuit refuses the new one', async () => {
    const { client, refreshes } = await start();
    server.setFault({ kind: 'status', status: 401, path: '/rest/v2/users/labels' });
    for (let call = 0; call < 10; call++) {
      await assert.rejects(client.getLabels(), HttpError);
    }
    assert.equal(refreshes(), 1);
  });

  it('of another person is given up at once', async () => {
    const { client, sessions } = await start();
    const other = server.sandbox.company.people[1]?.user.userId ?? '';
    server.sandbox.expireTokens();
    server.setFault({
      kind: 'answer',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        access_token: server.sandbox.issueToken(other),
        token_type: 'Bearer',
        scope: ['READ_USER_PROFILE'],
      }),
      path: tokenPath,
    });
    await assert.rejects(client.getLabels(), UnauthorizedError);
    assert.equal(sessions.current, undefined);
    assert.equal(storedSession(), '');
  });

  it('is not given to the account of another person', async () => {
    await start();
    await assert.rejects(openWindow('somebody-else').token(), UnauthorizedError);
  });

  it('that was refreshed in the moment of a sign-out is thrown away', async () => {
    const { client, sessions, session } = await start();
    server.sandbox.expireTokens();
    server.setFault({ kind: 'latency', ms: 50, path: tokenPath });
    const reading = assert.rejects(client.getLabels(), UnauthorizedError);
    await sessions.remove(session.id);
    await reading;
    assert.equal(storedSession(), '');
  });

  it('that another window already refreshed is taken from there', async () => {
    const { client, sessions, userId } = await start();
    const other = openWindow(userId);
    await other.sessions.load();
    server.sandbox.expireTokens();
    await client.getLabels();
    await other.client.getLabels();
    assert.equal(other.refreshes(), 0);
    assert.equal(other.sessions.current?.accessToken, sessions.current?.accessToken);
  });

  for (const lagMs of [0, 25]) {
    it(`is refreshed by one of three windows at a time, in each of 25 rounds, where storage lags ${lagMs} ms`, async () => {
      const { userId, sessions } = await start();
      await sessions.load();
      const windows = Array.from({ length: 3 }, () => openWindow(userId, 10_000, lagMs));
      for (let round = 0; round < 25; round += 1) {
        await Promise.all(windows.map(window => window.sessions.load()));
        for (const window of windows) {
          // Each round stands for an hour of a token's life: no cooldown of the one before.
          window.forgetCooldown();
        }
        server.sandbox.expireTokens();
        await withoutWaiting(() => Promise.all(windows.map(({ client }) => client.getLabels())));
      }
      const refreshes = windows.reduce((sum, window) => sum + window.refreshes(), 0);
      assert.equal(refreshes, 25);
    });
  }

  it('is refreshed by another window when the one that was about to was killed', async () => {
    const { userId } = await start();
    const other = openWindow(userId);
    server.sandbox.expireTokens();
    await folder.create('refresh.lease.1', 'held');
    await withoutWaiting(() => other.client.getLabels());
    assert.equal(other.refreshes(), 1);
  });

  it('leaves no trace in the log, and travels in the header alone', async () => {
    const { client, log, sent, session, sessions } = await start();
    server.sandbox.expireTokens();
    await client.getLabels();
    const canaries = [
      session.accessToken,
      session.refreshToken,
      sessions.current?.accessToken,
      sessions.current?.refreshToken,
      server.sandbox.clientSecret,
    ];
    for (const canary of canaries) {
      assert.ok(canary);
      assert.ok(!log.lines.join('\n').includes(canary.slice(0, 8)));
      assert.ok(sent.every(({ url }) => !url.href.includes(canary)));
    }
    assert.ok(log.lines.length > 0);
  });

  const json = { 'content-type': 'application/json' };
  const endings: readonly [
    name: string,
    prepare: (server: SandboxServer, words: string) => void,
    lines: readonly string[],
  ][] = [
    ['well', ({ sandbox }) => sandbox.expireTokens(), ['The access token was refreshed.']],
    [
      'with a refused refresh token',
      ({ sandbox }) => sandbox.revokeTokens(),
      ['The refresh token was refused.'],
    ],
    [
      'with the token of somebody else',
      ({ sandbox, ...rest }) => {
        sandbox.expireTokens();
        const access_token = sandbox.issueToken(sandbox.company.people[1]?.user.userId);
        const body = JSON.stringify({ access_token, token_type: 'Bearer' });
        rest.setFault({ kind: 'answer', headers: json, body, path: tokenPath });
      },
      [
        'The access token was refreshed.',
        'The refreshed token belongs to somebody else; the session ends.',
      ],
    ],
    [
      'with a server that repeats what it was sent',
      ({ sandbox, ...rest }, error) => {
        const body = JSON.stringify({ error, error_description: error });
        sandbox.expireTokens();
        rest.setFault({ kind: 'answer', status: 400, headers: json, body, path: tokenPath });
      },
      ['The refresh token was refused.'],
    ],
  ];
  for (const [name, prepare, lines] of endings) {
    it(`says in the log how a refresh ended, and names nobody and nothing secret: ${name}`, async () => {
      const { client, log, sent, session } = await start();
      const canaries = new Canaries();
      for (const { user } of server.sandbox.company.people) {
        const { userId, displayName, emailAddress } = user;
        [userId, displayName, emailAddress].forEach(each => canaries.add('person', each));
      }
      const { accessToken, refreshToken, label } = session;
      const secrets = [accessToken, refreshToken, label, server.sandbox.clientSecret];
      secrets.forEach(each => canaries.add('secret', each));
      prepare(server, secrets.join(' '));
      await withoutWaiting(() => client.getLabels().catch(() => undefined));
      sent.forEach(({ headers }) =>
        canaries.add('token', headers['Authorization']?.replace('Bearer ', '')),
      );
      const isRequest = (line: string) => /^(GET|POST) \S+ \S+ \d+ ms$/.test(line);
      assert.deepEqual(
        log.lines.filter(line => !isRequest(line)),
        lines,
      );
      assert.deepEqual(canaries.foundIn(log.lines.join('\n')), []);
    });
  }

  it('in a window that cannot store is kept for this window, and refreshed no more often', async () => {
    const { client, sessions, refreshes } = await start();
    const notices: string[] = [];
    sessions.onDidNotice(notice => notices.push(notice));
    server.sandbox.expireTokens();
    secrets.faults.set('store', 'fails');
    await client.getLabels();
    await client.getLabels();
    assert.equal(refreshes(), 1);
    assert.deepEqual(notices, ['windowOnly']);
  });
});

describe('When an access token is refreshed early', () => {
  /** The id as random as it gets, and as low. */
  const at = (issuedAt: number, expiresAt?: number, id = '00000000-lowest') =>
    refreshDueAt({ ...createSession(newSession({ issuedAt, expiresAt })), id });
  const rows: readonly [name: string, due: number, wanted: number][] = [
    ['an hour: five minutes before', at(0, hour), hour - 300_000],
    ['an hour: up to a fifth of it earlier', at(0, hour, '80000000'), hour - 300_000 - hour / 10],
    ['ten hours: up to half an hour earlier', at(0, 10 * hour, '80000000'), 10 * hour - 1_200_000],
    ['two minutes: a fifth of its life before', at(0, 120_000), 96_000],
    ['no known end: never', at(0), Infinity],
    ['an end at its beginning: never', at(5000, 5000), Infinity],
    ['an end before its beginning: never', at(5000, 1000), Infinity],
  ];
  for (const [name, due, wanted] of rows) {
    it(`is known for a life of ${name}`, () => assert.equal(due, wanted));
  }

  let clock: Clock;
  beforeEach(() => (clock = install({ toNotFake: ['queueMicrotask', 'nextTick'] })));
  afterEach(() => clock.uninstall());

  async function start(refresh: () => Promise<'refused'>, life = 1000) {
    const secrets = new SharedSecrets();
    const sessions = new Sessions(secrets.window(), createMemory());
    const expiresAt = Date.now() + life;
    const session = createSession(
      newSession({ refreshToken: 'refresh-1', clientId: 'app', issuedAt: Date.now(), expiresAt }),
    );
    await sessions.at(session.origin).save(session);
    let refreshes = 0;
    const renewal = {
      refresh: () => {
        refreshes++;
        return refresh();
      },
      whose: () => Promise.resolve('user-1'),
    };
    const token = createTokenSource({
      sessions: sessions.at(session.origin),
      userId: 'user-1',
      renewal,
      log: createLog(),
      lease: createLease(createPrivateFolder(), 'refresh'),
    });
    return { token, session, secrets, sessions, refreshes: () => refreshes };
  }

  it('a fault is no reason to fail while the old one still lives', async () => {
    const fails = () => Promise.reject(new NetworkError('gone', 'unreachable'));
    const { token, session } = await start(fails);
    clock.tick(900);
    assert.equal(await token(), session.accessToken);
    clock.tick(200);
    await assert.rejects(token(), NetworkError);
  });

  it('a refused refresh token is tried once, after three seconds for another window', async () => {
    const { token, session, refreshes } = await start(() => Promise.resolve('refused'));
    const asked = token(session.accessToken);
    await clock.tickAsync(2999);
    let answered = false;
    void asked.then(() => (answered = true));
    await settle();
    assert.equal(answered, false);
    await clock.tickAsync(1);
    assert.equal(await asked, session.accessToken);
    assert.equal(await token(session.accessToken), session.accessToken);
    assert.equal(refreshes(), 1);
  });

  it('the new session of another window is taken as soon as it is there', async () => {
    const { token, session, secrets } = await start(() => Promise.resolve('refused'));
    const asked = token(session.accessToken);
    await clock.tickAsync(1000);
    const other = new Sessions(secrets.window(), createMemory());
    await other.at(session.origin).save({ ...session, accessToken: 'access-2' });
    await clock.tickAsync(200);
    assert.equal(await asked, 'access-2');
  });

  it('nothing is asked for in a day if the end is not known', async () => {
    const { token, refreshes } = await start(() => Promise.resolve('refused'), -1);
    clock.tick(24 * hour);
    await token();
    assert.equal(refreshes(), 0);
  });
});

/** Signs the sandbox's first person in, over HTTP as a browser and an app would. */
async function signInAtSandbox({ origin, sandbox }: SandboxServer) {
  const redirectUri = 'http://localhost:7190/callback';
  const page = new URL('/oauth/authorize', origin);
  page.search = new URLSearchParams({
    response_type: 'code',
    client_id: sandbox.clientId,
    redirect_uri: redirectUri,
    scope: 'READ_USER_PROFILE,READ_USER,MANAGE_PRESENCE',
    state: 's',
  }).toString();
  const consent = await fetch(page, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ decision: 'allow', userId: sandbox.me.userId }),
  });
  const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const answer = await fetch(new URL('/oauth/token', origin), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: sandbox.clientId,
      client_secret: sandbox.clientSecret,
      redirect_uri: redirectUri,
      code,
    }),
  });
  return (await answer.json()) as { access_token: string; refresh_token?: string }; // as the sandbox documents it
}
