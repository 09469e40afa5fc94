import assert from 'node:assert/strict';
import type { SharedFolder } from '../../../../src/base/sharedFolder';
import { NetworkError } from '../../../../src/circuit/errors';
import type { Presence } from '../../../../src/circuit/schemas';
import { SetOrder } from '../../../../src/presence/shared/setOrder';
import { withEnd, withSent } from '../../../../src/presence/shared/sets';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, hour, minute, second } from '../fakeTime';
import { MemoryFolder, type Window } from './windows';

describe('The order of what is chosen in several windows', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  let folder: MemoryFolder;
  beforeEach(() => {
    time = new FakeTime();
    circuit = new FakeCircuit();
    circuit.latencyMs = 50;
    folder = new MemoryFolder();
  });
  afterEach(() => time.end());

  async function open(count: number, shared: SharedFolder = folder): Promise<Window[]> {
    const windows = Array.from({ length: count }, () =>
      time.open(circuit.client, { folder: shared }),
    );
    await time.pass(10 * second);
    circuit.requests.length = 0;
    return windows;
  }

  /** A disk on which nothing ends any more after the first `step` that is `last`, until `goOn`. */
  function stuckAt(isLast: (step: 'create' | 'write', name: string, text: string) => boolean) {
    const stuck = Promise.withResolvers<undefined>();
    let isStuck = false;
    const waitFor = async <T>(act: () => Promise<T>) => {
      await (isStuck && stuck.promise);
      return await act();
    };
    const slow: SharedFolder = {
      clock: folder.clock,
      read: name => folder.read(name),
      remove: name => folder.remove(name),
      watch: listener => folder.watch(listener),
      names: () => waitFor(() => folder.names()),
      touch: name => waitFor(() => folder.touch(name)),
      create: async (name, text) => {
        isStuck ||= isLast('create', name, text);
        return await waitFor(() => folder.create(name, text));
      },
      write: async (name, text) => {
        await waitFor(() => folder.write(name, text));
        isStuck ||= isLast('write', name, text);
      },
    };
    return { slow, goOn: () => stuck.resolve(undefined) };
  }
  const isChoice = (name: string) => /^sets-1\.\w+\.\d+$/.test(name);
  const own = () => {
    const { state, statusMessage } = circuit.people.get('me') ?? {};
    return [state, statusMessage];
  };

  it('is the one in which it was chosen, however long a choice takes to be written down', async () => {
    const { slow, goOn } = stuckAt((step, name) => step === 'create' && isChoice(name));
    const [first] = await open(1, slow);
    const [second_] = await open(1);
    const away = first?.own.set({ state: 'AWAY', statusMessage: 'lunch' });
    await time.pass(100);
    await Promise.all([second_?.own.set({ state: 'BUSY' }), time.pass(second)]);
    goOn();
    await time.pass(5 * second);
    assert.equal(await away, undefined, 'the later choice goes along with it');
    assert.deepEqual(own(), ['BUSY', 'lunch']);
    assert.equal(circuit.puts.length, 2);
  });

  it('lets the window send both in which the later one was chosen', async () => {
    const { slow, goOn } = stuckAt((step, name) => step === 'create' && isChoice(name));
    const [first] = await open(1, slow);
    const [second_, third] = await open(2);
    circuit.latencyMs = 2 * second;
    void third?.own.set({ state: 'AVAILABLE' });
    await time.pass(second);
    const away = first?.own.set({ state: 'AWAY', statusMessage: 'lunch' });
    await time.pass(100);
    const busy = second_?.own.set({ state: 'BUSY' });
    await time.pass(100);
    goOn();
    await time.pass(30 * second);
    assert.equal(await away, undefined);
    assert.equal((await busy)?.state, 'BUSY');
    assert.deepEqual(own(), ['BUSY', 'lunch']);
  });

  it('drops what was chosen before all that was sent since, without a request', async () => {
    const { slow, goOn } = stuckAt((step, name) => step === 'create' && isChoice(name));
    const [first] = await open(1, slow);
    const [second_] = await open(1);
    const away = first?.own.set({ state: 'AWAY' });
    await time.pass(100);
    await Promise.all([second_?.own.set({ state: 'BUSY' }), time.pass(second)]);
    goOn();
    await time.pass(5 * second);
    assert.equal(await away, undefined);
    assert.deepEqual(own(), ['BUSY', '']);
    assert.equal(circuit.puts.length, 1);
  });

  it('holds in one window, too, when the first choice takes longer to be written down', async () => {
    const { slow, goOn } = stuckAt((step, name) => step === 'create' && isChoice(name));
    const [window] = await open(1, slow);
    void window?.own.set({ state: 'AWAY' });
    const busy = window?.own.set({ state: 'BUSY' });
    await time.pass(second);
    goOn();
    await time.pass(second);
    assert.equal((await busy)?.state, 'BUSY');
    assert.deepEqual(own(), ['BUSY', '']);
  });

  for (const [words, jump] of [
    ['back', -hour],
    ['forth', hour],
  ] as const) {
    it(`keeps a message that waits for its turn while the clock is set ${words}`, async () => {
      circuit.latencyMs = 2 * second;
      const [first] = await open(1);
      void first?.own.set({ state: 'AWAY' });
      await time.pass(second);
      void first?.own.set({ state: 'AVAILABLE', statusMessage: 'at my desk' });
      await time.pass(100);
      time.clock.setSystemTime(Date.now() + jump);
      const late = time.open(circuit.client, { folder });
      void late.own.set({ state: 'BUSY' });
      await time.pass(30 * second);
      assert.deepEqual(own(), ['BUSY', 'at my desk']);
    });
  }

  it('fills a choice in from the last one where Circuit just carried out an earlier one late', async () => {
    const [first, second_] = await open(2);
    circuit.fault = ({ what }) =>
      what === 'set' ? new NetworkError('timed out', 'timeout') : undefined;
    const failing = first?.own.set({ state: 'AVAILABLE', statusMessage: 'late' });
    await Promise.all([assert.rejects(Promise.resolve(failing)), time.pass(second)]);
    circuit.fault = () => undefined;
    void second_?.own.set({ state: 'AWAY', statusMessage: 'at lunch' });
    await time.pass(second);
    circuit.change('me', { state: 'AVAILABLE', statusMessage: 'late' });
    await time.pass(4 * second);
    void second_?.own.set({ state: 'BUSY' });
    await time.pass(5 * second);
    assert.deepEqual(own(), ['BUSY', 'at lunch']);
  });

  it('lets a window send nothing that was stopped right before, and taken for a dead one', async () => {
    const { slow, goOn } = stuckAt(
      (_, name, text) => name.includes('lease') && text.includes('AWAY'),
    );
    const [first] = await open(1, slow);
    const [second_] = await open(1);
    const away = first?.own.set({ state: 'AWAY' });
    await time.pass(second);
    const busy = second_?.own.set({ state: 'BUSY' });
    await time.pass(20 * second);
    assert.equal((await busy)?.state, 'BUSY');
    goOn();
    await time.pass(minute);
    assert.equal(await away, undefined);
    assert.deepEqual(own(), ['BUSY', '']);
    assert.equal(circuit.puts.length, 1);
  });

  const lunch = { state: 'AWAY', statusMessage: 'lunch' } as const;
  const lost: readonly [
    words: string,
    shown: Partial<Presence> | 'no answer',
    puts: number,
    told: string[],
  ][] = [
    ['sends it where Circuit shows what was before', {}, 1, []],
    ['takes it for done where Circuit shows it', lunch, 0, []],
    ['says so where Circuit shows something else', { state: 'BUSY' }, 0, ['lost BUSY']],
    ['says so where Circuit does not answer', 'no answer', 0, ['lost undefined']],
  ];
  for (const [words, shown, puts, told] of lost) {
    it(`${words}, when the window that was about to send it is gone`, async () => {
      const { slow, goOn } = stuckAt(
        (_, name, text) => name.includes('lease') && text.includes('lunch'),
      );
      const [first] = await open(1, slow);
      const [second_] = await open(1);
      void first?.own.set(lunch).catch(() => undefined);
      await time.pass(second);
      if (shown === 'no answer') {
        circuit.fault = ({ what }) =>
          what === 'presence' ? new NetworkError('gone', 'timeout') : undefined;
      } else {
        circuit.change('me', shown);
      }
      await time.pass(minute);
      circuit.fault = () => undefined;
      await time.pass(5 * minute);
      assert.equal(circuit.puts.length, puts);
      const notices = second_?.told.map(each =>
        each.kind === 'lost' ? `${each.kind} ${each.shown?.state}` : each.kind,
      );
      assert.deepEqual(notices, told);
      assert.equal(second_?.store.own.pending, undefined);
      goOn();
      await time.pass(minute);
    });
  }

  it('is done with a choice once it is dealt with, by whichever window', async () => {
    const account = { tag: 'ada', betweenWindows: true };
    const [mine, other] = [new SetOrder(folder, account), new SetOrder(folder, account)];
    const change = { state: 'BUSY', statusMessage: '' } as const;
    const number = await mine.announce(change);
    assert.ok(await mine.isOpen(number));
    const { signal } = new AbortController();
    const turn = await other.take(() => Promise.resolve(true), signal);
    assert.ok(turn);
    const sent = { number, choices: [], ...other.now(), update: change, before: undefined };
    await other.write(turn, withSent(other.sets, sent));
    assert.ok(await mine.isOpen(number), 'as long as it is only sent');
    await other.write(turn, withEnd(other.sets, sent, 'answered', other.now()));
    await other.end(turn, signal);
    assert.ok(!(await mine.isOpen(number)));
    assert.ok((await mine.announce(change)) > number);
  });

  it('leaves no text in the folder when the account signs out', async () => {
    const windows = await open(2);
    void windows[0]?.own.set({ state: 'BUSY', statusMessage: 'canary' });
    await time.pass(second);
    void windows[1]?.own.set({ state: 'AWAY', statusMessage: 'canary' });
    await time.pass(20);
    windows.forEach(window => window.signIn(undefined));
    await time.pass(minute);
    const files = await Promise.all((await folder.names()).map(name => folder.read(name)));
    assert.deepEqual(
      files.filter(file => file?.text.includes('canary')),
      [],
    );
  });

  it('leaves none of what was set and answered either, and nothing of another account is gone', async () => {
    const others = 'sets-1.ada2.1';
    await folder.create(others, 'theirs');
    const [window] = await open(1);
    void window?.own.set({ state: 'BUSY', statusMessage: 'canary' });
    await time.pass(minute);
    const texts = async () =>
      await Promise.all((await folder.names()).map(async name => (await folder.read(name))?.text));
    assert.ok((await texts()).some(text => text?.includes('canary')));
    window?.signIn(undefined);
    await time.pass(minute);
    assert.ok(!(await texts()).some(text => text?.includes('canary')));
    assert.equal((await folder.read(others))?.text, 'theirs');
  });
});
