import assert from 'node:assert/strict';
import type { SharedFolder } from '../../../../src/base/sharedFolder';
import { withoutEvent } from '../../../../src/status/until/withoutEvent';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, minute, second } from '../fakeTime';
import { pass } from '../model/windowLife';
import { MemoryFolder } from '../shared/windows';
import { FakeEnd, UntilWindow } from './untilWindow';

describe('A status that lasts until something happens, on a slow disk', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  let files: MemoryFolder;
  /** How long writing and removing a file takes. */
  let changeMs: number;
  let written: string[];
  let window: UntilWindow;

  beforeEach(async () => {
    time = new FakeTime();
    circuit = new FakeCircuit();
    files = new MemoryFolder();
    changeMs = 0;
    written = [];
    circuit.change('me', { state: 'BUSY' });
    window = new UntilWindow(circuit.client, { folder: slowFolder() });
    await time.pass(second);
  });
  afterEach(async () => {
    window.dispose();
    await time.pass(minute); // until the disk is at rest
    await time.end();
  });

  function slowFolder(): SharedFolder {
    const { clock, names, read, touch, watch, create } = files;
    return {
      ...{ clock, names, read, touch, watch, create },
      write: async (name, text) => {
        written.push(name);
        await pass(changeMs);
        await files.write(name, text);
      },
      remove: async name => {
        await pass(changeMs);
        await files.remove(name);
      },
    };
  }

  it('is put back once, and that is told, while what was written down of it goes', async () => {
    const end = new FakeEnd({ kind: 'task', name: 'build' });
    await window.dndUntil(end);
    changeMs = 3 * second;
    end.happen();
    await time.pass(minute);
    assert.equal(circuit.puts.length, 2);
    assert.equal(circuit.people.get('me')?.state, 'BUSY');
    assert.equal(window.store.own.until?.kind, 'putBack');
  });

  it('notes once that somebody is still here, although that takes a while', async () => {
    window.active.isActive = true;
    await window.arrangements.begin(withoutEvent('back'), { state: 'AWAY' });
    changeMs = 5 * second;
    written.length = 0;
    await time.pass(minute + 10 * second);
    assert.equal(written.filter(name => name.endsWith('.active')).length, 1);
  });

  it('is over at once for whoever chooses something else, and stays so', async () => {
    await window.dndUntil(new FakeEnd());
    changeMs = 3 * second;
    const chosen = window.choose({ state: 'AWAY' });
    for (let passed = 0; passed < 10; passed++) {
      await time.pass(second);
      assert.equal(window.store.own.until, undefined, `after ${passed + 1} s`);
    }
    await Promise.all([chosen, time.pass(minute)]);
    assert.equal(circuit.people.get('me')?.state, 'AWAY');
  });
});
