import assert from 'node:assert/strict';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSharedFolder } from '../../../../src/node/sharedFolder';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, minute, second } from '../fakeTime';
import { Busy } from './busy';

describe('Ten windows on one folder', () => {
  it('ask as often as one, and all show the same', async () => {
    const folder = fs.mkdtempSync(path.join(tmpdir(), 'windows-'));
    const busy = new Busy();
    const time = new FakeTime(() => busy.end());
    const circuit = new FakeCircuit(['bea']);
    circuit.latencyMs = 100;
    const windows = Array.from({ length: 10 }, () =>
      time.open(circuit.client, {
        folder: busy.watch(createSharedFolder(folder)),
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
    assert.deepEqual(
      fs.readdirSync(folder).filter(name => !name.includes('.lease.')),
      [],
    );
    await time.end();
    fs.rmSync(folder, { recursive: true });
  });
});
