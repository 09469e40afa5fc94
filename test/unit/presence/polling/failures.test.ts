import assert from 'node:assert/strict';
import { HttpError } from '../../../../src/circuit/errors';
import { createLog } from '../../account/support';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, minute, second } from '../fakeTime';
import { MemoryFolder } from '../shared/windows';

const address = 'ada@company.example';

describe('A poll that failed', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  beforeEach(() => {
    time = new FakeTime();
    circuit = new FakeCircuit();
  });
  afterEach(() => time.end());

  it('says for what reason, and not only that there was one', async () => {
    const reason = new HttpError('Circuit is being repaired until noon.', 503);
    const window = time.open(circuit.client);
    await time.pass(second);
    circuit.fault = () => reason;
    await time.pass(minute);
    assert.ok(window.store.connection.kind === 'offline');
    assert.equal(window.store.connection.reason, reason);
  });

  const failing: readonly [name: string, fail: () => never, line: RegExp][] = [
    [
      'a fault of Circuit’s',
      () => {
        throw new HttpError(`Nobody is called ${address}.`, 500);
      },
      /presence: http, failure 1$/,
    ],
    [
      'an error of ours',
      () => {
        throw new TypeError(`Cannot read properties of ${address}`);
      },
      /presence: TypeError$/,
    ],
    [
      'something that is no error',
      () => {
        // What a foreign library may throw.
        throw address as unknown as Error;
      },
      /presence: string$/,
    ],
  ];
  for (const [name, fail, line] of failing) {
    it(`is told in the log, which names nobody: ${name}`, async () => {
      const log = createLog();
      circuit.fault = fail;
      time.open(circuit.client, { log });
      await time.pass(minute);
      assert.ok(log.lines.some(each => line.test(each)));
      assert.deepEqual(
        log.lines.filter(line => /ada|company|@/i.test(line)),
        [],
      );
    });
  }

  it('is told in the log, which names nobody: a disk that throws', async () => {
    const log = createLog();
    const folder = new MemoryFolder();
    folder.read = () => Promise.reject(new Error(`EACCES: /home/${address}/rounds.json`));
    time.open(circuit.client, { log, folder });
    await time.pass(minute);
    assert.ok(log.lines.length > 0);
    assert.deepEqual(
      log.lines.filter(line => /ada|company|@/i.test(line)),
      [],
    );
  });
});
