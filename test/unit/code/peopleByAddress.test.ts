import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';
import { NetworkError } from '../../../src/circuit/errors';
import type { Poller } from '../../../src/presence/polling/poller';
import { PeopleByAddress } from '../../../src/code/peopleByAddress';
import { PresenceStore } from '../../../src/presence/store';
import { createSandbox } from '../../../src/sandbox/app';
import { createCircuitClient } from '../../../src/circuit/client';
import { presence } from '../presence/fakeCircuit';

const hour = 3_600_000;
const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

describe('People for assistants and other extensions', () => {
  let clock: ReturnType<typeof FakeTimers.install>;
  let isReachable: boolean;
  const domain = () => sandbox.me.emailAddress.split('@')[1] ?? '';
  let sandbox: ReturnType<typeof createSandbox>;
  let store: PresenceStore;
  let changed: Emitter<unknown>;
  let people: PeopleByAddress;
  let polled: string[];
  const calls = () => sandbox.requests.count('GET', '/rest/v2/users/list');

  beforeEach(() => {
    clock = FakeTimers.install({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    isReachable = true;
    sandbox = createSandbox();
    store = new PresenceStore();
    store.setConnection({ kind: 'connecting' });
    changed = new Emitter();
    polled = [];
    const token = sandbox.issueToken();
    const client = createCircuitClient(
      () => ({
        origin: 'https://circuit.invalid',
        arrays: 'repeated',
        token: () => Promise.resolve(token),
        transport: async ({ method, url, headers }) => {
          if (!isReachable) {
            throw new NetworkError('gone', 'unreachable');
          }
          const response = await sandbox.fetch(new Request(url, { method, headers }));
          const text = await response.text();
          return { status: response.status, headers: response.headers, text };
        },
      }),
      log,
    );
    const ask: Poller['ask'] = request => request(client, new AbortController().signal);
    people = new PeopleByAddress({
      store,
      poller: { ask },
      interest: { linger: ids => void polled.push(...ids) },
      rules: () => ({ domains: new Set([domain()]), addresses: new Map() }),
      onDidChangeAccount: changed.event,
    });
  });
  afterEach(() => {
    people.dispose();
    assert.equal(clock.countTimers(), 0);
    clock.uninstall();
  });

  const addresses = (count: number, from = 0) =>
    Array.from({ length: count }, (_, at) => `nobody${from + at}@${domain()}`);

  it('are found by addresses in the allowed domains, and Circuit is asked about no other', async () => {
    const { userId, emailAddress, displayName } = sandbox.me;
    const given = emailAddress.toUpperCase();
    const found = await people.find([given, 'ada@other.example', 'no address']);
    assert.deepEqual([...found], [[given, { kind: 'person', userId, displayName }]]);
    const [entry] = sandbox.requests.entries.slice(-1);
    assert.equal(calls(), 1);
    assert.doesNotMatch(JSON.stringify(entry), /other\.example/);
    assert.equal((await people.find(['ada@other.example'])).size, 0);
    assert.equal(calls(), 1);
  });

  it('are the first fifty of those asked for at once', async () => {
    const found = await people.find(addresses(51));
    assert.deepEqual([...found.keys()], addresses(50));
  });

  it('are looked up once, and for the next account anew', async () => {
    await people.find(addresses(1));
    await people.find(addresses(1));
    assert.equal(calls(), 1);
    changed.fire(undefined);
    await people.find(addresses(1));
    assert.equal(calls(), 2);
  });

  it('are at most 200 in 24 hours, however much is asked at once', async () => {
    const all = Array.from({ length: 40 }, (_, at) => people.find(addresses(50, at * 50)));
    const found = (await Promise.all(all)).flatMap(each => [...each.keys()]);
    assert.equal(found.length, 200);
    assert.equal(calls(), 8);
    assert.equal((await people.find(addresses(1, 5_000))).size, 0);
    assert.equal((await people.find(addresses(50))).size, 50);
    assert.equal(calls(), 8);
    clock.tick(24 * hour);
    assert.equal((await people.find(addresses(1, 5_000))).size, 1);
  });

  it('do not count while Circuit does not answer, which is tried again after a minute', async () => {
    isReachable = false;
    for (let at = 0; at < 10; at++) {
      assert.equal((await people.find(addresses(50, at * 50))).size, 0);
    }
    isReachable = true;
    assert.equal((await people.find(addresses(1))).size, 0);
    clock.tick(60_000);
    for (let at = 0; at < 4; at++) {
      assert.equal((await people.find(addresses(50, 1_000 + at * 50))).size, 50);
    }
  });

  it('are polled from then on, and waited for until their presence is there', async () => {
    let isThere = false;
    const looking = people.look(['ada']).then(() => (isThere = true));
    await Promise.resolve();
    assert.deepEqual([polled, isThere], [['ada'], false]);
    store.applyPoll(store.beginPoll(), [presence('ada')]);
    await looking;
  });

  it('are waited for five seconds at the longest, and not at all while Circuit is out of reach', async () => {
    let isOver = false;
    const looking = people.look(['ada']).then(() => (isOver = true));
    await clock.tickAsync(4_999);
    assert.equal(isOver, false);
    await clock.tickAsync(1);
    await looking;
    store.setConnection({ kind: 'offline', reason: new NetworkError('gone', 'timeout') });
    await people.look(['bob']);
  });
});
