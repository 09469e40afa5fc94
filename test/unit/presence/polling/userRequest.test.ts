import assert from 'node:assert/strict';
import type { CircuitClient } from '../../../../src/circuit/client';
import { HttpError } from '../../../../src/circuit/errors';
import { FakeCircuit, type FakeRequest } from '../fakeCircuit';
import { FakeTime, minute, second } from '../fakeTime';
import { MemoryFolder } from '../shared/windows';

describe('A request for the user', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  beforeEach(() => {
    time = new FakeTime();
    circuit = new FakeCircuit(['bea']);
  });
  afterEach(() => time.end());

  const requests: readonly FakeRequest['what'][] = ['profile', 'presences', 'presence', 'set'];
  for (const what of requests) {
    it(`is aborted on its way when the person signs out: ${what}`, async () => {
      circuit.latencyMs = second;
      const window = time.open(circuit.client, { interest: ['bea'] });
      const isUnderWay = () => circuit.requests.at(-1)?.what === what;
      const acts: Promise<unknown>[] = [];
      if (what === 'set' || what === 'presence') {
        await time.pass(10 * second);
        acts.push(
          what === 'set'
            ? window.own.set({ state: 'BUSY', statusMessage: '' })
            : window.poller.readOwn(),
        );
        acts.forEach(act => void act.catch(() => undefined));
      }
      while (!isUnderWay()) {
        await time.pass(100);
      }
      const signal = circuit.requests.at(-1)?.signal;
      assert.equal(signal?.aborted, false);
      window.signIn(undefined);
      assert.equal(signal.aborted, true);
      await time.pass(minute);
      assert.ok(isUnderWay(), 'and nothing follows it');
      await Promise.all(acts.map(act => assert.rejects(act)));
    });
  }

  it('that this person may not make is no outage, in this window and in the others', async () => {
    const folder = new MemoryFolder();
    const [mine, other] = [1, 2].map(() => time.open(circuit.client, { folder }));
    assert.ok(mine && other);
    await time.pass(second);
    circuit.fault = ({ what }) => (what === 'set' ? new HttpError('Not allowed.', 403) : undefined);
    const setting = mine.own.set({ state: 'BUSY', statusMessage: '' });
    const refused = assert.rejects(setting, /Not allowed/);
    await time.pass(second);
    await refused;
    assert.equal(mine.store.connection.kind, 'online');
    assert.equal(other.store.connection.kind, 'online');
    const before = circuit.gets.length;
    await time.pass(minute);
    assert.ok(circuit.gets.length > before, 'polling goes on');
  });

  for (const retryAfterMs of [undefined, 2 * minute]) {
    const words = retryAfterMs === undefined ? 'without saying for how long' : 'for two minutes';
    it(`that Circuit has too many of binds all windows, ${words}`, async () => {
      const folder = new MemoryFolder();
      const [mine, other] = [1, 2].map(() => time.open(circuit.client, { folder }));
      assert.ok(mine && other);
      await time.pass(second);
      circuit.fault = ({ what }) =>
        what === 'set' ? new HttpError('Too many.', 429, retryAfterMs) : undefined;
      const setting = mine.own.set({ state: 'BUSY', statusMessage: '' });
      const refused = assert.rejects(setting);
      await time.pass(second);
      await refused;
      const asked = circuit.requests.length;
      for (const { store } of [mine, other]) {
        assert.ok(store.connection.kind === 'offline');
        const waitMs = (store.connection.retryAt ?? 0) - Date.now();
        assert.ok(waitMs > (retryAfterMs ?? minute) - 2 * second, String(waitMs));
      }
      const others = assert.rejects(other.own.set({ state: 'AWAY', statusMessage: '' }));
      await time.pass((retryAfterMs ?? minute) - 5 * second);
      await others;
      assert.equal(circuit.requests.length, asked);
      await time.pass(2 * minute);
      assert.equal(other.store.connection.kind, 'online');
    });
  }

  it('goes out after a minute of an hour only where somebody asked for it on purpose', async () => {
    const { poller, own } = time.open(circuit.client);
    await time.pass(second);
    circuit.fault = ({ what }) =>
      what === 'set' ? new HttpError('Too many.', 429, 60 * minute) : undefined;
    const refused = assert.rejects(own.set({ state: 'BUSY', statusMessage: '' }));
    await time.pass(2 * minute);
    await refused;
    const before = circuit.requests.length;
    const getProfile = (client: CircuitClient) => client.getProfile();
    await assert.rejects(poller.ask(getProfile, 'inPassing'), /asked to wait/);
    assert.equal(circuit.requests.length, before);
    await poller.ask(getProfile);
    assert.equal(circuit.requests.length, before + 1);
  });
});
