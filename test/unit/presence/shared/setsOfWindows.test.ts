import assert from 'node:assert/strict';
import { createPrivateFolder } from '../../../../src/base/sharedFolder';
import { type CircuitError, HttpError, NetworkError } from '../../../../src/circuit/errors';
import type { Presence } from '../../../../src/circuit/schemas';
import { FakeCircuit, presence } from '../fakeCircuit';
import { FakeTime, minute, second } from '../fakeTime';
import { MemoryFolder, silent, type Window } from './windows';

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

  /** *Busy* is chosen after an *Away* that Circuit did not answer. */
  async function chooseAfterLostSet(): Promise<{ carryOut: () => void }> {
    const swallowed = swallowNextSet();
    const failing = assert.rejects(windows[0].own.set({ state: 'AWAY' }), /timed out/);
    await time.pass(second);
    await failing;
    await finish(windows[1].own.set({ state: 'BUSY' }));
    return swallowed;
  }

  /** What a window wrote down that was killed before it came to send it. */
  async function leaveBehind(choice: Partial<Presence>): Promise<void> {
    const [name = ''] = (await folder.names()).filter(each => /^sets-1\.\w+\.\d+$/.test(each));
    const next = name.replace(/\d+$/, number => String(Number(number) + 1));
    const text = { at: Date.now(), tick: performance.now(), ...choice };
    await folder.create(next, JSON.stringify(text));
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
    const { carryOut } = await chooseAfterLostSet();
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

  it('shows what it sends once more as under way, as long as that takes', async () => {
    const { carryOut } = await chooseAfterLostSet();
    circuit.latencyMs = 3 * second;
    carryOut();
    const underWay: unknown[] = [];
    for (let passed = 0; passed < 60; passed++) {
      await time.pass(second);
      underWay.push(...windows.map(({ store }) => store.own.pending?.state));
    }
    circuit.latencyMs = 0;
    await time.pass(10 * second);
    assert.equal(circuit.puts.length, 3);
    assert.ok(underWay.includes('BUSY'));
    windows.forEach(({ store }) => assert.equal(store.own.pending, undefined));
  });

  it('asks Circuit right after that what it shows: the earlier one may have come once more', async () => {
    const { carryOut } = await chooseAfterLostSet();
    carryOut();
    await time.pass(40 * second);
    const third = circuit.requests.findIndex(each => each === circuit.puts[2]);
    const [sent, next] = circuit.requests.slice(third);
    assert.equal(next?.what, 'presence');
    assert.equal(next.at - (sent?.at ?? 0), 2 * circuit.latencyMs);
  });

  it('says nothing of what it sends once more to who signs out meanwhile', async () => {
    const { carryOut } = await chooseAfterLostSet();
    carryOut();
    circuit.latencyMs = 3 * second;
    while (circuit.puts.length < 3) {
      await time.pass(second);
    }
    windows.forEach(window => window.signIn(undefined));
    await time.pass(minute);
    assert.deepEqual(told(), []);
    windows.forEach(({ store }) => assert.equal(store.own.pending, undefined));
  });

  it('joins what was chosen in one window, even if what was written down of it is lost', async () => {
    const [window] = windows;
    void window.own.set({ state: 'BUSY', statusMessage: '' });
    void window.own.set({ state: 'AWAY' });
    void window.own.set({ statusMessage: 'back soon' });
    await time.pass(20);
    const choices = (await folder.names()).filter(name => /^sets-1\.\w+\.\d+$/.test(name));
    assert.equal(choices.length, 3);
    await Promise.all(choices.map(name => folder.remove(name)));
    await time.pass(5 * second);
    const { state, statusMessage } = circuit.people.get('me') ?? {};
    assert.deepEqual([state, statusMessage], ['AWAY', 'back soon']);
  });

  const secondTries: readonly [
    words: string,
    fault: () => CircuitError | undefined,
    isCarriedOut: boolean,
    told: string,
  ][] = [
    ['gets no answer', timedOut, false, 'overturned'],
    ['gets no answer and was carried out', timedOut, true, 'sentAgain'],
    ['is refused', () => new HttpError('no', 403), false, 'overturned'],
  ];
  for (const [words, fault, isCarriedOut, notice] of secondTries) {
    it(`says so once, and tries no more, when sending the last choice once more ${words}`, async () => {
      const { carryOut } = await chooseAfterLostSet();
      circuit.fault = ({ what }) => (what === 'set' ? fault() : undefined);
      circuit.setsDespiteFault = isCarriedOut;
      await time.pass(20 * second);
      carryOut();
      await time.pass(10 * minute);
      assert.equal(circuit.puts.length, 3);
      const kinds = told().map(({ kind }) => kind);
      assert.deepEqual(kinds, [notice]);
      const state = isCarriedOut ? 'BUSY' : 'AWAY';
      assert.deepEqual(windows.map(shown), [state, state, state]);
      windows.forEach(({ store }) => assert.equal(store.own.pending, undefined));
    });
  }

  it('only says so when that is more than two minutes ago', async () => {
    const { carryOut } = await chooseAfterLostSet();
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
    await leaveBehind({ state: 'AWAY' });
    await time.pass(10 * second);
    assert.equal(circuit.people.get('me')?.state, 'AWAY');
    assert.equal(circuit.puts.length, 2);
  });

  const refusals: readonly [
    words: string,
    error: CircuitError,
    reason: string | undefined,
    log: string[],
  ][] = [
    [
      'Circuit refuses',
      new HttpError('Not allowed.', 403),
      "Not allowed. Your status wasn't changed.",
      [],
    ],
    [
      'cannot be sent by a fault of ours',
      new TypeError('of Ada') as unknown as CircuitError,
      undefined,
      ['TypeError'],
    ],
  ];
  for (const [words, error, reason, log] of refusals) {
    it(`says what came of a choice that was taken over and that ${words}`, async () => {
      windows[1].dispose();
      windows[2].dispose();
      const errors: string[] = [];
      const logging = { ...silent, error: (line: string) => errors.push(line) };
      windows[0].dispose();
      const window = time.open(circuit.client, { folder, log: logging });
      await finish(window.own.set({ state: 'BUSY' }));
      circuit.fault = ({ what }) => (what === 'set' ? error : undefined);
      await leaveBehind({ state: 'AWAY' });
      await time.pass(minute);
      assert.deepEqual(window.told, reason === undefined ? [] : [{ kind: 'notSet', reason }]);
      assert.deepEqual(
        errors,
        log.map(name => `own presence: ${name}`),
      );
      assert.equal(circuit.puts.length, 2);
    });
  }

  it('says that what was taken over cannot be set', async () => {
    await finish(windows[0].own.set({ state: 'BUSY' }));
    await leaveBehind({ state: 'DND' });
    await time.pass(minute);
    assert.deepEqual(told(), [
      { kind: 'notSet', reason: 'Do Not Disturb needs an end time in the future.' },
    ]);
    assert.equal(circuit.puts.length, 1);
  });

  it('says nothing when it is signed out before what was taken over is sent', async () => {
    windows[1].dispose();
    windows[2].dispose();
    await finish(windows[0].own.set({ state: 'BUSY' }));
    await leaveBehind({ state: 'AWAY' });
    circuit.latencyMs = 30 * second;
    await time.pass(10 * second);
    windows[0].signIn(undefined);
    await time.pass(minute);
    assert.deepEqual(told(), []);
  });

  it('leaves two seconds to the window that made a choice', async () => {
    await finish(windows[0].own.set({ state: 'BUSY' }));
    circuit.latencyMs = 0;
    await leaveBehind({ state: 'AWAY', statusMessage: '' });
    await time.pass(1_950);
    assert.equal(circuit.puts.length, 1);
    await time.pass(200);
    assert.equal(circuit.puts.length, 2);
  });

  it('lets die with its window what was chosen more than a few minutes ago', async () => {
    await finish(windows[0].own.set({ state: 'BUSY' }));
    windows.forEach(window => window.dispose());
    await leaveBehind({ state: 'AWAY' });
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

  it('goes on after a fault of ours, which the log tells without names', async () => {
    let isBroken = false;
    const broken = {
      clock: folder.clock,
      read: folder.read,
      touch: folder.touch,
      watch: folder.watch,
      create: folder.create,
      write: folder.write,
      remove: folder.remove,
      names: () => (isBroken ? Promise.reject(new RangeError('of Ada')) : folder.names()),
    };
    const errors: string[] = [];
    const log = { ...silent, error: (line: string) => errors.push(line) };
    const window = time.open(circuit.client, { folder: broken, log });
    await time.pass(10 * second);
    isBroken = true;
    await finish(windows[0].own.set({ state: 'BUSY' }));
    await time.pass(10 * second);
    assert.ok(errors.includes('sets: RangeError'));
    assert.ok(errors.every(line => !line.includes('Ada')));
    isBroken = false;
    await finish(window.own.set({ state: 'AWAY' }));
    assert.equal(circuit.people.get('me')?.state, 'AWAY');
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
