import assert from 'node:assert/strict';
import { createPrivateFolder } from '../../../../src/base/sharedFolder';
import { NetworkError } from '../../../../src/circuit/errors';
import type { Presence } from '../../../../src/circuit/schemas';
import { FakeCircuit, presence } from '../fakeCircuit';
import { FakeTime, minute, second } from '../fakeTime';
import { MemoryFolder, type Window } from './windows';

describe('Choosing in several windows', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  let folder: MemoryFolder;
  let windows: [Window, Window, Window];

  beforeEach(async () => {
    time = new FakeTime();
    circuit = new FakeCircuit();
    circuit.latencyMs = 50;
    folder = new MemoryFolder();
    const open = () => time.open(circuit.client, { folder });
    windows = [open(), open(), open()];
    await time.pass(10 * second);
    circuit.requests.length = 0;
  });
  afterEach(() => time.end());

  const shown = ({ store }: Window) =>
    store.own.known?.kind === 'known' ? store.own.known.presence.state : undefined;
  const told = () => windows.flatMap(window => window.told);
  const timedOut = () => new NetworkError('timed out', 'timeout');

  async function finish<T>(work: Promise<T>): Promise<T> {
    await time.pass(second);
    return await work;
  }

  /** Circuit does not answer the next set; it carries it out when `carryOut` is called. */
  function swallowNextSet(): { carryOut: () => void } {
    let swallowed: Partial<Presence> | undefined;
    const late = windows[0];
    circuit.fault = ({ what }) => {
      if (what !== 'set' || swallowed) {
        return undefined;
      }
      const { state = 'AWAY', statusMessage = '' } = late.store.own.pending ?? {};
      swallowed = { state, statusMessage };
      return timedOut();
    };
    return { carryOut: () => circuit.change('me', swallowed ?? {}) };
  }

  it('ends on what was chosen last, however long the earlier one takes', async () => {
    circuit.latencyMs = 2.5 * second;
    const away = windows[0].own.set({ state: 'AWAY' });
    await time.pass(second);
    const busy = windows[1].own.set({ state: 'BUSY' });
    await time.pass(30 * second);
    assert.equal(circuit.people.get('me')?.state, 'BUSY');
    assert.deepEqual(windows.map(shown), ['BUSY', 'BUSY', 'BUSY']);
    assert.equal(await away, undefined);
    assert.equal((await busy)?.state, 'BUSY');
    assert.deepEqual(told(), []);
  });

  it('sends none of those that a later one overtook while they waited', async () => {
    circuit.latencyMs = 2 * second;
    const first = windows[0].own.set({ state: 'AWAY' });
    await time.pass(second);
    const second_ = windows[1].own.set({ state: 'AVAILABLE' });
    await time.pass(second);
    const third = windows[2].own.set({ state: 'BUSY' });
    await time.pass(30 * second);
    assert.equal(circuit.puts.length, 2);
    assert.equal(circuit.people.get('me')?.state, 'BUSY');
    assert.deepEqual(
      (await Promise.all([first, second_, third])).map(answer => answer?.state),
      [undefined, undefined, 'BUSY'],
    );
  });

  it('joins a message chosen in one window with a state chosen in another', async () => {
    circuit.latencyMs = 2 * second;
    void windows[0].own.set({ state: 'AVAILABLE' });
    await time.pass(second);
    void windows[1].own.set({ state: 'BUSY' });
    await time.pass(second);
    void windows[2].own.set({ statusMessage: 'in a meeting' });
    await time.pass(30 * second);
    const { state, statusMessage } = circuit.people.get('me') ?? presence('nobody');
    assert.deepEqual({ state, statusMessage }, { state: 'BUSY', statusMessage: 'in a meeting' });
  });

  it('keeps what another window set a moment ago, of which this one has not heard', async () => {
    await finish(windows[0].own.set({ state: 'BUSY' }));
    void windows[1].own.set({ statusMessage: 'in a meeting' });
    await time.pass(5 * second);
    assert.equal(circuit.people.get('me')?.state, 'BUSY');
  });

  it('sends the last choice once more when an earlier one is carried out after it, and says so', async () => {
    const { carryOut } = swallowNextSet();
    const failing = assert.rejects(windows[0].own.set({ state: 'AWAY' }), /timed out/);
    await time.pass(second);
    await failing;
    await finish(windows[1].own.set({ state: 'BUSY' }));
    await time.pass(20 * second);
    carryOut();
    await time.pass(40 * second);
    assert.equal(circuit.people.get('me')?.state, 'BUSY');
    assert.equal(circuit.puts.length, 3);
    assert.deepEqual(
      told().map(({ kind }) => kind),
      ['sentAgain'],
    );
    carryOut();
    await time.pass(minute);
    assert.equal(circuit.people.get('me')?.state, 'AWAY', 'the person may want it by now');
    assert.equal(circuit.puts.length, 3);
  });

  it('only says so when that is more than two minutes ago', async () => {
    const { carryOut } = swallowNextSet();
    const failing = assert.rejects(windows[0].own.set({ state: 'AWAY' }), /timed out/);
    await time.pass(second);
    await failing;
    await finish(windows[1].own.set({ state: 'BUSY' }));
    await time.pass(3 * minute);
    carryOut();
    await time.pass(minute);
    assert.equal(circuit.puts.length, 2);
    assert.deepEqual(
      told().map(({ kind }) => kind),
      ['overturned'],
    );
  });

  for (const [words, change] of [
    ['another state', { state: 'AVAILABLE' }],
    ['the same state with another message', { state: 'AWAY', statusMessage: 'from the phone' }],
  ] as const) {
    it(`never fights ${words} that was chosen elsewhere`, async () => {
      swallowNextSet();
      const failing = assert.rejects(windows[0].own.set({ state: 'AWAY' }), /timed out/);
      await time.pass(second);
      await failing;
      await finish(windows[1].own.set({ state: 'BUSY' }));
      circuit.change('me', change);
      await time.pass(5 * minute);
      assert.equal(circuit.people.get('me')?.state, change.state);
      assert.equal(circuit.puts.length, 2);
      assert.deepEqual(told(), []);
    });
  }

  it('takes over within ten seconds what a window that was killed did not come to send', async () => {
    await finish(windows[0].own.set({ state: 'BUSY' }));
    const files = (await folder.names()).filter(name => /^sets-1\.\w+\.\d+$/.test(name));
    const [name = ''] = files;
    const next = name.replace(/\d+$/, number => String(Number(number) + 1));
    await folder.create(
      next,
      JSON.stringify({ at: Date.now(), tick: performance.now(), state: 'AWAY' }),
    );
    await time.pass(10 * second);
    assert.equal(circuit.people.get('me')?.state, 'AWAY');
    assert.equal(circuit.puts.length, 2);
  });

  it('lets die with its window what was chosen more than a few minutes ago', async () => {
    await finish(windows[0].own.set({ state: 'BUSY' }));
    const [name = ''] = (await folder.names()).filter(each => /^sets-1\.\w+\.\d+$/.test(each));
    windows.forEach(window => window.dispose());
    const next = name.replace(/\d+$/, number => String(Number(number) + 1));
    await folder.create(
      next,
      JSON.stringify({ at: Date.now(), tick: performance.now(), state: 'AWAY' }),
    );
    await time.pass(4 * minute);
    const late = time.open(circuit.client, { folder });
    await time.pass(5 * minute);
    assert.equal(circuit.puts.length, 1);
    await finish(late.own.set({ statusMessage: 'back' }));
    assert.equal(circuit.people.get('me')?.state, 'BUSY');
  });

  it('works in each window by itself where files cannot be shared, which is known', async () => {
    const noFolder = {
      ...createPrivateFolder(),
      read: () => Promise.resolve(undefined),
      names: () => Promise.resolve([]),
      create: () => Promise.resolve('failed' as const),
    };
    const alone = time.open(circuit.client, { folder: noFolder });
    await time.pass(10 * second);
    const setting = alone.own.set({ state: 'BUSY' });
    await time.pass(second);
    assert.equal((await setting)?.state, 'BUSY');
    assert.equal(alone.store.own.isAlone, true);
    assert.equal(windows[0].store.own.isAlone, undefined);
  });

  it('leaves nothing behind at sign-out, in the folder or on the clock', async () => {
    await finish(windows[0].own.set({ state: 'BUSY' }));
    windows.forEach(window => window.signIn(undefined));
    await time.pass(minute);
    assert.deepEqual(
      (await folder.names()).filter(name => !name.includes('.lease.')),
      [],
    );
  });
});
