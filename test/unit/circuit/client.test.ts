import assert from 'node:assert/strict';
import { type CircuitClient, createCircuitClient } from '../../../src/circuit/client';
import { HttpError, NetworkError, ProtocolError } from '../../../src/circuit/errors';
import type { Fault } from '../../../src/sandbox/faults';
import { type SandboxServer, serveSandbox } from '../../../src/sandbox/server';
import { accessTo, createRecordingLog, type RecordingLog, scripted } from './support';

const nobody = '00000000-0000-4000-8000-000000000000';

describe('the client of Circuit', () => {
  let server: SandboxServer;
  let client: CircuitClient;
  let log: RecordingLog;

  before(async () => {
    server = await serveSandbox();
  });
  beforeEach(() => {
    server.setFault();
    server.sandbox.requests.clear();
    log = createRecordingLog();
    const access = accessTo(server);
    client = createCircuitClient(() => access, log);
  });
  after(() => server.close());

  const people = () => server.sandbox.company.people.map(({ user }) => user);
  const me = () => server.sandbox.me;
  const sent = () => server.sandbox.requests.entries.map(({ method, path }) => `${method} ${path}`);

  it('reads the own profile, labels and support information', async () => {
    assert.equal((await client.getProfile()).userId, me().userId);
    const labels = await client.getLabels();
    assert.ok(labels.length > 0 && labels.every(({ labelId, value }) => labelId && value));
    assert.match((await client.getSupportInfo()).supportEmailAddress, /@/);
  });

  it('finds a person by id, email address and further email address', async () => {
    const person = people().find(each => each.emailAddresses?.length);
    assert.ok(person);
    const [further] = person.emailAddresses ?? [];
    assert.ok(further);
    assert.equal((await client.getUser(person.userId))?.displayName, person.displayName);
    assert.equal((await client.getUser(person.emailAddress))?.userId, person.userId);
    assert.equal((await client.getUserByEmail(further.address))?.userId, person.userId);
  });

  it('finds people by name', async () => {
    const found = await client.searchUsers(me().lastName);
    assert.ok(found.some(({ userId }) => userId === me().userId));
  });

  it('searches for any text whatever as one value', async () => {
    assert.deepEqual(await client.searchUsers('a&name=b#?../ %2e\u0000🦊\ud800'), []);
    assert.equal(server.sandbox.requests.entries.length, 1);
  });

  it('lists people in full and leaves out those there are none of', async () => {
    const [first, second] = people();
    const asked = [first?.userId ?? '', nobody, second?.emailAddress ?? '', 'no@body.example'];
    const found = await client.listUsers(asked);
    assert.deepEqual(
      found.map(({ userId }) => userId).sort(),
      [first?.userId, second?.userId].sort(),
    );
    assert.ok(found.every(({ jobTitle }) => jobTitle !== ''));
  });

  it('takes 404 for nobody where one or some are looked for', async () => {
    assert.deepEqual(await client.searchUsers('Nobodyatall'), []);
    assert.deepEqual(await client.listUsers([nobody]), []);
    assert.equal(await client.getUser(nobody), undefined);
    assert.equal(await client.getUserByEmail('no@body.example'), undefined);
    assert.equal(await client.getPresence(nobody), undefined);
  });

  for (const status of [404, 400]) {
    it(`tells that a batch holds somebody unknown, as 404, when Circuit says ${status}`, async () => {
      const body = '{"validationErrors":["One or more user do not exist."],"errorCode":"400"}';
      server.setFault(status === 400 ? { kind: 'answer', status, body } : undefined);
      await assert.rejects(client.getPresences([me().userId, nobody]), { status: 404 });
    });
  }

  for (const arrays of ['repeated', 'comma'] as const) {
    it(`asks for the presence of many with ${arrays} ids`, async () => {
      const strict = await serveSandbox({ arrays });
      const access = accessTo(strict, { arrays });
      const ids = strict.sandbox.company.people.slice(0, 5).map(({ user }) => user.userId);
      const presences = await createCircuitClient(() => access, log).getPresences(ids);
      assert.deepEqual(presences.map(({ userId }) => userId).sort(), [...ids].sort());
      await strict.close();
    });
  }

  it('asks nobody for nobody', async () => {
    assert.deepEqual(await client.getPresences([]), []);
    assert.deepEqual(await client.listUsers([]), []);
    assert.deepEqual(sent(), []);
  });

  it('sends nothing for what is neither an id nor an email address', async () => {
    const calls = [
      () => client.getUser('..'),
      () => client.getUser(''),
      () => client.getPresence('../presence'),
      () => client.getUserByEmail('a@b.c/../../x'),
      () => client.getPresences([me().userId, 'a,b']),
      () => client.listUsers(['a&name=b']),
    ];
    for (const call of calls) {
      await assert.rejects(call, (error: unknown) => {
        assert.ok(error instanceof HttpError);
        assert.match(error.message, /^That isn't a Circuit user ID .+\.$/);
        return true;
      });
    }
    assert.deepEqual(sent(), []);
  });

  it('sets a state, which ends Do Not Disturb and keeps the message', async () => {
    const until = Date.now() + 3_600_000;
    const dnd = {
      state: 'DND',
      dndUntil: until,
      statusMessage: 'Deep work & tea + 100 %',
    } as const;
    const during = await client.setPresence(dnd);
    assert.deepEqual([during.state, during.dndUntil], ['DND', until]);
    assert.equal(during.statusMessage, dnd.statusMessage);
    const after = await client.setPresence({ state: 'AWAY', statusMessage: dnd.statusMessage });
    assert.deepEqual([after.state, after.dndUntil], ['AWAY', undefined]);
    assert.equal(after.statusMessage, dnd.statusMessage);
    assert.deepEqual(
      server.sandbox.requests.entries
        .filter(({ method }) => method === 'PUT')
        .map(({ form }) => form),
      [
        {
          state: 'DND',
          dndUntil: new Date(until).toISOString(),
          statusMessage: dnd.statusMessage,
        },
        { state: 'AWAY', clearDND: 'true', statusMessage: dnd.statusMessage },
      ],
    );
  });

  it('sends an empty message too, which takes the message away', async () => {
    await client.setPresence({ state: 'BUSY', statusMessage: 'Soon back' });
    const presence = await client.setPresence({ state: 'BUSY', statusMessage: '' });
    assert.equal(presence.statusMessage, '');
    assert.equal(server.sandbox.requests.entries[1]?.form['statusMessage'], '');
  });

  it('reads the end of Do Not Disturb in either format', async () => {
    const iso = await serveSandbox({ dndUntilAs: 'iso' });
    const access = accessTo(iso);
    const dndUntil = Date.now() + 3_600_000;
    const presence = await createCircuitClient(() => access, log).setPresence({
      state: 'DND',
      dndUntil,
      statusMessage: '',
    });
    assert.equal(presence.dndUntil, dndUntil);
    await iso.close();
  });

  it('gets JSON from a host that prefers XML', async () => {
    const xml = await serveSandbox({ xmlWithoutAccept: true, supportTypeAs: 'number' });
    const access = accessTo(xml);
    const other = createCircuitClient(() => access, log);
    assert.equal((await other.getUser(xml.sandbox.me.userId))?.userId, xml.sandbox.me.userId);
    assert.match((await other.getSupportInfo()).supportType, /^\d+$/);
    await xml.close();
  });

  const refusals: readonly [status: number, sentence: RegExp][] = [
    [400, /rejected the request/],
    [403, /permission/],
    [404, /doesn't know this person/],
    [409, /newer data/],
    [418, /unexpected status \(418\)/],
    [429, /too many requests/],
    [500, /internal problem \(status 500\)/],
    [502, /internal problem \(status 502\)/],
    [503, /isn't accepting requests right now/],
    [504, /internal problem \(status 504\)/],
    [204, /unexpected status \(204\)/],
  ];
  for (const [status, sentence] of refusals) {
    it(`answers ${status} with a sentence for people, once`, async () => {
      server.setFault({ kind: 'status', status, retryAfter: '120' });
      await assert.rejects(client.getProfile(), (error: unknown) => {
        assert.ok(error instanceof HttpError);
        assert.deepEqual([error.status, error.retryAfterMs], [status, 120_000]);
        assert.match(error.message, sentence);
        return true;
      });
    });
  }

  it('shows no words of the server’s', async () => {
    const body = JSON.stringify({
      errorDescription: '[Click](command:evil)',
      validationErrors: [],
    });
    server.setFault({ kind: 'answer', status: 400, body });
    await assert.rejects(client.getProfile(), (error: unknown) => {
      return error instanceof HttpError && !/command|Click/.test(String(error.stack));
    });
  });

  const nonsense: readonly [what: string, fault: Fault, sentence: RegExp][] = [
    ['a login page', { kind: 'html' }, /^A web page answered/],
    [
      'a login page that says it is JSON',
      { kind: 'answer', body: '<html><body>Sign in</body></html>' },
      /invalid response/,
    ],
    [
      'XML',
      { kind: 'answer', headers: { 'Content-Type': 'application/xml' }, body: '<user/>' },
      /XML/,
    ],
    ['an empty body', { kind: 'answer', body: '' }, /invalid response/],
    ['half of JSON', { kind: 'answer', body: '{"userId":"a"' }, /invalid response/],
    ['null', { kind: 'answer', body: 'null' }, /invalid response/],
    ['a number', { kind: 'answer', body: '1e999' }, /invalid response/],
    [
      'UTF-16',
      { kind: 'answer', body: new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]) },
      /invalid response/,
    ],
    [
      'depth',
      { kind: 'answer', body: '['.repeat(100_000) + ']'.repeat(100_000) },
      /invalid response/,
    ],
    ['other shapes', { kind: 'wrongShapes' }, /invalid response/],
  ];
  for (const [what, fault, sentence] of nonsense) {
    it(`takes ${what} for no answer of Circuit’s`, async () => {
      server.setFault(fault);
      for (const call of [client.getProfile(), client.getUser(me().userId), client.getLabels()]) {
        await assert.rejects(call, (error: unknown) => {
          assert.ok(error instanceof ProtocolError);
          assert.match(error.message, sentence);
          return true;
        });
      }
    });
  }

  it('keeps the good items of a list and counts the others in the log', async () => {
    const items = [null, 7, {}, { userId: 'a-1', state: 7 }, { userId: 'a-2', state: 'BUSY' }];
    server.setFault({ kind: 'answer', body: JSON.stringify(items) });
    const presences = await client.getPresences(['a-2']);
    assert.deepEqual(
      presences.map(({ userId }) => userId),
      ['a-2'],
    );
    assert.ok(log.lines.includes('warn /users/presence: 4 of 5 items of a wrong shape'));
  });

  it('counts in the log what is beyond the first thousand of a list', async () => {
    const items = Array.from({ length: 1_000 }, () => ({ labelId: 'l', value: 'v' }));
    server.setFault({ kind: 'answer', body: JSON.stringify([{}, ...items]) });
    assert.equal((await client.getLabels()).length, 999);
    assert.deepEqual(
      log.lines.filter(line => line.startsWith('warn')),
      [
        'warn /users/labels: 1 of 1000 items of a wrong shape',
        'warn /users/labels: 1 items beyond the first 1000',
      ],
    );
    server.setFault({ kind: 'answer', body: JSON.stringify(items) });
    assert.equal((await client.getLabels()).length, 1_000);
    assert.equal(log.lines.filter(line => line.startsWith('warn')).length, 2);
  });

  it('tells an empty list from one in which nothing makes sense', async () => {
    server.setFault({ kind: 'answer', body: '[]' });
    assert.deepEqual(await client.getLabels(), []);
    server.setFault({ kind: 'answer', body: '[{}]' });
    await assert.rejects(client.getLabels(), ProtocolError);
  });

  it('reads up to a mebibyte', async () => {
    server.setFault({ kind: 'answer', body: '[]'.padEnd(1_048_576) });
    assert.deepEqual(await client.getLabels(), []);
    server.setFault({ kind: 'answer', body: '[]'.padEnd(1_048_577) });
    await assert.rejects(client.getLabels(), /too large/);
  });

  it('reads JSON with invalid UTF-8, lone surrogates and repeated keys', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"userId":"a","userId":"b","lastName":"'),
      Buffer.of(0xff),
      Buffer.from('\\ud800"}'),
    ]);
    server.setFault({ kind: 'answer', body: new Uint8Array(bytes) });
    assert.equal((await client.getProfile()).userId, 'b');
  });

  it('repeats a reading once when the connection is reset, a setting never', async () => {
    server.setFault({ kind: 'reset', at: 'body', times: 1 });
    assert.equal((await client.getProfile()).userId, me().userId);
    server.setFault({ kind: 'reset', at: 'before', method: 'PUT', times: 1 });
    const set = client.setPresence({ state: 'AWAY', statusMessage: '' });
    await assert.rejects(set, NetworkError);
    assert.equal(sent().filter(line => line.startsWith('PUT')).length, 0);
  });

  it('ends with the reason of a signal that is aborted', async () => {
    const reason = new Error('signed out');
    const before = AbortSignal.abort(reason);
    await assert.rejects(client.getProfile(before), reason);
    server.setFault({ kind: 'hang' });
    const abort = new AbortController();
    const call = client.getPresences([me().userId], abort.signal);
    setTimeout(() => abort.abort(reason), 20);
    await assert.rejects(call, reason);
    assert.deepEqual(sent(), []);
  });

  it('writes one line for a request that fails, too, and says how', async () => {
    const { transport, requests } = scripted(() => Response.json({}));
    const failures: readonly [failure: Error, outcome: string][] = [
      ...(['unreachable', 'timeout', 'certificate', 'proxy'] as const).map(
        fault => [new NetworkError('canary', fault), fault] as [Error, string],
      ),
      [new ProtocolError('canary'), 'protocol'],
      [new DOMException('canary', 'AbortError'), 'aborted'],
    ];
    for (const [failure, outcome] of failures) {
      const access = accessTo(server, { transport: () => Promise.reject(failure) });
      const failing = createCircuitClient(() => access, log);
      await assert.rejects(failing.getProfile(), failure);
      assert.equal(
        log.lines.at(-1)?.replace(/\d+ ms$/, 'N ms'),
        `trace GET /users/profile ${outcome} N ms`,
      );
    }
    assert.equal(log.lines.length, failures.length);
    const access = accessTo(server, { transport });
    const aborted = AbortSignal.abort(new Error('signed out'));
    const calling = createCircuitClient(() => access, log).getProfile(aborted);
    await assert.rejects(calling, { message: 'signed out' });
    assert.deepEqual([requests.length, log.lines.length], [0, failures.length]);
  });

  it('writes one line for each request, with no name, id, address or token in it', async () => {
    await client.getPresences([me().userId]);
    await client.getUser(me().emailAddress);
    await client.searchUsers(me().lastName);
    server.setFault({ kind: 'garbage' });
    await assert.rejects(client.getPresence(me().userId));
    assert.deepEqual(
      log.lines.map(line => line.replace(/\d+ ms$/, 'N ms')),
      [
        'trace GET /users/presence 200 N ms',
        'trace GET /users/{id} 200 N ms',
        'trace GET /users 200 N ms',
        'trace GET /users/{id}/presence protocol N ms',
      ],
    );
  });
});
