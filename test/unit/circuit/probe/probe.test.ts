import assert from 'node:assert/strict';
import { NetworkError, ProtocolError, UnauthorizedError } from '../../../../src/circuit/errors';
import { probe } from '../../../../src/circuit/probe/probe';
import { describeProbe } from '../../../../src/circuit/probe/report';
import type { ProbeResult } from '../../../../src/circuit/probe/types';
import type { HttpRequest } from '../../../../src/circuit/transport';
import type { Access } from '../../../../src/circuit/types';
import type { SandboxOptions } from '../../../../src/sandbox/app';
import type { Fault } from '../../../../src/sandbox/faults';
import { type SandboxServer, serveSandbox } from '../../../../src/sandbox/server';
import { accessTo, createRecordingLog, scripted } from '../support';

const gets = [
  'GET /users/profile',
  'GET /users/labels',
  'GET /users/supportinfo',
  'GET /users/{emailAddress}/getUserByEmail',
  'GET /users/{id}',
  'GET /users/{id}/presence',
  'GET /users/presence',
  'GET /users',
  'GET /users/list',
];

async function check(
  options: SandboxOptions,
  o: { mayPut?: boolean; fault?: Fault; prepare?: (server: SandboxServer) => void } = {},
) {
  const server = await serveSandbox({ ...options, fault: o.fault });
  try {
    o.prepare?.(server);
    const log = createRecordingLog();
    const result = await probe(accessTo(server), { log, mayPut: o.mayPut ?? false });
    const puts = server.sandbox.requests.count('PUT');
    return { result, puts, log, me: server.sandbox.presenceOf(server.sandbox.me.userId) };
  } finally {
    await server.close();
  }
}

const statuses = ({ rows }: ProbeResult) =>
  Object.fromEntries(rows.map(({ operation, status }) => [operation, status]));

describe('the connection check', () => {
  it('tries the nine GETs and sets nothing unless it may', async () => {
    const { result, puts } = await check({});
    assert.deepEqual(
      result.rows.map(({ operation, ok, status }) => [operation, ok, status]),
      [...gets.map(operation => [operation, true, 200]), ['PUT /users/presence', false, 'skipped']],
    );
    assert.equal(puts, 0);
  });

  for (const state of ['AVAILABLE', 'AWAY', 'BUSY', 'DND'] as const) {
    it(`sets ${state} once more as it is, when it may`, async () => {
      const dndUntil = Date.now() + 3_600_000;
      const set = { state, statusMessage: 'Tea', ...(state === 'DND' && { dndUntil }) };
      const { result, puts, me } = await check(
        {},
        { mayPut: true, prepare: s => s.sandbox.setPresenceOf(s.sandbox.me.userId, set) },
      );
      assert.equal(statuses(result)['PUT /users/presence'], 200);
      assert.equal(puts, 1);
      const { statusMessage } = me;
      assert.deepEqual([me.state, statusMessage, me.dndUntil], [state, 'Tea', set.dndUntil]);
    });
  }

  const profiles: readonly [profile: object, name: string | undefined, isEmailTried: boolean][] = [
    [
      { lastName: 'Okafor', displayName: 'Mira Okafor', emailAddress: 'm@o.example' },
      'Okafor',
      true,
    ],
    [{ displayName: 'Mira', emailAddress: 'mira' }, 'Mira', false],
    [{}, undefined, false],
  ];
  for (const [profile, name, isEmailTried] of profiles) {
    it(`tries what the profile tells, as far as it does: ${JSON.stringify(profile)}`, async () => {
      const { transport, requests } = scripted(() => Response.json({ userId: 'a-1', ...profile }));
      const token = () => Promise.resolve('t');
      const access = { origin: 'https://circuit.example', transport, token } as const;
      const result = await probe(
        { ...access, arrays: 'repeated' },
        { log: createRecordingLog(), mayPut: false },
      );
      const skipped = result.rows.filter(({ status }) => status === 'skipped');
      assert.deepEqual(
        skipped.map(({ operation, ok, ms }) => [operation, ok, ms]),
        [
          ...(isEmailTried ? [] : ['GET /users/{emailAddress}/getUserByEmail']),
          ...(name === undefined ? ['GET /users'] : []),
          'PUT /users/presence',
        ].map(operation => [operation, false, 0]),
      );
      const names = requests
        .filter(({ url }) => url.pathname === '/rest/v2/users')
        .map(({ url }) => url.search);
      assert.deepEqual(names, name === undefined ? [] : [`?name=${name}`]);
    });
  }

  it('sends one request after the other', async () => {
    const server = await serveSandbox();
    const access = accessTo(server);
    let underWay = 0;
    const slow: Access = {
      ...access,
      transport: async request => {
        underWay += 1;
        assert.equal(underWay, 1);
        const answer = await access.transport(request);
        await new Promise(setImmediate);
        underWay -= 1;
        return answer;
      },
    };
    const { rows } = await probe(slow, { log: createRecordingLog(), mayPut: true });
    assert.deepEqual(
      rows.map(({ status }) => status),
      [...gets, 'PUT'].map(() => 200),
    );
    await server.close();
  });

  for (const [path, isGood] of [
    ['/users', true],
    ['/users/list', true],
    ['/users/labels', false],
    ['/users/presence', false],
  ] as const) {
    const operation = `GET ${path}`;
    it(`takes it for a ${isGood ? 'good' : 'bad'} answer that nobody was found, and for a bad one a wrong shape: ${operation}`, async () => {
      for (const [fault, ok, status] of [
        [{ kind: 'status', status: 404 }, isGood, 404],
        [{ kind: 'answer', body: '[{}]' }, false, 200],
      ] as const) {
        const { result } = await check({}, { fault: { ...fault, path: `/rest/v2${path}` } });
        const row = result.rows.find(each => each.operation === operation);
        assert.deepEqual(row, { ...row, ok, status });
      }
    });
  }

  it('leaves a state alone that nobody can set', async () => {
    const { result, puts } = await check(
      {},
      {
        mayPut: true,
        prepare: ({ sandbox }) =>
          sandbox.setPresenceOf(sandbox.me.userId, { state: 'OFFLINE', statusMessage: '' }),
      },
    );
    assert.equal(statuses(result)['PUT /users/presence'], 'skipped');
    assert.equal(puts, 0);
  });

  for (const arrays of ['both', 'repeated', 'comma'] as const) {
    it(`finds out that a host reads ${arrays} of the spellings of several ids`, async () => {
      const { result } = await check({ arrays });
      assert.equal(result.readings.arrays, arrays);
    });
  }

  for (const taken of [0, -1]) {
    it(`sees through a host that takes the ${taken === 0 ? 'first' : 'last'} of several ids`, async () => {
      const { transport } = scripted(({ url }) => {
        const userId = url.searchParams.getAll('name').at(taken) ?? 'a-1';
        const user = { userId: userId.includes(',') ? 'nobody' : userId };
        return Response.json(url.pathname.endsWith('/list') ? [user] : user);
      });
      const token = () => Promise.resolve('t');
      const access = { origin: 'https://circuit.example', transport, token } as const;
      const { readings } = await probe(
        { ...access, arrays: 'repeated' },
        { log: createRecordingLog(), mayPut: false },
      );
      assert.equal(readings.arrays, 'unknown');
    });
  }

  for (const [dndUntilAs, found] of [
    ['milliseconds', 'epochMs'],
    ['iso', 'iso'],
  ] as const) {
    it(`finds out that a host writes the end of Do Not Disturb as ${found}`, async () => {
      const dnd = { state: 'DND', statusMessage: '', dndUntil: Date.now() + 60_000 } as const;
      const { result } = await check(
        { dndUntilAs },
        { prepare: ({ sandbox }) => sandbox.setPresenceOf(sandbox.me.userId, dnd) },
      );
      assert.equal(result.readings.dndUntil, found);
    });
  }

  it('finds out whether a host answers in XML when not asked for JSON', async () => {
    const json = await check({ xmlWithoutAccept: false });
    assert.equal(json.result.readings.withoutAccept, 'json');
    const xml = await check({ xmlWithoutAccept: true });
    assert.equal(xml.result.readings.withoutAccept, 'xml');
    const { transport, requests } = scripted(() => Response.json({ userId: 'a-1' }));
    const token = () => Promise.resolve('t');
    const access = { origin: 'https://circuit.example', transport, token } as const;
    await probe({ ...access, arrays: 'repeated' }, { log: createRecordingLog(), mayPut: false });
    const bare = requests.filter(({ headers }) => !('Accept' in headers));
    assert.deepEqual(
      bare.map(({ url, headers }) => [url.pathname, headers]),
      [['/rest/v2/users/a-1/presence', { Authorization: 'Bearer t' }]],
    );
  });

  it('finds out what a batch with somebody unknown gets', async () => {
    const { result } = await check({});
    assert.equal(result.readings.unknownInBatch, 404);
    assert.equal(result.readings.errorBody, 'json errorCode errorDescription validationErrors');
    const path = '/rest/v2/users/presence';
    const body = '[{"userId":"a","state":"AWAY"}]';
    const tolerant = await check({}, { fault: { kind: 'answer', path, body } });
    assert.equal(tolerant.result.readings.unknownInBatch, 'knownOnly');
    assert.equal(tolerant.result.readings.errorBody, 'unknown');
  });

  it('asks about somebody known, too, in a batch with somebody unknown', async () => {
    const { transport } = scripted(({ url }) => {
      const known = url.searchParams.getAll('userIds').filter(userId => userId === 'a-1');
      const isBatch = url.pathname.endsWith('/users/presence');
      return isBatch && known.length === 0
        ? Response.json({}, { status: 404 })
        : Response.json(isBatch ? [{ userId: 'a-1', state: 'AWAY' }] : { userId: 'a-1' });
    });
    const token = () => Promise.resolve('t');
    const access = { origin: 'https://circuit.example', transport, token } as const;
    const { readings } = await probe(
      { ...access, arrays: 'repeated' },
      { log: createRecordingLog(), mayPut: false },
    );
    assert.equal(readings.unknownInBatch, 'knownOnly');
  });

  it('counts fields of an error body that nobody documented, without their names', async () => {
    const path = '/rest/v2/users/presence';
    const body = '{"errorCode":"1","canary":{}}';
    const { result } = await check({}, { fault: { kind: 'answer', status: 400, path, body } });
    assert.equal(result.readings.errorBody, 'json errorCode 1 others');
  });

  const failures: readonly [fault: Fault, status: number | string][] = [
    [{ kind: 'status', status: 503 }, 503],
    [{ kind: 'html' }, 200],
    [{ kind: 'wrongShapes' }, 200],
    [{ kind: 'garbage' }, 'protocol'],
    [{ kind: 'reset', at: 'before' }, 'unreachable'],
  ];
  for (const [fault, status] of failures) {
    it(`goes on and tells it when everything fails: ${fault.kind}`, async () => {
      const { result } = await check({}, { fault, mayPut: true });
      assert.deepEqual(result.rows[0], { ...result.rows[0], ok: false, status });
      assert.equal(statuses(result)['GET /users/{id}'], 'skipped');
      assert.equal(statuses(result)['PUT /users/presence'], 'skipped');
      assert.equal(result.rows.length, 10);
      assert.equal(result.readings.arrays, 'unknown');
    });
  }

  const questions: readonly [question: string, isAsked: (request: HttpRequest) => boolean][] = [
    ['what it answers in when not asked for JSON', ({ headers }) => !('Accept' in headers)],
    ['about nobody in a batch', ({ url }) => isAboutNobody(url, '/users/presence')],
    ['about nobody in a list', ({ url }) => isAboutNobody(url, '/users/list')],
  ];
  const isAboutNobody = ({ pathname, search }: URL, path: string) =>
    pathname.endsWith(path) && search.includes('00000000-0000-4000-8000-000000000000');
  for (const [question, isAsked] of questions) {
    for (const error of [new NetworkError('lost', 'timeout'), new ProtocolError('odd')]) {
      it(`goes on when a question fails, ${error.message}: ${question}`, async () => {
        const server = await serveSandbox();
        const access = accessTo(server);
        const failing: Access = {
          ...access,
          transport: async request => {
            if (isAsked(request)) {
              throw error;
            }
            return await access.transport(request);
          },
        };
        const whole = { log: createRecordingLog(), mayPut: false };
        const { rows, readings } = await probe(failing, whole);
        assert.deepEqual(
          rows.slice(0, gets.length).map(({ status }) => status),
          gets.map(() => 200),
        );
        const found = (await probe(access, whole)).readings;
        const lost = Object.entries(readings).filter(([, value]) => value === 'unknown');
        const kept = Object.entries(readings).filter(([, value]) => value !== 'unknown');
        assert.ok(lost.length > 0 && kept.length > 0);
        assert.deepEqual({ ...found, ...Object.fromEntries(kept) }, found);
        await server.close();
      });
    }
  }

  it('tells which permissions are missing', async () => {
    const server = await serveSandbox();
    const token = server.sandbox.issueToken(server.sandbox.me.userId, ['READ_USER_PROFILE']);
    const access = accessTo(server, { token: () => Promise.resolve(token) });
    const { rows } = await probe(access, { log: createRecordingLog(), mayPut: false });
    const refused = rows.filter(({ status }) => status === 401).map(({ operation }) => operation);
    assert.deepEqual(refused, gets.slice(4));
    await server.close();
  });

  it('ends with the reason of a signal that is aborted, and without a token at once', async () => {
    const server = await serveSandbox({ fault: { kind: 'hang' } });
    const log = createRecordingLog();
    const abort = new AbortController();
    const reason = new Error('cancelled');
    const running = probe(accessTo(server), { log, mayPut: false, signal: abort.signal });
    setTimeout(() => abort.abort(reason), 20);
    await assert.rejects(running, reason);
    const late = accessTo(server);
    server.setFault();
    const abortLate = new AbortController();
    const transport: Access['transport'] = async request => {
      if (!('Accept' in request.headers)) {
        abortLate.abort(reason);
      }
      return await late.transport(request);
    };
    const { signal } = abortLate;
    await assert.rejects(probe({ ...late, transport }, { log, mayPut: false, signal }), reason);
    const nobody = accessTo(server, { token: () => Promise.reject(new UnauthorizedError()) });
    await assert.rejects(probe(nobody, { log, mayPut: false }), UnauthorizedError);
    await server.close();
  });

  it('reports no name, no id and no token', async () => {
    const server = await serveSandbox();
    const access = accessTo(server);
    const log = createRecordingLog();
    const result = await probe(access, { log, mayPut: true, scopeAs: 'array' });
    const { userId, emailAddress, firstName, lastName } = server.sandbox.me;
    const told = [describeProbe(result), ...log.lines, JSON.stringify(result)].join('\n');
    for (const secret of [await access.token(), userId, emailAddress, firstName, lastName]) {
      assert.equal(told.includes(secret), false);
    }
    await server.close();
  });
});

describe('the report of the connection check', () => {
  it('says of the demo that it is one', async () => {
    const { result } = await check({});
    assert.match(
      describeProbe(result, true),
      /^Connection to the demo, which is no Circuit server\n/,
    );
  });

  it('has a line for each operation and each reading', () => {
    const report = describeProbe({
      rows: [
        { operation: 'GET /users', ok: true, status: 200, ms: 12 },
        { operation: 'GET /users/{id}', ok: false, status: 200, ms: 7 },
        { operation: 'GET /users/list', ok: false, status: 'timeout', ms: 10_000 },
        { operation: 'PUT /users/presence', ok: false, status: 'skipped', ms: 0 },
      ],
      readings: {
        arrays: 'both',
        dndUntil: 'epochMs',
        withoutAccept: 'json',
        unknownInBatch: 404,
        errorBody: 'json errorCode',
        scopeAs: 'unknown',
      },
    });
    assert.equal(
      report,
      [
        'Connection to Circuit',
        '',
        'ok      GET /users           200  12 ms',
        'failed  GET /users/{id}      200, but not of the expected shape  7 ms',
        'failed  GET /users/list      timeout  10000 ms',
        '-       PUT /users/presence  skipped',
        '',
        'Several ids:              both',
        'End of Do Not Disturb:    epochMs',
        'Not asked for JSON:       json',
        'Batch with an unknown id: 404',
        'Error body:               json errorCode',
        'Scopes of the token:      unknown',
        '',
      ].join('\n'),
    );
  });
});
