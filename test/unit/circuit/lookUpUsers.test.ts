import assert from 'node:assert/strict';
import * as v from 'valibot';
import { type CircuitClient, createCircuitClient } from '../../../src/circuit/client';
import { HttpError } from '../../../src/circuit/errors';
import { lookUpUsers } from '../../../src/circuit/lookUpUsers';
import { type User, userSchema } from '../../../src/circuit/schemas';
import { type SandboxServer, serveSandbox } from '../../../src/sandbox/server';
import { accessTo, createRecordingLog } from './support';

describe('looking up many people', () => {
  let server: SandboxServer;
  let client: CircuitClient;

  before(async () => {
    server = await serveSandbox();
    const access = accessTo(server);
    client = createCircuitClient(() => access, createRecordingLog());
  });
  beforeEach(() => {
    server.setFault();
    server.sandbox.requests.clear();
  });
  after(() => server.close());

  const people = () => server.sandbox.company.people.map(({ user }) => user);
  const calls = () => server.sandbox.requests.count('GET', '/rest/v2/users/list');

  it('finds all of them, 25 in a call, however their addresses are written', async () => {
    const asked = people().map(({ emailAddress }) => emailAddress.toUpperCase());
    const { found, missing } = await lookUpUsers(client, asked);
    assert.deepEqual(missing, []);
    for (const { emailAddress, userId } of people()) {
      assert.equal(found.get(emailAddress.toLowerCase())?.userId, userId);
    }
    assert.equal(calls(), Math.ceil(people().length / 25));
  });

  it('finds people by id and by further addresses', async () => {
    const person = people().find(each => each.emailAddresses?.length);
    assert.ok(person?.emailAddresses?.[0]);
    const asked = [person.userId, person.emailAddresses[0].address];
    const { found } = await lookUpUsers(client, asked);
    assert.deepEqual([...found.keys()].sort(), asked.map(each => each.toLowerCase()).sort());
  });

  it('tells who is missing, and asks for no nonsense and for nobody twice', async () => {
    const [first] = people();
    assert.ok(first);
    const email = first.emailAddress;
    const { found, missing } = await lookUpUsers(client, [
      email,
      email.toUpperCase(),
      'No@Body.example',
      'not an address',
      '../x',
    ]);
    assert.deepEqual([...found.keys()], [email]);
    assert.deepEqual(missing, ['no@body.example', 'not an address', '../x']);
    assert.equal(calls(), 1);
    const [{ query } = { query: '' }] = server.sandbox.requests.entries;
    assert.equal(new URLSearchParams(query).getAll('name').length, 2);
  });

  /** The batches in which they are asked for, where nobody is known. */
  async function batchesOf(asked: readonly string[]) {
    const batches: (readonly string[])[] = [];
    const listUsers = (names: readonly string[]) => {
      batches.push(names);
      return Promise.resolve<User[]>([]);
    };
    const { missing } = await lookUpUsers({ listUsers }, asked);
    assert.deepEqual(missing, asked);
    assert.deepEqual(batches.flat(), asked);
    return batches;
  }

  it('asks for 25 in a call and for no more', async () => {
    const asked = Array.from({ length: 51 }, (_, n) => `u${n}@x.example`);
    const batches = await batchesOf(asked);
    assert.deepEqual(
      batches.map(({ length }) => length),
      [25, 25, 1],
    );
  });

  it('keeps addresses of requests short', async () => {
    const asked = Array.from({ length: 60 }, (_, n) => `${'long+'.repeat(20)}${n}@x.example`);
    const lengths = (await batchesOf(asked)).map(
      names => names.map(name => `&name=${encodeURIComponent(name)}`).join('').length,
    );
    assert.ok(lengths.every(length => length <= 1800));
  });

  it('fills the 1,800 characters that a request has for them', async () => {
    // 180 characters each with `&name=` and the three of `%40`.
    const ten = Array.from({ length: 10 }, (_, n) => `${n}@${'x'.repeat(162)}.example`);
    assert.equal((await batchesOf(ten)).length, 1);
    assert.equal((await batchesOf(ten.with(0, `x${ten[0]}`))).length, 2);
  });

  const disliked = 'dis@liked.example';
  for (const place of [0, 1, 2, 5, 9]) {
    it(`finds the others when Circuit dislikes number ${place} of ten`, async () => {
      const listUsers: CircuitClient['listUsers'] = (names, signal) =>
        names.includes(disliked)
          ? Promise.reject(new HttpError('', 400))
          : client.listUsers(names, signal);
      const others = people()
        .slice(0, 9)
        .map(({ emailAddress }) => emailAddress);
      const { found, missing } = await lookUpUsers(
        { listUsers },
        others.toSpliced(place, 0, disliked),
      );
      assert.deepEqual([...found.keys()].sort(), others.toSorted());
      assert.deepEqual(missing, [disliked]);
    });
  }

  it('asks no more than twice at each halving for the one whom Circuit dislikes', async () => {
    let asked = 0;
    const listUsers = (names: readonly string[]) => {
      asked += 1;
      return names.includes(disliked)
        ? Promise.reject(new HttpError('', 400))
        : Promise.resolve<User[]>([]);
    };
    const others = Array.from({ length: 15 }, (_, n) => `u${n}@x.example`);
    await lookUpUsers({ listUsers }, [disliked, ...others]);
    assert.equal(asked, 1 + 2 * 4);
  });

  it('takes nobody who was not asked for, and looks at each answer once', async () => {
    let looks = 0;
    const answered = Array.from({ length: 1_000 }, (_, n) => userCalled(`u${n}@x.example`));
    for (const user of answered) {
      Object.defineProperty(user, 'userId', {
        get: () => {
          looks += 1;
          return 'someone';
        },
      });
    }
    const listUsers = () => Promise.resolve(answered);
    const asked = Array.from({ length: 500 }, (_, n) => `u${n * 4}@x.example`);
    const { found, missing } = await lookUpUsers({ listUsers }, asked);
    assert.deepEqual([...found.keys()], asked.slice(0, 250));
    assert.equal(missing.length, 250);
    assert.equal(looks, 20 * answered.length);
  });

  it('fails as a whole when Circuit is in trouble: nobody is missing then', async () => {
    server.setFault({ kind: 'status', status: 503 });
    await assert.rejects(lookUpUsers(client, ['a@b.example']), { status: 503 });
  });
});

function userCalled(emailAddress: string): User {
  return v.parse(userSchema, { userId: 'someone', emailAddress });
}
