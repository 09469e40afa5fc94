import assert from 'node:assert/strict';
import { createPrivateFolder } from '../../../../src/base/sharedFolder';
import { HttpError, NetworkError } from '../../../../src/circuit/errors';
import { backoffMs } from '../../../../src/presence/shared/pause';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, hour, minute, second } from '../fakeTime';
import { collectGarbage } from '../garbage';
import { seeded } from '../seeded';
import { ada, MemoryFolder, type Window, type WindowOptions } from './windows';

const longestRecovery = backoffMs(Infinity, 1) + 5 * second;
const people = Array.from({ length: 60 }, (_, index) => `p${index}`);

describe('Several windows', () => {
  let time: FakeTime;
  beforeEach(() => {
    time = new FakeTime();
  });
  afterEach(() => time.end());

  function openMany(count: number, circuit: FakeCircuit, options: WindowOptions = {}): Window[] {
    const folder = options.folder ?? new MemoryFolder();
    return Array.from({ length: count }, () => time.open(circuit.client, { ...options, folder }));
  }

  function rounds(circuit: FakeCircuit): number {
    return circuit.requests.filter(({ what, ids }) => what === 'presences' && ids.includes('me'))
      .length;
  }

  for (const latencyMs of [0, 3_000]) {
    it(`ask as often as one alone when Circuit takes ${2 * latencyMs} ms`, async () => {
      const counts: number[] = [];
      for (const windows of [1, 10]) {
        const circuit = new FakeCircuit(people);
        circuit.latencyMs = latencyMs;
        const opened = openMany(windows, circuit, { interest: people });
        await time.pass(20 * minute);
        const presences = circuit.requests.filter(({ what }) => what === 'presences');
        counts.push(presences.length);
        opened.forEach(window => window.dispose());
      }
      const [alone = 0, together = 0] = counts;
      assert.ok(alone >= 60 && Math.abs(together - alone) <= 2, `${alone} and ${together}`);
    });
  }

  it('all show a change found by one of them within two seconds', async () => {
    const circuit = new FakeCircuit(people);
    const windows = openMany(10, circuit, { interest: people, activity: 'unfocused' });
    windows[0]?.show('focused');
    await time.pass(minute);
    circuit.change('p7', { state: 'BUSY' });
    await time.pass(32 * second);
    for (const { store } of windows) {
      const known = store.get('p7');
      assert.ok(known?.kind === 'known' && known.presence.state === 'BUSY');
    }
  });

  it('all show what was set in one of them, and that it was set here', async () => {
    const circuit = new FakeCircuit();
    circuit.latencyMs = 100;
    const folder = new MemoryFolder();
    const windows = openMany(3, circuit, { folder });
    await time.pass(10 * second);
    const setting = windows[1]?.own.set({ state: 'BUSY' });
    await time.pass(2 * second);
    await setting;
    const [set] = circuit.puts;
    for (const { store } of windows) {
      assert.ok(store.own.known?.kind === 'known' && store.own.known.presence.state === 'BUSY');
      const { cause } = store.own;
      assert.ok(cause.kind === 'setHere' && cause.at > (set?.at ?? Infinity));
    }
    const late = time.open(circuit.client, { folder });
    await time.pass(10 * minute);
    for (const { store } of windows) {
      const { cause } = store.own;
      assert.ok(cause.kind === 'setHere' && cause.at < (set?.at ?? 0) + 3 * second);
    }
    assert.equal(late.store.own.cause.kind, 'unknown');
    assert.equal(circuit.puts.length, 1);
  });

  it('do not let a round of one undo what was set in another meanwhile', async () => {
    const circuit = new FakeCircuit();
    const [first, second_] = openMany(2, circuit);
    await time.pass(29 * second);
    circuit.latencyMs = 2 * second;
    await time.pass(3.5 * second);
    circuit.latencyMs = 10;
    const setting = first?.own.set({ state: 'BUSY' });
    const seen: string[] = [];
    second_?.store.onDidChange(() => {
      const { known } = second_.store.own;
      seen.push(known?.kind === 'known' ? known.presence.state : 'none');
    });
    await time.pass(10 * second);
    await setting;
    assert.deepEqual(seen, ['BUSY']);
  });

  it('ask only for whom the others did not', async () => {
    const circuit = new FakeCircuit(people);
    const folder = new MemoryFolder();
    time.open(circuit.client, { folder, interest: ['p1', 'p2'] });
    await time.pass(second);
    time.open(circuit.client, { folder, interest: ['p2', 'p3'] });
    await time.pass(second);
    assert.deepEqual(
      circuit.requests.filter(({ what }) => what === 'presences').map(({ ids }) => ids),
      [['me', 'p1', 'p2'], ['p3']],
    );
  });

  it('go on when the one that asks is closed in the middle of it', async () => {
    const circuit = new FakeCircuit();
    const windows = openMany(3, circuit);
    await time.pass(minute);
    circuit.latencyMs = 5 * second;
    await time.pass(2 * second);
    circuit.latencyMs = 0;
    windows.slice(0, 2).forEach(window => window.dispose());
    const before = circuit.requests.length;
    await time.pass(10 * minute);
    assert.ok(circuit.requests.length >= before + 17);
  });

  it('go on when the one that asked was killed, after ten seconds at most', async () => {
    const circuit = new FakeCircuit();
    const folder = new MemoryFolder();
    await folder.create('rounds-2.lease.1', 'held');
    openMany(10, circuit, { folder });
    await time.pass(6 * second);
    assert.equal(rounds(circuit), 0);
    await time.pass(4 * second);
    assert.equal(rounds(circuit), 1);
  });

  it('refresh within ten seconds of the death of the one that was asking', async () => {
    const circuit = new FakeCircuit();
    const folder = new MemoryFolder();
    const [window] = openMany(2, circuit, { folder });
    await time.pass(minute);
    await folder.create('rounds-2.lease.99', 'held');
    const before = rounds(circuit);
    const refreshing = window?.poller.refresh();
    await time.pass(10 * second);
    assert.equal(rounds(circuit), before + 1);
    await refreshing;
  });

  it('ask each for itself where nothing can be written', async () => {
    const circuit = new FakeCircuit();
    const folder = {
      ...createPrivateFolder(),
      read: () => Promise.resolve(undefined),
      write: () => Promise.resolve(),
      create: () => Promise.resolve('failed' as const),
    };
    openMany(2, circuit, { folder });
    await time.pass(hour);
    assert.ok(rounds(circuit) >= 230 && rounds(circuit) <= 242);
  });

  it('ignore what was shared for another account', async () => {
    const circuit = new FakeCircuit(['bea']);
    const folder = new MemoryFolder();
    time.open(circuit.client, { folder, interest: ['bea'] });
    await time.pass(second);
    const other = { ...ada, tag: 'another' };
    const { store } = time.open(new FakeCircuit().client, {
      folder,
      account: other,
      activity: 'inactive',
    });
    await time.pass(second);
    assert.equal(store.get('bea'), undefined);
  });

  it('share nothing of the made-up company', async () => {
    const folder = new MemoryFolder();
    const circuit = new FakeCircuit();
    openMany(2, circuit, { folder, account: { ...ada, kind: 'demo' } });
    await time.pass(minute);
    assert.deepEqual(await folder.names(), []);
    assert.equal(rounds(circuit), 6);
  });

  it('leave an unknown person alone for an hour, together', async () => {
    const circuit = new FakeCircuit(people);
    circuit.people.delete('p40');
    const windows = openMany(3, circuit, { interest: people });
    await time.pass(59 * minute);
    assert.ok(circuit.requests.filter(({ ids }) => ids.includes('p40')).length <= 2 * 6 + 2);
    for (const { store } of windows) {
      assert.equal(store.get('p40')?.kind, 'unknown');
      assert.equal(store.get('p41')?.kind, 'known');
      assert.ok((store.get('p41')?.checkedAt ?? 0) > Date.now() - minute);
    }
    circuit.change('p40', {});
    await time.pass(2 * minute);
    assert.ok(windows.every(({ store }) => store.get('p40')?.kind === 'known'));
  });

  it('all wait while one was asked to, and say so', async () => {
    const circuit = new FakeCircuit();
    const folder = new MemoryFolder();
    const windows = openMany(5, circuit, { folder });
    await time.pass(minute);
    circuit.fault = () => new HttpError('too many', 429, 20 * minute);
    await time.pass(31 * second);
    const before = circuit.requests.length;
    windows.push(time.open(circuit.client, { folder }));
    await time.pass(second);
    for (const window of windows) {
      assert.equal(window.store.connection.kind, 'offline');
      await assert.rejects(window.poller.refresh(), /asked to wait until/);
      await assert.rejects(window.poller.readOwn(), /asked to wait until/);
    }
    await time.pass(19 * minute);
    assert.equal(circuit.requests.length, before);
    circuit.fault = () => undefined;
    await time.pass(6 * minute);
    assert.ok(windows.every(({ store }) => store.connection.kind === 'online'));
  });

  it('all recover when one of them does', async () => {
    const circuit = new FakeCircuit();
    const windows = openMany(5, circuit);
    await time.pass(minute);
    circuit.fault = () => new NetworkError('gone', 'unreachable');
    await time.pass(40 * second);
    circuit.fault = () => undefined;
    await windows[3]?.poller.refresh();
    await time.pass(2 * second);
    assert.ok(windows.every(({ store }) => store.connection.kind === 'online'));
  });
});

describe('A long time', () => {
  for (let seed = 0; seed < 5; seed += 1) {
    it(`of 503 costs five windows what it costs one, and is over within five minutes of its end (${seed})`, async () => {
      const original = Math.random;
      Math.random = seeded(seed);
      const time = new FakeTime();
      try {
        const circuit = new FakeCircuit();
        circuit.fault = () => new HttpError('down', 503);
        const folder = new MemoryFolder();
        const windows = Array.from({ length: 5 }, (_, at) =>
          time.open(circuit.client, { folder, activity: at === 0 ? 'focused' : 'unfocused' }),
        );
        await time.pass(hour);
        const gaps = circuit.requests.map(({ at }, i, all) => at - (all[i - 1]?.at ?? -Infinity));
        assert.ok(gaps.every((gap, failures) => gap >= backoffMs(failures, 0)));
        assert.ok(circuit.requests.length <= 31, `${circuit.requests.length} requests`);
        circuit.fault = () => undefined;
        await time.pass(longestRecovery);
        assert.ok(windows.every(({ store }) => store.connection.kind === 'online'));
      } finally {
        Math.random = original;
        await time.end();
      }
    });
  }

  it('of 503 costs at most 31 requests an hour, in 99 of 100 hours', () => {
    const random = seeded(1);
    const counts = Array.from({ length: 10_000 }, () => {
      let count = 0;
      for (let at = 0; at < hour; at += backoffMs(count - 1, random())) {
        count += 1;
      }
      return count;
    });
    counts.sort((a, b) => a - b);
    assert.ok((counts[9_899] ?? Infinity) <= 31, `${counts[9_899]} requests`);
  });

  it('of 24 hours leaves the heap as it was', async () => {
    const time = new FakeTime();
    const circuit = new FakeCircuit(people);
    const window = time.open(circuit.client, { interest: people.slice(0, 25) });
    await time.pass(2 * hour);
    const before = collectGarbage();
    for (let hours = 0; hours < 24; hours += 1) {
      circuit.change(`p${hours}`, { state: 'BUSY' });
      await time.pass(hour);
      circuit.requests.length = 0;
      window.events.length = 0;
    }
    const grown = collectGarbage() - before;
    await time.end();
    assert.ok(grown <= 1024 * 1024, `${grown} bytes`);
  });
});
