import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { get } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { SandboxServer } from '../../../../src/sandbox/server';
import { ask, pluck, put, withSandbox } from '../support';

const users = '/rest/v2/users';
const nobody = '00000000-0000-4000-8000-000000000000';
const hour = 3_600_000;
const start = Date.UTC(2026, 2, 4, 10);
const inAnHour = new Date(start + hour).toISOString();
const anHourAgo = new Date(start - hour).toISOString();

const statusOf = async (server: SandboxServer, path: string) => (await ask(server, path)).status;

async function set(server: SandboxServer, form: Record<string, string>): Promise<unknown> {
  const { status, body } = await put(server, form);
  return status === 200 ? pluck([body], 'state')[0] : status;
}

describe('addresses without a version', () => {
  it('mean the same, also to faults and to the log', async () => {
    await withSandbox({}, async server => {
      const { userId } = server.sandbox.me;
      const paths = ['?name=noor', '/labels', '/profile', `/${userId}`, `/${userId}/presence`];
      for (const path of paths) {
        const { body } = await ask(server, `/rest/users${path}`);
        assert.deepEqual(body, (await ask(server, users + path)).body, path);
      }
      assert.equal(server.sandbox.requests.count('GET', `${users}/profile`), 2);
      assert.equal(server.sandbox.requests.entries[0]?.query, 'name=noor');
      server.setFault({ kind: 'status', status: 503, path: `${users}/{id}` });
      assert.equal(await statusOf(server, `/rest/users/${userId}`), 503);
      assert.equal(await statusOf(server, '/rest/v3/users/profile'), 404);
    });
  });
});

describe('booleans', () => {
  it('are read in any case, and nothing else is one', async () => {
    await withSandbox({}, async server => {
      const list = `${users}/list?name=noor.haddad@example.com&secondaryLookup=`;
      const rows: [string, number][] = [
        ['True', 200],
        ['TRUE', 200],
        ['tRuE', 200],
        ['False', 404],
        ['FALSE', 404],
        ['1', 400],
        ['yes', 400],
        ['truе', 400], // a Cyrillic letter
        ['True ', 400],
        ['', 400],
      ];
      for (const [text, status] of rows) {
        assert.equal(await statusOf(server, list + encodeURIComponent(text)), status, text);
      }
      const lenient = `${users}/noor.haddad@example.com/getUserByEmail?secondaryLookup=`;
      assert.equal(await statusOf(server, `${lenient}TRUE`), 200);
      assert.equal(await statusOf(server, `${lenient}yes`), 404);
    });
  });
});

describe('somebody unknown', () => {
  const empty = [
    '?name=zzz',
    `/list?name=${nobody}`,
    '/nobody%40tidewick.example/getUserByEmail',
    `/${nobody}`,
    `/${nobody}/presence`,
  ];

  for (const [unknownAs, status] of [
    [404, 404],
    [400, 400],
    ['known-only', 404],
  ] as const) {
    it(`is told as ${unknownAs}`, async () => {
      await withSandbox({ unknownAs }, async server => {
        for (const path of empty) {
          assert.equal(await statusOf(server, users + path), status, path);
        }
      });
    });
  }

  it('is left out of a batch by a server that answers for those it knows', async () => {
    await withSandbox({ unknownAs: 'known-only' }, async server => {
      const { userId } = server.sandbox.me;
      const batch = async (...ids: string[]) =>
        pluck((await ask(server, `${users}/presence?userIds=${ids.join()}`)).body, 'userId');
      assert.deepEqual(await batch(nobody, userId), [userId]);
      assert.deepEqual(await batch(nobody), []);
    });
  });
});

describe('what a server may make of a set', () => {
  const rows: [what: string, options: object, forms: Record<string, string>[], seen: unknown[]][] =
    [
      ['another state ends no DND', {}, [{ state: 'AVAILABLE' }], ['DND']],
      ['any state ends DND', { leaveDnd: 'anyState' }, [{ state: 'AVAILABLE' }], ['AVAILABLE']],
      [
        'leaving without clearDND is refused',
        { leaveDnd: 'refused' },
        [{ state: 'AVAILABLE' }, { state: 'AVAILABLE', clearDND: 'True' }],
        [400, 'AVAILABLE'],
      ],
      ['an end in the past is over', {}, [{ state: 'DND', dndUntil: anHourAgo }], ['AVAILABLE']],
      [
        'an end in the past is refused',
        { pastDndUntil: 'refused' },
        [
          { state: 'DND', dndUntil: anHourAgo },
          { state: 'DND', dndUntil: inAnHour },
        ],
        [400, 'DND'],
      ],
      ['offline is taken', {}, [{ state: 'OFFLINE', clearDND: 'true' }], ['OFFLINE']],
      ['offline is refused', { offline: 'refused' }, [{ state: 'OFFLINE' }], [400]],
      [
        'offline is ignored',
        { offline: 'ignored' },
        [{ state: 'OFFLINE', clearDND: 'true' }],
        ['DND'],
      ],
    ];
  for (const [what, options, forms, seen] of rows) {
    it(what, async () => {
      await withSandbox({ now: () => start, ...options }, async server => {
        assert.equal(await set(server, { state: 'DND', dndUntil: inAnHour }), 'DND');
        const states = [];
        for (const form of forms) {
          states.push(await set(server, form));
        }
        assert.deepEqual(states, seen);
      });
    });
  }

  it('a Circuit client overwrites it, message and all, after the newest set', async () => {
    let now = start;
    await withSandbox({ now: () => now, overwrittenAfterMs: 5_000 }, async server => {
      const { userId } = server.sandbox.me;
      const seen = async () => {
        const { body } = await ask(server, `${users}/${userId}/presence`);
        return [...pluck([body], 'state'), ...pluck([body], 'statusMessage')];
      };
      assert.equal(await set(server, { state: 'BUSY', statusMessage: 'one' }), 'BUSY');
      now += 4_999;
      assert.equal(await set(server, { state: 'AWAY', statusMessage: 'two' }), 'AWAY');
      now += 4_999;
      assert.deepEqual(await seen(), ['AWAY', 'two']);
      now += 1;
      assert.deepEqual(await seen(), ['AVAILABLE', undefined]);
      assert.equal(await set(server, { state: 'BUSY' }), 'BUSY');
    });
  });
});

describe('errors', () => {
  it('are JSON, a page, a text or nothing, from the API and from faults alike', async () => {
    const types = { json: 'application/json', html: 'text/html', text: 'text/plain', empty: '' };
    for (const [errorsAs, type] of Object.entries(types)) {
      const options = { errorsAs: errorsAs as keyof typeof types }; // a key of it
      await withSandbox(options, async server => {
        server.setFault({ kind: 'status', status: 502, retryAfter: '7', path: `${users}/labels` });
        const paths: [string, number][] = [
          [`${users}/${nobody}`, 404],
          ['/rest/v2/conversations', 404],
          [`${users}/labels`, 502],
        ];
        for (const [path, status] of paths) {
          const answer = await ask(server, path);
          assert.equal(answer.status, status, path);
          assert.ok(answer.headers.get('Content-Type')?.startsWith(type), path);
          assert.equal(answer.text === '', errorsAs === 'empty', path);
          assert.equal(answer.body !== undefined, errorsAs === 'json', path);
        }
        assert.equal((await ask(server, `${users}/profile`)).status, 200);
      });
    }
  });
});

describe('compressed answers', () => {
  async function bytesOf(server: SandboxServer, encoding: string): Promise<[string, Buffer]> {
    const headers = {
      Authorization: `Bearer ${server.sandbox.issueToken()}`,
      'Accept-Encoding': encoding,
    };
    const [answer] = (await once(
      get(server.origin + `${users}/profile`, { headers }),
      'response',
    )) as [IncomingMessage]; // of a request
    const parts: Buffer[] = [];
    for await (const part of answer) {
      parts.push(part as Buffer); // no encoding is set
    }
    return [answer.headers['content-encoding'] ?? '', Buffer.concat(parts)];
  }

  it('are sent to clients that take them, when switched on', async () => {
    await withSandbox({ gzip: true }, async server => {
      const [encoding, bytes] = await bytesOf(server, 'br, gzip');
      assert.equal(encoding, 'gzip');
      assert.match(gunzipSync(bytes).toString(), /"Noor Haddad"/);
      for (const other of ['identity', 'br', 'gzip;q=0', 'gzip; q=0.0, br']) {
        const [none, plain] = await bytesOf(server, other);
        assert.equal(none, '', other);
        assert.match(plain.toString(), /"Noor Haddad"/);
      }
      assert.equal((await ask(server, `${users}/profile`)).status, 200);
    });
    await withSandbox({}, async server => {
      assert.equal((await bytesOf(server, 'gzip'))[0], '');
    });
  });
});

describe('bodies that are no form', () => {
  const json = JSON.stringify({ state: 'BUSY', statusMessage: 'as JSON', clearDND: true });
  const form = 'state=BUSY&statusMessage=as+text&clearDND=true';
  const rows: [what: string, type: string | undefined, body: string][] = [
    ['JSON', 'application/json', json],
    ['JSON with a charset', 'Application/JSON; charset=utf-8', json],
    ['JSON as text', 'text/plain;charset=UTF-8', json],
    ['a form as text', 'text/plain;charset=UTF-8', form],
    ['a form without a type', undefined, form],
    ['JSON without a type', undefined, json],
  ];
  for (const [what, type, text] of rows) {
    it(`are refused, or read when switched to that: ${what}`, async () => {
      const body = new TextEncoder().encode(text); // brings no type along
      const init = { method: 'PUT', body, ...(type && { headers: { 'Content-Type': type } }) };
      await withSandbox({}, async server => {
        assert.equal((await ask(server, `${users}/presence`, init)).status, 400);
      });
      await withSandbox({ bodies: 'any' }, async server => {
        const answer = await ask(server, `${users}/presence`, init);
        assert.deepEqual([answer.status, ...pluck([answer.body], 'state')], [200, 'BUSY']);
        assert.match(String(pluck([answer.body], 'statusMessage')[0]), /^as (JSON|text)$/);
      });
    });
  }

  it('are refused when they are nothing of the kind', async () => {
    await withSandbox({ bodies: 'any' }, async server => {
      for (const text of ['', '[]', '"state"', '7', 'null', '{', '{"state":{"a":1}}', 'BUSY']) {
        const headers = { 'Content-Type': 'application/json' };
        const init = { method: 'PUT', body: text, headers };
        assert.equal((await ask(server, `${users}/presence`, init)).status, 400, text);
      }
    });
  });
});
