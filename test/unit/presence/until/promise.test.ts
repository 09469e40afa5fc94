import assert from 'node:assert/strict';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, hour, minute, second } from '../fakeTime';
import { MemoryFolder } from '../shared/windows';
import { FakeEnd, UntilWindow } from './untilWindow';

describe('No presence is set', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  let windows: UntilWindow[];
  beforeEach(async () => {
    time = new FakeTime();
    circuit = new FakeCircuit();
    const folder = new MemoryFolder();
    windows = [0, 1].map(() => new UntilWindow(circuit.client, { folder }));
    await time.pass(second);
  });
  afterEach(async () => {
    windows.forEach(window => window.dispose());
    await time.end();
  });

  /** Somebody works, goes away and comes back, and is changed elsewhere. */
  const day = async (hours: number) => {
    for (let at = 0; at < hours; at += 1) {
      windows.forEach(({ active }) => active.set(at % 2 === 0));
      circuit.change('me', { statusMessage: String(at) });
      await time.pass(hour);
    }
  };

  it('without a choice, whatever goes on', async () => {
    await day(8);
    assert.deepEqual(circuit.puts, []);
  });

  it('but for what the person chose, until what they chose', async () => {
    const [window] = windows;
    const end = new FakeEnd({ kind: 'task', name: 'deploy' });
    await window?.dndUntil(end);
    const begun = Date.now();
    await time.pass(33 * minute);
    end.happen();
    await time.pass(second);
    const minutes = circuit.puts.map(({ at }) => Math.round((at - begun) / minute));
    assert.deepEqual(minutes, [0, 10, 20, 30, 33]);
    end.happen(false);
    end.happen();
    await day(8);
    assert.equal(circuit.puts.length, 5);
  });
});
