import assert from 'node:assert/strict';
import type { SharedFolder } from '../../../../src/base/sharedFolder';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, second } from '../fakeTime';
import { MemoryFolder, type Window } from './windows';

describe('What one window does on the disk and asks of Circuit', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  let window: Window;
  let steps: string[];
  let folder: MemoryFolder;
  beforeEach(async () => {
    time = new FakeTime();
    circuit = new FakeCircuit(['bea']);
    folder = new MemoryFolder();
    const note = async <T>(step: string, outcome: Promise<T>) => {
      steps.push(step);
      return await outcome;
    };
    const counted: SharedFolder = {
      clock: folder.clock,
      names: () => note('names', folder.names()),
      read: name => note(`read ${name}`, folder.read(name)),
      create: (name, text) => note(`create ${name}`, folder.create(name, text)),
      write: (name, text) => note(`write ${name}`, folder.write(name, text)),
      touch: name => note(`touch ${name}`, folder.touch(name)),
      remove: name => note(`remove ${name}`, folder.remove(name)),
      watch: listener => folder.watch(listener),
    };
    steps = [];
    window = time.open(circuit.client, { folder: counted, interest: ['bea'] });
    await time.pass(10 * second);
    circuit.latencyMs = 50;
    forget();
  });
  afterEach(() => time.end());

  function forget(): void {
    circuit.requests.length = 0;
    steps.length = 0;
  }
  const countOf = (step: string) => steps.filter(each => each.startsWith(step)).length;
  const asked = () => circuit.requests.map(({ what }) => what).join(', ');
  const onRounds = () => [countOf('read rounds-2.json'), countOf('write rounds-2.json')];

  it('is a look before and after a set whose presence is an older one', async () => {
    void window.own.set({ state: 'BUSY' });
    await time.pass(second);
    assert.equal(asked(), 'presence, set, presence');
    assert.deepEqual(onRounds(), [4, 2], steps.join('\n'));
    assert.ok(steps.length <= 30, `${steps.length} steps:\n${steps.join('\n')}`);
  });

  for (const [words, seconds] of [
    ['a while', 12],
    ['no time at all', 0],
  ] as const) {
    it(`is one request for a choice that somebody took ${words} to make`, async () => {
      const begun = Date.now();
      window.own.lookAhead();
      circuit.change('me', { statusMessage: 'from the phone' });
      await time.pass(seconds * second);
      void window.own.set({ state: 'BUSY' });
      await time.pass(second);
      assert.equal(asked(), 'presence, set, presence');
      assert.deepEqual(circuit.requests[0]?.at, begun);
      const { state, statusMessage } = circuit.people.get('me') ?? {};
      assert.deepEqual([state, statusMessage], ['BUSY', 'from the phone']);
    });
  }

  it('is one request for a choice also after another window set something', async () => {
    const other = time.open(circuit.client, { folder, interest: ['bea'] });
    await time.pass(second);
    void other.own.set({ state: 'AWAY' });
    await time.pass(5 * second);
    window.own.lookAhead();
    await time.pass(second);
    forget();
    void window.own.set({ statusMessage: 'at lunch' });
    await time.pass(second);
    assert.equal(asked(), 'set, presence');
    assert.equal(circuit.people.get('me')?.state, 'AWAY');
  });

  it('is two where another window sets something after somebody began to choose', async () => {
    const other = time.open(circuit.client, { folder, interest: ['bea'] });
    await time.pass(second);
    window.own.lookAhead();
    await time.pass(second);
    void other.own.set({ state: 'AWAY' });
    await time.pass(second);
    forget();
    void window.own.set({ statusMessage: 'at lunch' });
    await time.pass(second);
    assert.equal(asked(), 'presence, set, presence');
    assert.equal(circuit.people.get('me')?.state, 'AWAY');
  });

  it('asks again for a choice that took minutes to make', async () => {
    window.show('inactive');
    window.own.lookAhead();
    await time.pass(120 * second);
    forget();
    void window.own.set({ state: 'BUSY' });
    await time.pass(second);
    assert.equal(asked(), 'presence, set, presence');
  });

  it('is nothing for a look ahead at what was asked for just now', async () => {
    void window.poller.refresh();
    await time.pass(second);
    forget();
    window.own.lookAhead();
    await time.pass(second);
    assert.equal(asked(), '');
  });

  it('is a look only after a set of which nothing is left open', async () => {
    void window.own.set({ state: 'BUSY', statusMessage: 'in a meeting' });
    await time.pass(second);
    assert.equal(asked(), 'set, presence');
    assert.deepEqual(onRounds(), [2, 1], steps.join('\n'));
  });

  it('is little for a round', async () => {
    void window.poller.refresh();
    await time.pass(second);
    assert.equal(asked(), 'presences');
    assert.deepEqual(onRounds(), [3, 1], steps.join('\n'));
  });
});
