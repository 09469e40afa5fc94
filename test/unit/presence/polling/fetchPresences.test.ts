import assert from 'node:assert/strict';
import { HttpError } from '../../../../src/circuit/errors';
import { fetchPresences, intoBatches } from '../../../../src/presence/polling/fetchPresences';
import { FakeCircuit, presence } from '../fakeCircuit';

const nobody = { has: () => false };

function people(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `p${index}`);
}

/** As long as Circuit's own ids. */
function uuids(count: number): string[] {
  return people(count).map(id => id.padStart(36, '0'));
}

describe('A round', () => {
  for (const [count, requests] of [
    [0, 0],
    [1, 1],
    [50, 1],
    [51, 2],
    [200, 4],
    [201, 5],
  ] as const) {
    it(`asks for ${count} people in ${requests} requests, one after the other`, async () => {
      const circuit = new FakeCircuit(people(count));
      let running = 0;
      const client = {
        ...circuit.client,
        getPresences: async (ids: readonly string[]) => {
          running += 1;
          assert.equal(running, 1);
          await new Promise(setImmediate);
          running -= 1;
          return await circuit.client.getPresences(ids);
        },
      };
      const round = await fetchPresences(client, people(count), nobody);
      assert.deepEqual(
        round.presences.map(({ userId }) => userId),
        people(count),
      );
      assert.equal(circuit.requests.length, requests);
    });
  }

  it('keeps every address below 2 kB, also with ids as long as they may be', async () => {
    for (const ids of [uuids(201), people(201).map(id => id.padStart(64, '0'))]) {
      const circuit = new FakeCircuit(ids);
      const { presences } = await fetchPresences(circuit.client, ids, nobody);
      assert.equal(presences.length, 201);
      for (const { ids: asked } of circuit.requests) {
        const query = asked.map(id => `userIds=${id}`).join('&');
        const url = `https://eu.yourcircuit.com/rest/v2/users/presence?${query}`;
        assert.ok(asked.length <= 50 && url.length <= 2_000);
      }
    }
  });

  it('asks for nobody twice', async () => {
    const circuit = new FakeCircuit(['a']);
    await fetchPresences(circuit.client, ['a', 'a', 'me', 'a'], nobody);
    assert.deepEqual(circuit.requests[0]?.ids, ['a', 'me']);
  });

  it('finds an unknown person anywhere with at most 2·log2(n)+1 more requests', async () => {
    for (let count = 1; count <= 50; count += 1) {
      for (let bad = 0; bad < count; bad += 1) {
        const ids = people(count);
        const circuit = new FakeCircuit(ids);
        circuit.people.delete(`p${bad}`);
        const { presences, unknownIds } = await fetchPresences(circuit.client, ids, nobody);
        assert.deepEqual(unknownIds, [`p${bad}`]);
        assert.equal(presences.length, count - 1);
        assert.ok(circuit.requests.length - 1 <= 2 * Math.log2(count) + 1);
      }
    }
  });

  it('finds several unknown people, and everybody else', async () => {
    const ids = people(200);
    const circuit = new FakeCircuit(ids);
    const unknown = ['p0', 'p1', 'p49', 'p77', 'p199'];
    unknown.forEach(id => circuit.people.delete(id));
    const round = await fetchPresences(circuit.client, ids, nobody);
    assert.deepEqual(round.unknownIds, unknown);
    assert.equal(round.presences.length, 195);
    assert.ok(circuit.requests.length <= 4 + unknown.length * 12);
  });

  it('fills an address up to 1,900 characters, and begins the next one as full', () => {
    const fit = people(38).map(id => id.padStart(41, '0'));
    const sizes = (ids: readonly string[]) => intoBatches(ids).map(({ length }) => length);
    assert.deepEqual(sizes(fit), [38]);
    assert.deepEqual(sizes([`${fit[0] ?? ''}x`, ...fit.slice(1)]), [37, 1]);
    assert.deepEqual(sizes([...fit, ...fit.map(id => id.replace('0p', '1p'))]), [38, 38]);
    assert.deepEqual(sizes(['a', 'a', 'b']), [2]);
    assert.deepEqual(sizes(['x'.repeat(2_000), 'a']), [1, 1]);
  });

  it('does not ask for those in quarantine', async () => {
    const circuit = new FakeCircuit(['a']);
    const round = await fetchPresences(circuit.client, ['a', 'gone'], { has: id => id === 'gone' });
    assert.deepEqual(round.unknownIds, []);
    assert.deepEqual(
      circuit.requests.map(({ ids }) => ids),
      [['a']],
    );
  });

  it('takes a host that does not know the own id for no Circuit, after few requests', async () => {
    const circuit = new FakeCircuit();
    circuit.fault = () => new HttpError('not here', 404);
    await assert.rejects(
      fetchPresences(circuit.client, ['me', ...people(199)], nobody, undefined, 'me'),
      HttpError,
    );
    assert.ok(circuit.requests.length <= 7);
  });

  it('blames nobody when a batch is refused but no one alone', async () => {
    const circuit = new FakeCircuit(people(8));
    circuit.fault = ({ ids }) => (ids.length > 1 ? new HttpError('odd', 400) : undefined);
    await assert.rejects(fetchPresences(circuit.client, people(8), nobody), /odd/);
  });

  it('leaves the rest for the next round when far too many are unknown', async () => {
    const circuit = new FakeCircuit();
    const round = await fetchPresences(circuit.client, people(200), nobody);
    assert.equal(circuit.requests.length, 4 + 100);
    assert.ok(round.unknownIds.length > 0 && round.unknownIds.length < 200);
    const rest = people(200).filter(id => !round.unknownIds.includes(id));
    await fetchPresences(circuit.client, rest, nobody);
    assert.ok(circuit.requests.length <= 208);
  });

  it('takes the last of several answers for one person, and none for a person not asked for', async () => {
    const answers = [
      presence('a', { state: 'BUSY' }),
      presence('stranger'),
      presence('a', { state: 'AWAY' }),
    ];
    const client = { ...new FakeCircuit().client, getPresences: () => Promise.resolve(answers) };
    const round = await fetchPresences(client, ['a'], nobody);
    assert.deepEqual(round.presences, [presence('a', { state: 'AWAY' })]);
  });

  it('throws whatever else goes wrong', async () => {
    const circuit = new FakeCircuit();
    circuit.fault = () => new HttpError('down', 503);
    await assert.rejects(fetchPresences(circuit.client, ['me', 'a'], nobody), /down/);
    assert.equal(circuit.requests.length, 1);
  });
});
