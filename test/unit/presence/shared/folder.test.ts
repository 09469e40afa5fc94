import assert from 'node:assert/strict';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRoundsFile } from '../../../../src/node/roundsFile';
import type { RoundsFile } from '../../../../src/presence/shared/rounds';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, minute, second } from '../fakeTime';

/** Counts what is under way on the disk, for which the faked clock has to wait. */
class Busy {
  private count = 0;

  watch(file: RoundsFile): RoundsFile {
    return {
      read: () => this.during(file.read()),
      write: text => this.during(file.write(text)),
      remove: () => this.during(file.remove()),
      readLease: () => this.during(file.readLease()),
      createLease: text => this.during(file.createLease(text)),
      removeLease: text => this.during(file.removeLease(text)),
      watch: listener => file.watch(listener),
    };
  }

  async end(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = this.count === 0 ? quiet + 1 : 0) {
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
  }

  private async during<T>(work: Promise<T>): Promise<T> {
    this.count += 1;
    return await work.finally(() => {
      this.count -= 1;
    });
  }
}

describe('Ten windows on one folder', () => {
  it('ask as often as one, and all show the same', async () => {
    const folder = fs.mkdtempSync(path.join(tmpdir(), 'windows-'));
    const busy = new Busy();
    const time = new FakeTime(() => busy.end());
    const circuit = new FakeCircuit(['bea']);
    circuit.latencyMs = 100;
    const windows = Array.from({ length: 10 }, () =>
      time.open(circuit.client, {
        folder: busy.watch(createRoundsFile(folder)),
        interest: ['bea'],
      }),
    );
    await time.pass(4 * minute);
    circuit.change('bea', { state: 'BUSY' });
    await time.pass(32 * second);
    const rounds = circuit.requests.filter(({ what }) => what === 'presences').length;
    assert.ok(rounds >= 9 && rounds <= 11, `${rounds} rounds`);
    for (const { store } of windows) {
      const bea = store.get('bea');
      assert.ok(bea?.kind === 'known' && bea.presence.state === 'BUSY');
    }
    windows.forEach(window => window.signIn(undefined));
    await time.settle();
    assert.deepEqual(fs.readdirSync(folder), []);
    await time.end();
    fs.rmSync(folder, { recursive: true });
  });
});
