import assert from 'node:assert/strict';
import { withoutEvent } from '../../../../src/status/until/withoutEvent';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, hour, minute, second } from '../fakeTime';
import { MemoryFolder } from '../shared/windows';
import { UntilWindow } from './untilWindow';

describe('Without an event of VS Code', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  let folder: MemoryFolder;
  let windows: UntilWindow[];

  const open = async (isActive = true) => {
    const window = new UntilWindow(circuit.client, { folder });
    window.active.isActive = isActive;
    windows.push(window);
    await time.pass(second);
    return window;
  };
  const shown = () => circuit.people.get('me');
  const kept = async () => (await folder.names()).filter(name => name.startsWith('until-'));

  beforeEach(() => {
    time = new FakeTime();
    circuit = new FakeCircuit();
    folder = new MemoryFolder();
    windows = [];
  });
  afterEach(async () => {
    windows.forEach(window => window.dispose());
    await time.end();
  });

  describe('Away until somebody is back', () => {
    const goAway = async () => {
      circuit.change('me', { state: 'BUSY', statusMessage: 'in review' });
      const window = await open();
      const other = await open(false);
      await window.arrangements.begin(withoutEvent('back'), { state: 'AWAY' });
      assert.equal(shown()?.state, 'AWAY');
      return { window, other };
    };

    it('ends with what was before, at the first activity after five minutes without any', async () => {
      const { window } = await goAway();
      await time.pass(4 * minute);
      window.active.set(false);
      await time.pass(6 * minute);
      assert.equal(shown()?.state, 'AWAY');
      window.active.set(true);
      await time.pass(second);
      assert.deepEqual([shown()?.state, shown()?.statusMessage], ['BUSY', 'in review']);
      assert.equal(window.store.own.until?.kind, 'putBack');
      assert.deepEqual(await kept(), []);
    });

    it('does not end while somebody goes on working, or is gone for a moment', async () => {
      const { window, other } = await goAway();
      await time.pass(20 * minute);
      window.active.set(false);
      await time.pass(4 * minute);
      other.active.set(true);
      await time.pass(minute);
      assert.equal(shown()?.state, 'AWAY');
      assert.equal(circuit.puts.length, 1);
    });

    it('counts the five minutes from when somebody was last seen', async () => {
      const { window } = await goAway();
      await time.pass(110 * second);
      window.active.set(false);
      await time.pass(290 * second);
      window.active.set(true);
      await time.pass(second);
      assert.equal(shown()?.state, 'AWAY');
      window.active.set(false);
      await time.pass(5 * minute);
      window.active.set(true);
      await time.pass(second);
      assert.equal(shown()?.state, 'BUSY');
    });

    it('ends in whichever window somebody is back', async () => {
      const { window, other } = await goAway();
      window.active.set(false);
      await time.pass(30 * minute);
      other.active.set(true);
      await time.pass(2 * second);
      assert.equal(shown()?.state, 'BUSY');
      window.active.set(true);
      await time.pass(minute);
      assert.equal(circuit.puts.length, 2);
    });

    it('is finished by the next start', async () => {
      const { window, other } = await goAway();
      [window, other].forEach(each => each.dispose());
      await time.pass(12 * hour);
      assert.equal(shown()?.state, 'AWAY');
      await open();
      await time.pass(second);
      assert.equal(shown()?.state, 'BUSY');
      assert.deepEqual(await kept(), []);
    });

    it('is over with another choice, here or elsewhere', async () => {
      const { window } = await goAway();
      circuit.change('me', { state: 'AVAILABLE' });
      window.active.set(false);
      await time.pass(20 * minute);
      assert.deepEqual(await kept(), []);
      window.active.set(true);
      await time.pass(minute);
      assert.equal(shown()?.state, 'AVAILABLE');
      assert.equal(circuit.puts.length, 1);
    });
  });

  describe('A message for one Do Not Disturb', () => {
    const begin = async () => {
      const window = await open();
      const dndUntil = Date.now() + 30 * minute;
      const change = { state: 'DND', dndUntil, statusMessage: 'lunch' } as const;
      await window.arrangements.begin(withoutEvent('dndEnd'), change);
      return { window, dndUntil };
    };
    /** Circuit ends Do Not Disturb by itself, and the message stays. */
    const endByItself = () => circuit.change('me', { state: 'AVAILABLE', dndUntil: undefined });

    it('is cleared when it has ended', async () => {
      const { window } = await begin();
      assert.equal(window.store.own.until?.kind, 'lasting');
      await time.pass(30 * minute);
      endByItself();
      await time.pass(10 * second);
      assert.deepEqual([shown()?.state, shown()?.statusMessage], ['AVAILABLE', '']);
      assert.deepEqual(await kept(), []);
      await time.pass(hour);
      assert.equal(circuit.puts.length, 2);
    });

    it('waits for a Circuit that ends it late', async () => {
      await begin();
      await time.pass(32 * minute);
      assert.equal(circuit.puts.length, 1);
      endByItself();
      await time.pass(2 * minute);
      assert.equal(shown()?.statusMessage, '');
    });

    it('can be given to the one that is on, whose end stays', async () => {
      const dndUntil = Date.now() + hour;
      circuit.change('me', { state: 'DND', dndUntil });
      const window = await open();
      await window.arrangements.begin(withoutEvent('dndEnd'), { statusMessage: 'lunch' });
      assert.deepEqual([shown()?.dndUntil, shown()?.statusMessage], [dndUntil, 'lunch']);
      await time.pass(dndUntil - Date.now());
      endByItself();
      await time.pass(10 * second);
      assert.equal(shown()?.statusMessage, '');
    });

    for (const [what, change] of [
      ['other words', { statusMessage: 'back at two' }],
      ['another end', { dndUntil: Date.UTC(2026, 0, 7, 17) }],
      ['an end before its time', { state: 'AVAILABLE', dndUntil: undefined }],
    ] as const) {
      it(`is left alone after ${what}, chosen elsewhere`, async () => {
        await begin();
        await time.pass(10 * minute);
        circuit.change('me', change);
        await time.pass(hour);
        assert.equal(circuit.puts.length, 1);
        assert.deepEqual(await kept(), []);
      });
    }

    it('is cleared by another window where the first one is gone', async () => {
      const { window } = await begin();
      await open();
      window.dispose();
      await time.pass(30 * minute);
      endByItself();
      await time.pass(40 * second);
      assert.equal(shown()?.statusMessage, '');
      assert.equal(circuit.puts.length, 2);
    });

    it('is left where no window was there at the end', async () => {
      const { window } = await begin();
      window.dispose();
      await time.pass(2 * hour);
      endByItself();
      await open();
      await time.pass(minute);
      assert.equal(shown()?.statusMessage, 'lunch');
      assert.deepEqual(await kept(), []);
    });
  });
});
