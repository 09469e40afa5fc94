import assert from 'node:assert/strict';
import { HttpError, NetworkError, ProtocolError } from '../../../../src/circuit/errors';
import { FakeCircuit, me } from '../fakeCircuit';
import { FakeTime, hour, minute, second } from '../fakeTime';
import { collectGarbage } from '../garbage';
import { seeded } from '../seeded';

const people = Array.from({ length: 6 }, (_, index) => `p${index}`);

/** What becomes of a request of which the transport makes each of these; 5 in 100 get each. */
const faults = [
  () => new NetworkError('a timeout', 'timeout'),
  () => new NetworkError('a reset', 'unreachable'),
  () => new NetworkError('half an answer', 'unreachable'),
  () => new ProtocolError('garbage'),
  () => new HttpError('too many', 429, 90 * second),
  () => new HttpError('not now', 503),
  () => new ProtocolError('a redirect'),
];

describe('A day on which every third request fails', () => {
  const original = Math.random;
  let time: FakeTime;
  beforeEach(() => {
    time = new FakeTime();
  });
  afterEach(() => {
    Math.random = original;
    return time.end();
  });

  it('ends with the truth, has changed nothing, and leaves the heap as it was', async () => {
    const random = (Math.random = seeded(7));
    const circuit = new FakeCircuit(people);
    const struck = new Set<number>();
    circuit.fault = () => {
      const which = Math.floor(random() * 20);
      struck.add(which);
      return faults[which]?.();
    };
    const window = time.open(circuit.client, { interest: people });
    await time.pass(hour);
    const before = collectGarbage();
    for (let hours = 0; hours < 24; hours += 1) {
      circuit.change(`p${hours % 6}`, { state: hours % 12 < 6 ? 'BUSY' : 'AWAY' });
      await time.pass(hour);
      assert.notEqual(window.store.connection.kind, 'signedOut');
      const age = Date.now() - (window.store.own.known?.checkedAt ?? 0);
      assert.ok(age <= 30 * minute, `known for ${age} ms after ${hours} hours`);
      assert.deepEqual(circuit.puts, []);
      circuit.requests.length = 0;
      window.events.length = 0;
    }
    const grown = collectGarbage() - before;
    assert.equal(struck.size, 20);
    circuit.fault = () => undefined;
    await time.pass(hour);
    assert.deepEqual(window.store.connection, { kind: 'online', me });
    for (const id of [me.userId, ...people]) {
      const known = window.store.get(id);
      assert.deepEqual(known?.kind === 'known' && known.presence, circuit.people.get(id));
    }
    assert.ok(grown <= 1024 * 1024, `${grown} bytes`);
  });
});
