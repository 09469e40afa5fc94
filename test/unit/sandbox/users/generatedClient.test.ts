import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type SandboxServer, serveSandbox } from '../../../../src/sandbox/server';

/**
 * What the Python client generated from the vendor's description puts on the wire: booleans as
 * Python writes them, lists as repeated keys, addresses and forms quoted by `urllib`.
 */
function getting(path: string, accept = 'application/json'): string {
  return lines([`GET /rest/v2/users${path} HTTP/1.1`, hostAndEncoding, `Accept: ${accept}`], '');
}

function putting(form: string): string {
  const head = [
    'PUT /rest/v2/users/presence HTTP/1.1',
    hostAndEncoding,
    `Content-Length: ${form.length}`,
    'Content-Type: application/x-www-form-urlencoded',
    'Accept: application/json',
  ];
  return lines(head, form);
}

const hostAndEncoding = 'Host: HOST\r\nAccept-Encoding: identity';
const lines = (head: string[], body: string) =>
  [...head, 'User-Agent: OpenAPI-Generator/1.0.0/python', 'Authorization: Bearer TOKEN'].join(
    '\r\n',
  ) + `\r\n\r\n${body}`;

/** Sends the bytes as they stand, and gives status and body of the answer. */
async function send(
  { port, sandbox }: SandboxServer,
  bytes: string,
): Promise<{ status: number; body: unknown }> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes.replace('HOST', `127.0.0.1:${port}`).replace('TOKEN', sandbox.issueToken()));
  let text = '';
  for await (const part of socket.setEncoding('utf8')) {
    text += String(part);
  }
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const json = /chunked/i.test(head)
    ? rest.join('').replace(/^[\da-f]+\r\n|\r\n[\da-f]+(\r\n)?$/gi, '')
    : rest.join('');
  return { status: Number(head.slice(9, 12)), body: JSON.parse(json) as unknown };
}

const always = [401, 500, 503];
const noor = 'noor.haddad%40tidewick.example';
const secondary = 'noor.haddad%40example.com';
const names = 'name=mei-ling.zhou%40tidewick.example&name=noor.haddad%40tidewick.example';

type Call = [bytes: string, status: number];

/** Each operation: its documented statuses, its example call as it stands, and calls that mean it. */
const operations: Record<string, { documented: number[]; example: Call; calls: Call[] }> = {
  getLabel: { documented: [200], example: [getting('/labels', '*/*'), 200], calls: [] },
  getPresence: {
    documented: [200, 400, 404],
    example: [getting('/presence?userIds=user_ids_example'), 400],
    calls: [
      [getting(`/presence?userIds=${noor}&userIds=mei-ling.zhou%40tidewick.example`), 200],
      [getting(`/presence?userIds=${noor}&userIds=nobody%40tidewick.example`), 404],
    ],
  },
  getProfile: { documented: [200], example: [getting('/profile', '*/*'), 200], calls: [] },
  getSupportInfo: { documented: [200], example: [getting('/supportinfo', '*/*'), 200], calls: [] },
  getUserByEmailAddress: {
    documented: [200, 404],
    example: [getting('/email_address_example/getUserByEmail?secondaryLookup=True'), 404],
    calls: [
      [getting(`/${secondary}/getUserByEmail?secondaryLookup=True`), 200],
      [getting(`/${secondary}/getUserByEmail?secondaryLookup=False`), 404],
      [getting(`/${noor}/getUserByEmail?secondaryLookup=False`), 200],
    ],
  },
  getUserById: {
    documented: [200, 400, 404],
    example: [getting('/id_example'), 400],
    calls: [[getting(`/${noor}`), 200]],
  },
  getUserPresence: {
    documented: [200, 400, 404],
    example: [getting('/id_example/presence'), 400],
    calls: [[getting(`/${noor}/presence`), 200]],
  },
  searchUser: {
    documented: [200, 400, 404],
    example: [getting('?name=name_example'), 404],
    calls: [[getting('?name=noor%20haddad'), 200]],
  },
  searchUsersList: {
    documented: [200, 400, 404],
    example: [
      getting('/list?name=name_example&returnFullUserInfo=False&secondaryLookup=False'),
      400,
    ],
    calls: [
      [getting(`/list?${names}&returnFullUserInfo=True&secondaryLookup=False`), 200],
      [getting(`/list?name=${secondary}&returnFullUserInfo=False&secondaryLookup=True`), 200],
      [getting(`/list?name=${secondary}&returnFullUserInfo=False&secondaryLookup=False`), 404],
    ],
  },
  setUserPresence: {
    documented: [200, 400],
    example: [
      putting(
        'state=state_example&clearDND=False&dndUntil=2013-10-20T19%3A20%3A30%2B01%3A00&statusMessage=status_message_example',
      ),
      400,
    ],
    calls: [
      [putting('state=DND&clearDND=False&dndUntil=2213-10-20T19%3A20%3A30%2B01%3A00'), 200],
      [putting('state=AVAILABLE&clearDND=True&statusMessage=Gr%C3%BC%C3%9Fe+%26+mehr'), 200],
    ],
  },
};

describe('the generated Python client', () => {
  let server: SandboxServer;
  before(async () => (server = await serveSandbox()));
  after(() => server.close());

  for (const [name, { documented, example, calls }] of Object.entries(operations)) {
    it(`gets documented answers to ${name}, and what it asked for`, async () => {
      for (const [bytes, expected] of [example, ...calls]) {
        const { status } = await send(server, bytes);
        assert.equal(status, expected, bytes);
        assert.ok([...documented, ...always].includes(status), bytes);
      }
    });
  }

  it('gets short or full people, as it says False or True', async () => {
    const listed = async (full: string) =>
      (await send(server, getting(`/list?${names}&returnFullUserInfo=${full}`))).body as unknown[]; // of two, or the test fails
    const [short, full] = [await listed('False'), await listed('True')];
    assert.deepEqual([short.length, full.length], [2, 2]);
    assert.ok(!JSON.stringify(short).includes('jobTitle'));
    assert.ok(JSON.stringify(full).includes('jobTitle'));
  });

  it('leaves Do Not Disturb and sets a message with what stands in its form', async () => {
    const [enter, leave] = operations['setUserPresence']?.calls ?? [];
    const { state, dndUntil } = (await send(server, enter?.[0] ?? '')).body as {
      state: string;
      dndUntil: number;
    }; // a presence, or the test fails
    assert.deepEqual([state, dndUntil], ['DND', Date.parse('2213-10-20T18:20:30Z')]);
    await send(server, leave?.[0] ?? '');
    const { state: after, statusMessage } = server.sandbox.presenceOf(server.sandbox.me.userId);
    assert.deepEqual([after, statusMessage], ['AVAILABLE', 'Grüße & mehr']);
  });
});
