import assert from 'node:assert/strict';
import { operations } from '../../../../src/sandbox/operations';
import { type SandboxServer, serveSandbox } from '../../../../src/sandbox/server';
import { ask, pluck, put, withSandbox } from '../support';

const users = '/rest/v2/users';
const stranger = '00000000-0000-4000-a000-000000000000';
const long = 'x'.repeat(2049);

describe('the Users operations', () => {
  let server: SandboxServer;
  let noor: string;
  let zhou: string;
  before(async () => {
    server = await serveSandbox();
    noor = server.sandbox.me.userId;
    zhou = server.sandbox.company.people[2]?.user.userId ?? '';
  });
  after(() => server.close());

  const statuses: [path: () => string, status: number][] = [
    [() => `${users}?name=noor`, 200],
    [() => `${users}?name=NOOR%20hadd`, 200],
    [() => `${users}?name=noor.haddad%40tidewick.example`, 200],
    [() => `${users}?name=oor`, 404],
    [() => `${users}?name=noor.haddad%40tidewick`, 404],
    [() => users, 400],
    [() => `${users}?name=`, 400],
    [() => `${users}?name=${long}`, 400],
    [() => `${users}/labels`, 200],
    [() => `${users}/profile`, 200],
    [() => `${users}/supportinfo`, 200],
    [() => `${users}/list?name=${noor}`, 200],
    [() => `${users}/list?name=${noor}&name=${stranger}`, 200],
    [() => `${users}/list?name=${stranger}`, 404],
    [() => `${users}/list?name=nobody@example.com,${stranger}`, 404],
    [() => `${users}/list`, 400],
    [() => `${users}/list?name=neither`, 400],
    [() => `${users}/list?name=${noor}&returnFullUserInfo=yes`, 400],
    [() => `${users}/presence?userIds=${noor}`, 200],
    [() => `${users}/presence?userIds=noor.haddad@tidewick.example`, 200],
    [() => `${users}/presence?userIds=${noor},${zhou},${stranger}`, 404],
    [() => `${users}/presence`, 400],
    [() => `${users}/presence?userIds=../profile`, 400],
    [() => `${users}/presence?userIds=${Array(176).fill(noor).join(',')}`, 400],
    [() => `${users}/${noor}`, 200],
    [() => `${users}/noor.haddad%40tidewick.example`, 200],
    [() => `${users}/noor.haddad%40example.com`, 404],
    [() => `${users}/${stranger}`, 404],
    [() => `${users}/neither`, 400],
    [() => `${users}/${noor}/presence`, 200],
    [() => `${users}/noor.haddad%40tidewick.example/presence`, 200],
    [() => `${users}/${stranger}/presence`, 404],
    [() => `${users}/neither/presence`, 400],
    [() => `${users}/noor.haddad%40tidewick.example/getUserByEmail`, 200],
    [() => `${users}/noor.haddad%40example.com/getUserByEmail`, 404],
    [() => `${users}/noor.haddad%40example.com/getUserByEmail?secondaryLookup=true`, 200],
    [() => `${users}/neither/getUserByEmail`, 404],
    [() => '/rest/v2/conversations', 404],
  ];
  it('answer with the documented statuses and Circuit’s error bodies', async () => {
    for (const [path, status] of statuses) {
      const answer = await ask(server, path());
      assert.equal(answer.status, status, path());
      if (status !== 200) {
        const { errorCode, validationErrors } = answer.body as Record<string, unknown>; // an object
        assert.equal(errorCode, String(status));
        assert.ok(Array.isArray(validationErrors));
      }
    }
  });

  it('answer 401 to a missing, foreign, Basic or expired token', async () => {
    const expired = server.sandbox.issueToken();
    server.sandbox.expireTokens();
    for (const header of ['', 'Bearer', 'Bearer nonsense', 'Basic YTpi', `Bearer ${expired}`]) {
      const answer = await ask(server, `${users}/profile`, { headers: { Authorization: header } });
      assert.equal(answer.status, 401, header);
      assert.equal(answer.headers.get('WWW-Authenticate'), 'Bearer');
    }
  });

  it('need one of their scopes, or ALL', async () => {
    const pathOf = (path: string) => path.replace(/\{\w+\}/, 'noor.haddad%40tidewick.example');
    const query = `?name=noor.haddad@tidewick.example&userIds=${noor}`;
    for (const { method, path, scopes } of Object.values(operations)) {
      for (const scope of ['ALL', ...scopes, 'READ_CONVERSATIONS']) {
        const token = server.sandbox.issueToken(noor, [scope]);
        const answer = await ask(server, pathOf(path) + query, {
          method,
          headers: { Authorization: `Bearer ${token}` },
          ...(method === 'PUT' && { body: new URLSearchParams({ state: 'AVAILABLE' }) }),
        });
        assert.equal(answer.status, scope === 'READ_CONVERSATIONS' ? 401 : 200, `${path} ${scope}`);
      }
    }
  });

  it('read ids repeated and comma-joined, and may be switched to one of them', async () => {
    const repeated = `${users}/presence?userIds=${noor}&userIds=${zhou}`;
    const joined = `${users}/presence?userIds=${noor},${zhou}`;
    const encoded = `${users}/presence?userIds=${noor}%2C${zhou}`;
    const count = async (on: SandboxServer, path: string) => {
      const { status, body } = await ask(on, path);
      return status === 200 ? pluck(body, 'userId').length : status;
    };
    assert.deepEqual(
      [await count(server, repeated), await count(server, joined), await count(server, encoded)],
      [2, 2, 2],
    );
    await withSandbox({ arrays: 'repeated' }, async other => {
      assert.deepEqual([await count(other, repeated), await count(other, joined)], [2, 400]);
    });
    await withSandbox({ arrays: 'comma' }, async other => {
      assert.deepEqual([await count(other, repeated), await count(other, joined)], [1, 2]);
    });
  });

  it('tell little about people in a list unless the whole is asked for', async () => {
    const short = await ask(server, `${users}/list?name=${noor}`);
    const full = await ask(server, `${users}/list?name=${noor}&returnFullUserInfo=true`);
    assert.deepEqual(pluck(short.body, 'department'), [undefined]);
    assert.deepEqual(pluck(full.body, 'department'), ['Platform']);
    const secondary = `${users}/list?name=noor.haddad@example.com`;
    assert.equal((await ask(server, secondary)).status, 404);
    assert.equal((await ask(server, `${secondary}&secondaryLookup=true`)).status, 200);
  });

  it('answer in XML where that is asked for, or when switched to it', async () => {
    const path = `${users}/${noor}`;
    const asked = await ask(server, path, { headers: { Accept: 'application/xml' } });
    assert.match(asked.headers.get('Content-Type') ?? '', /^application\/xml/);
    assert.match(asked.text, /<displayName>Noor Haddad<\/displayName>/);
    await withSandbox({ xmlWithoutAccept: true }, async other => {
      assert.equal((await ask(other, path)).body, undefined);
      const json = await ask(other, path, { headers: { Accept: 'application/json' } });
      assert.equal(json.status, 200);
      assert.ok(json.body);
    });
  });

  it('answer 404 or 400 for an unknown person', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const unknownAs of [404, 400] as const) {
      await withSandbox({ unknownAs }, async other => {
        for (const path of [`/${nobody}`, `/${nobody}/presence`, `/presence?userIds=${nobody}`]) {
          assert.equal((await ask(other, users + path)).status, unknownAs, path);
        }
      });
    }
  });

  it('answer 401 or 403 to a token without the scope', async () => {
    for (const missingScopeAs of [401, 403] as const) {
      await withSandbox({ missingScopeAs }, async other => {
        const token = other.sandbox.issueToken(undefined, ['READ_USER']);
        const headers = { Authorization: `Bearer ${token}` };
        const { status } = await ask(other, `${users}/profile`, { headers });
        assert.equal(status, missingScopeAs);
      });
    }
  });

  it('tell the kind of support as a word or as a number', async () => {
    const { body } = await ask(server, `${users}/supportinfo`);
    assert.deepEqual(body, {
      supportEmailAddress: 'support@tidewick.example',
      supportType: 'EMAIL',
    });
    await withSandbox({ supportTypeAs: 'number' }, async other => {
      const answer = await ask(other, `${users}/supportinfo`);
      assert.deepEqual(pluck([answer.body], 'supportType'), [2]);
    });
  });

  it('end in 500 or 503 while a fault says so', async () => {
    await withSandbox({ fault: { kind: 'status', status: 503, times: 1 } }, async other => {
      assert.equal((await ask(other, `${users}/profile`)).status, 503);
      assert.equal((await ask(other, `${users}/profile`)).status, 200);
      other.setFault({ kind: 'status', status: 500, path: `${users}/{id}` });
      assert.equal((await ask(other, `${users}/${noor}`)).status, 500);
      assert.equal((await ask(other, `${users}/profile`)).status, 200);
    });
  });
});

describe('setting the own presence', () => {
  const start = Date.UTC(2026, 2, 4, 10);
  const hour = 3_600_000;
  const until = new Date(start + hour).toISOString();

  it('is refused without a state, with an unknown one, or with Do Not Disturb without an end', async () => {
    await withSandbox({ now: () => start }, async server => {
      const wrong: Record<string, string>[] = [
        {},
        { state: '' },
        { state: 'AVAILABEL' },
        { state: 'DND' },
        { state: 'DND', dndUntil: String(start + hour) },
        { state: 'DND', dndUntil: '2026-13-04T10:00:00Z' },
        { state: 'DND', dndUntil: '2027-02-29T10:00:00Z' },
        { state: 'DND', dndUntil: '2027-04-31T10:00:00Z' },
        { state: 'DND', dndUntil: '2027-04-00T10:00:00Z' },
        { state: 'DND', dndUntil: '2026-03-04T11:00:00' },
        { state: 'AVAILABLE', statusMessage: long },
        { state: 'AVAILABLE', clearDND: '1' },
      ];
      for (const form of wrong) {
        assert.equal((await put(server, form)).status, 400, JSON.stringify(form));
      }
      const json = await ask(server, `${users}/presence`, {
        method: 'PUT',
        body: JSON.stringify({ state: 'AVAILABLE' }),
        headers: { 'Content-Type': 'application/json' },
      });
      assert.equal(json.status, 400);
      const { state } = server.sandbox.presenceOf(server.sandbox.me.userId);
      assert.equal(state, 'AVAILABLE');
    });
  });

  it('clears the message when there is none, or keeps it when switched to that', async () => {
    for (const leftOutMessage of ['cleared', 'kept'] as const) {
      await withSandbox({ leftOutMessage }, async server => {
        const messageAfter = async (form: Record<string, string>) =>
          pluck([(await put(server, { state: 'BUSY', ...form })).body], 'statusMessage')[0];
        assert.equal(await messageAfter({ statusMessage: 'x' }), 'x');
        assert.equal(await messageAfter({}), leftOutMessage === 'kept' ? 'x' : undefined);
        assert.equal(await messageAfter({ statusMessage: '' }), undefined);
      });
    }
  });

  it('takes an end in ISO-8601 and answers in epoch milliseconds, or in ISO when switched', async () => {
    for (const [dndUntilAs, expected] of [
      ['milliseconds', start + hour],
      ['iso', until],
    ] as const) {
      await withSandbox({ now: () => start, dndUntilAs }, async server => {
        const { status, body } = await put(server, { state: 'DND', dndUntil: until });
        assert.equal(status, 200);
        assert.deepEqual(body, {
          userId: server.sandbox.me.userId,
          state: 'DND',
          dndUntil: expected,
          mobile: false,
          poor: false,
          isOptedOut: false,
        });
      });
    }
  });

  it('leaves Do Not Disturb with clearDND alone, in exactly that spelling', async () => {
    await withSandbox({ now: () => start }, async server => {
      const stateAfter = async (form: Record<string, string>) =>
        pluck([(await put(server, form)).body], 'state')[0];
      assert.equal(await stateAfter({ state: 'DND', dndUntil: until }), 'DND');
      assert.equal(await stateAfter({ state: 'AVAILABLE' }), 'DND');
      assert.equal(await stateAfter({ state: 'BUSY', clearDnd: 'true' }), 'DND');
      assert.equal(await stateAfter({ state: 'BUSY', clearDND: 'true' }), 'BUSY');
    });
  });

  it('goes back to available when Do Not Disturb ends', async () => {
    let now = start;
    await withSandbox({ now: () => now }, async server => {
      await put(server, { state: 'DND', dndUntil: until });
      now = start + hour - 1;
      assert.equal(server.sandbox.presenceOf(server.sandbox.me.userId).state, 'DND');
      now = start + hour;
      const { body } = await ask(server, `${users}/${server.sandbox.me.userId}/presence`);
      assert.deepEqual(pluck([body], 'state'), ['AVAILABLE']);
      assert.deepEqual(pluck([body], 'dndUntil'), [undefined]);
    });
  });

  it('erases a status message that is not sent along', async () => {
    await withSandbox({}, async server => {
      const messageAfter = async (form: Record<string, string>) =>
        pluck([(await put(server, form)).body], 'statusMessage')[0];
      assert.equal(await messageAfter({ state: 'BUSY', statusMessage: 'Ä & ü 🚀' }), 'Ä & ü 🚀');
      assert.equal(await messageAfter({ state: 'AWAY' }), undefined);
    });
  });
});

describe('the request log', () => {
  it('counts by method and path and holds who asked what, and no token', async () => {
    await withSandbox({}, async server => {
      const { sandbox } = server;
      const token = sandbox.issueToken();
      const headers = { Authorization: `Bearer ${token}` };
      await ask(server, `${users}?name=noor`, { headers });
      await ask(server, `${users}/${sandbox.me.userId}`, { headers });
      await ask(server, `${users}/unknown@example.com`, { headers });
      await ask(server, `/oauth/authorize?state=hidden&token=${token}`);
      assert.equal(sandbox.requests.count(), 4);
      assert.equal(sandbox.requests.count('GET', `${users}/{id}`), 2);
      assert.equal(sandbox.requests.count('PUT'), 0);
      const [first] = sandbox.requests.entries;
      assert.deepEqual(
        [first?.method, first?.path, first?.query, first?.userId, first?.status],
        ['GET', users, 'name=noor', sandbox.me.userId, 200],
      );
      assert.doesNotMatch(JSON.stringify(sandbox.requests.entries), new RegExp(`${token}|hidden`));
    });
  });
});
