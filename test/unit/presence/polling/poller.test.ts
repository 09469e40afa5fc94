import assert from 'node:assert/strict';
import { combinedDisposable } from '../../../../src/base/disposables';
import { HttpError, NetworkError, UnauthorizedError } from '../../../../src/circuit/errors';
import { FakeCircuit, me, presence } from '../fakeCircuit';
import { FakeTime, hour, minute, second } from '../fakeTime';
import { ada, MemoryFolder } from '../shared/windows';

const down = () => new HttpError('down', 503);
const unreachable = () => new NetworkError('unreachable', 'unreachable');

describe('The poller', () => {
  let time: FakeTime;
  beforeEach(() => {
    time = new FakeTime();
  });
  afterEach(() => time.end());

  it('asks who is signed in once, and then for everybody together', async () => {
    const circuit = new FakeCircuit(['bea', 'cem']);
    const { store } = time.open(circuit.client, { interest: ['bea', 'cem'] });
    assert.deepEqual(store.connection, { kind: 'connecting' });
    await time.pass(2 * minute);
    assert.deepEqual(store.connection, { kind: 'online', me });
    assert.equal(circuit.requests.filter(({ what }) => what === 'profile').length, 1);
    assert.deepEqual(circuit.requests[1]?.ids, ['me', 'bea', 'cem']);
    assert.equal(store.get('cem')?.kind, 'known');
    assert.equal(store.own.known?.kind, 'known');
  });

  for (const [activity, rounds] of [
    ['focused', 121],
    ['unfocused', 13],
    ['inactive', 1],
  ] as const) {
    it(`asks ${rounds} times in the first hour while ${activity}`, async () => {
      const circuit = new FakeCircuit();
      time.open(circuit.client, { activity });
      await time.pass(hour);
      assert.equal(circuit.requests.length - 1, rounds);
    });
  }

  it('asks at once when somebody is back after long, even in a window without focus', async () => {
    const circuit = new FakeCircuit();
    const window = time.open(circuit.client, { activity: 'inactive' });
    await time.pass(10 * minute);
    circuit.requests.length = 0;
    window.show('unfocused');
    await time.pass(second);
    assert.equal(circuit.requests.length, 1);
  });

  it('asks at once when the window is focused, but not twice within ten seconds', async () => {
    const circuit = new FakeCircuit();
    const window = time.open(circuit.client, { activity: 'unfocused' });
    await time.pass(minute);
    const before = circuit.requests.length;
    window.show('focused');
    await time.settle();
    assert.equal(circuit.requests.length, before + 1);
    for (let toggles = 0; toggles < 100; toggles += 1) {
      window.show('unfocused');
      window.show('focused');
      await time.pass(90);
    }
    assert.equal(circuit.requests.length, before + 1);
    window.show('unfocused');
    await time.pass(second);
    window.show('focused');
    await time.settle();
    assert.equal(circuit.requests.length, before + 2);
  });

  it('asks nothing before somebody signs in, and nothing after they signed out', async () => {
    const circuit = new FakeCircuit();
    const folder = new MemoryFolder();
    const window = time.open(circuit.client, { account: undefined, folder });
    await time.pass(hour);
    assert.deepEqual(circuit.requests, []);
    await assert.rejects(window.poller.refresh(), UnauthorizedError);
    window.signIn(ada);
    await time.pass(second);
    assert.equal(circuit.requests.length, 2);
    assert.ok(await folder.read('rounds-2.json'));
    window.signIn(undefined);
    assert.deepEqual(window.store.connection, { kind: 'signedOut' });
    assert.equal(window.store.get('me'), undefined);
    await time.pass(hour);
    assert.equal(circuit.requests.length, 2);
    assert.equal(await folder.read('rounds-2.json'), undefined);
  });

  it('drops what arrives after sign-out, and after the account changed', async () => {
    const circuit = new FakeCircuit(['bea']);
    circuit.latencyMs = second;
    const window = time.open(circuit.client, { interest: ['bea'] });
    await time.pass(3 * second);
    assert.equal(window.store.get('bea'), undefined);
    window.interest = [];
    window.signIn({ ...ada, tag: 'other@company.example' });
    await time.pass(6 * second);
    assert.equal(window.store.get('bea'), undefined);
    assert.equal(window.store.connection.kind, 'online');
    window.signIn(undefined);
    await time.pass(minute);
    assert.deepEqual(window.store.connection, { kind: 'signedOut' });
    assert.equal(window.store.get('me'), undefined);
  });

  it('tells nobody anything once it is disposed', async () => {
    const circuit = new FakeCircuit();
    circuit.latencyMs = second;
    const window = time.open(circuit.client);
    await time.pass(3 * second);
    window.poller.dispose();
    window.store.onDidChange(() => assert.fail('a change after the end'));
    window.store.onDidChangeConnection(() => assert.fail('a connection after the end'));
    await time.pass(hour);
    assert.equal(circuit.requests.length, 2);
  });

  it('leaves nothing behind, however often it is made and disposed', async () => {
    const circuit = new FakeCircuit();
    const folder = new MemoryFolder();
    let watching = 0;
    const { watch } = folder;
    folder.watch = listener => {
      watching += 1;
      return combinedDisposable(watch(listener), { dispose: () => (watching -= 1) });
    };
    for (let times = 0; times < 1_000; times += 1) {
      const window = time.open(circuit.client, { folder });
      await time.settle();
      window.dispose();
    }
    assert.equal(watching, 0);
    assert.equal(time.clock.countTimers(), 0);
  });

  it('joins refreshes into the run that goes on', async () => {
    const circuit = new FakeCircuit();
    circuit.latencyMs = 100;
    const { poller } = time.open(circuit.client);
    await time.pass(minute);
    const before = circuit.requests.length;
    const refreshes = Array.from({ length: 100 }, () => poller.refresh());
    await time.pass(second);
    await Promise.all(refreshes);
    assert.equal(circuit.requests.length, before + 1);
  });

  it('refreshes although it is just looking for something that is due, and finds nothing', async () => {
    const circuit = new FakeCircuit(['bea']);
    const window = time.open(circuit.client, { activity: 'unfocused' });
    await time.pass(5 * second);
    const before = circuit.requests.length;
    window.show('focused');
    const refreshed = window.poller.refresh();
    await time.pass(second);
    await refreshed;
    assert.equal(circuit.requests.length, before + 1);
  });

  it('asks at once for people who were added, and only for them', async () => {
    const circuit = new FakeCircuit(['bea', 'cem']);
    const window = time.open(circuit.client, { interest: ['bea'] });
    await time.pass(5 * second);
    window.interest = ['bea', 'cem'];
    window.poller.poke();
    window.poller.poke();
    await time.settle();
    assert.deepEqual(
      circuit.requests.slice(2).map(({ ids }) => ids),
      [['cem']],
    );
    await time.pass(26 * second);
    assert.deepEqual(circuit.requests[3]?.ids, ['me', 'bea', 'cem']);
    window.interest = ['cem'];
    await time.pass(30 * second);
    assert.deepEqual(circuit.requests[4]?.ids, ['me', 'cem']);
  });

  it('does not ask over and over for somebody Circuit leaves out of its answers', async () => {
    const circuit = new FakeCircuit(['bea']);
    const { client } = circuit;
    const leavingOut = {
      ...client,
      getPresences: async (ids: readonly string[], signal?: AbortSignal) =>
        (await client.getPresences(ids, signal)).filter(({ userId }) => userId !== 'bea'),
    };
    const window = time.open(leavingOut, { interest: ['bea'] });
    await time.pass(5 * minute);
    assert.equal(circuit.requests.length, 1 + 11);
    assert.equal(window.store.get('bea'), undefined);
  });

  it('fires exactly the ids that changed, and nothing when nobody changed', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `person-${index}`);
    const circuit = new FakeCircuit(ids);
    const { events, store } = time.open(circuit.client, { interest: ids });
    await time.pass(minute);
    assert.equal(events.length, 1);
    const before = store.get('person-0')?.checkedAt;
    const changed = ids.filter((_, index) => index % 20 === 3);
    changed.forEach(id => circuit.change(id, { state: 'BUSY' }));
    await time.pass(minute);
    assert.deepEqual(events.slice(1), [changed.sort()]);
    assert.ok((store.get('person-0')?.checkedAt ?? 0) > (before ?? 0));
  });

  describe('when a Do Not Disturb ends', () => {
    const endsIn = 20 * minute;

    for (const activity of ['focused', 'unfocused', 'inactive'] as const) {
      it(`asks 1 to 5 seconds later while ${activity}, and guesses nothing before`, async () => {
        const circuit = new FakeCircuit();
        const dndUntil = Date.now() + endsIn;
        circuit.change('me', { state: 'DND', dndUntil });
        const { store } = time.open(circuit.client, { activity });
        await time.pass(endsIn);
        circuit.change('me', { state: 'AVAILABLE', dndUntil: undefined });
        assert.ok(store.own.known?.kind === 'known' && store.own.known.presence.state === 'DND');
        await time.pass(5 * second);
        const looks = circuit.requests.filter(({ at }) => at >= dndUntil + second);
        assert.equal(looks.length, 1);
        assert.deepEqual(store.own.known.presence, presence('me', { dndUntil: undefined }));
        assert.deepEqual(store.own.cause, { kind: 'unknown' });
        await time.pass(20 * second);
        assert.ok(circuit.requests.filter(({ at }) => at > dndUntil).length <= 2);
      });
    }

    it('looks at the new end when it is put off meanwhile', async () => {
      const circuit = new FakeCircuit();
      circuit.change('me', { state: 'DND', dndUntil: Date.now() + endsIn });
      const window = time.open(circuit.client, { activity: 'inactive' });
      await time.pass(minute);
      circuit.change('me', { state: 'DND', dndUntil: Date.now() + hour });
      await window.poller.refresh();
      const before = circuit.requests.length;
      await time.pass(59 * minute);
      assert.equal(circuit.requests.length, before);
      await time.pass(2 * minute);
      assert.equal(circuit.requests.length, before + 1);
    });

    it('looks then for a person somebody waits for, even if nobody looks', async () => {
      const circuit = new FakeCircuit(['bea']);
      const due = Date.now() + hour;
      const options = { interest: ['bea'], activity: 'inactive', dueTimes: () => [due] } as const;
      time.open(circuit.client, options);
      await time.pass(hour + 6 * second);
      const last = circuit.requests.at(-1);
      assert.ok(
        last?.ids.includes('bea') && last.at >= due + second && last.at <= due + 5 * second,
      );
      await time.pass(hour);
      assert.equal(circuit.requests.length, 3);
    });

    it('bears an end in another century', async () => {
      const circuit = new FakeCircuit();
      circuit.change('me', { state: 'DND', dndUntil: Date.now() + 100 * 365 * 24 * hour });
      time.open(circuit.client, { activity: 'inactive' });
      await time.pass(24 * hour);
      assert.equal(circuit.requests.length, 2);
    });
  });

  describe('when the computer slept or its clock jumped', () => {
    for (const [words, jump] of [
      ['eight hours of sleep', 8 * hour],
      ['a year forward', 365 * 24 * hour],
      ['a year back', -365 * 24 * hour],
      ['an hour back', -hour],
    ] as const) {
      it(`asks once within 30 seconds of ${words}, then at its usual pace`, async () => {
        const circuit = new FakeCircuit();
        const { store } = time.open(circuit.client);
        await time.pass(10 * minute + 7 * second);
        const before = circuit.requests.length;
        time.clock.setSystemTime(Date.now() + jump);
        circuit.change('me', { state: 'BUSY' });
        await time.pass(30 * second);
        assert.equal(circuit.requests.length, before + 1);
        assert.ok(store.own.known?.kind === 'known' && store.own.known.presence.state === 'BUSY');
        await time.pass(10 * minute);
        assert.ok(circuit.requests.length <= before + 22);
        assert.ok(circuit.requests.length >= before + 20);
      });
    }

    it('asks on waking even if its usual time has not come', async () => {
      const circuit = new FakeCircuit();
      time.open(circuit.client, { activity: 'unfocused' });
      await time.pass(10 * second);
      time.clock.setSystemTime(Date.now() + 2 * minute);
      await time.pass(30 * second);
      assert.equal(circuit.requests.length, 3);
    });

    it('stays signed in while there is no network yet after waking', async () => {
      const circuit = new FakeCircuit();
      const { store } = time.open(circuit.client);
      await time.pass(minute);
      circuit.fault = unreachable;
      time.clock.setSystemTime(Date.now() + 8 * hour);
      await time.pass(40 * second);
      assert.equal(store.connection.kind, 'offline');
      assert.equal(store.own.known?.kind, 'known');
      circuit.fault = () => undefined;
      await time.pass(5 * minute);
      assert.equal(store.connection.kind, 'online');
    });
  });

  describe('when Circuit does not answer', () => {
    it('keeps the last known data and says when it tries again', async () => {
      const circuit = new FakeCircuit(['bea']);
      const { store } = time.open(circuit.client, { interest: ['bea'] });
      await time.pass(second);
      const before = store.get('bea');
      circuit.fault = down;
      await time.pass(30 * second);
      const { connection } = store;
      assert.ok(connection.kind === 'offline' && connection.me === me);
      assert.ok((connection.retryAt ?? 0) >= Date.now() + 29 * second);
      assert.equal(store.get('bea'), before);
      circuit.fault = () => undefined;
      await time.pass(2 * minute);
      assert.deepEqual(store.connection, { kind: 'online', me });
    });

    it('waits longer from failure to failure, though never above five minutes', async () => {
      const circuit = new FakeCircuit();
      circuit.fault = down;
      time.open(circuit.client);
      await time.pass(12 * hour);
      const gaps = circuit.requests.map(({ at }, i, all) => at - (all[i - 1]?.at ?? 0)).slice(1);
      assert.ok(gaps.every(gap => gap >= 30 * second && gap <= 5 * minute + second));
      assert.ok(gaps.some(gap => gap > 4 * minute));
    });

    it('asks at most as often as usual when every other answer fails', async () => {
      const circuit = new FakeCircuit();
      circuit.fault = () => (circuit.requests.length % 2 === 0 ? down() : undefined);
      time.open(circuit.client);
      await time.pass(hour);
      assert.ok(circuit.requests.length - 1 <= 121);
    });

    it('lets a person ask again every 30 seconds during a back-off of our own', async () => {
      const circuit = new FakeCircuit();
      circuit.fault = () => new HttpError('down', 503, hour);
      const { poller, store } = time.open(circuit.client);
      await time.pass(second);
      await assert.rejects(poller.refresh(), /Try again in 29 seconds/);
      assert.equal(circuit.requests.length, 1);
      await time.pass(30 * second);
      circuit.fault = () => undefined;
      await poller.refresh();
      assert.equal(store.connection.kind, 'online');
      await time.pass(30 * second);
      assert.equal(circuit.requests.length, 4);
    });

    it('asks nothing, for nobody, before a Retry-After of a 429 is over', async () => {
      const circuit = new FakeCircuit();
      const window = time.open(circuit.client);
      await time.pass(minute);
      circuit.fault = () => new HttpError('too many', 429, 2 * minute);
      await time.pass(30 * second);
      const told = circuit.requests.at(-1)?.at ?? 0;
      const before = circuit.requests.length;
      circuit.fault = () => undefined;
      await assert.rejects(window.poller.refresh(), /asked to wait until/);
      await assert.rejects(window.own.set({ state: 'BUSY' }), /asked to wait until/);
      assert.equal(window.store.own.pending, undefined);
      window.show('unfocused');
      window.show('focused');
      time.clock.setSystemTime(Date.now() + minute);
      await time.pass(30 * second);
      assert.equal(circuit.requests.length, before);
      await time.pass(2 * minute);
      assert.ok((circuit.requests[before]?.at ?? 0) >= told + 2 * minute);
    });

    it('lets a person try again a minute after a Retry-After of a day, and says what it costs', async () => {
      const circuit = new FakeCircuit();
      const window = time.open(circuit.client);
      await time.pass(minute);
      const tooMany = () => new HttpError('too many', 429, 24 * 60 * minute);
      circuit.fault = tooMany;
      await time.pass(30 * second);
      const costs = /asked to wait until .+ You can try again in \d+ seconds, but Circuit may/;
      await assert.rejects(window.own.set({ state: 'BUSY' }), costs);
      await assert.rejects(window.poller.refresh(), costs);
      await time.pass(minute);
      const before = circuit.requests.length;
      await assert.rejects(window.own.set({ state: 'BUSY' }), /too many/);
      assert.equal(circuit.requests.length, before + 1);
      await assert.rejects(window.own.set({ state: 'BUSY' }), costs);
      assert.equal(circuit.requests.length, before + 1, 'the next try waits a minute again');
      circuit.fault = () => undefined;
      await time.pass(minute);
      assert.equal(circuit.requests.length, before + 1, 'and nothing is asked by itself');
      await window.own.set({ state: 'BUSY' });
      await window.poller.refresh();
      assert.equal(window.store.connection.kind, 'online');
    });

    it('waits at least a minute after a 429 that says nothing', async () => {
      const circuit = new FakeCircuit();
      circuit.fault = () => new HttpError('too many', 429);
      time.open(circuit.client);
      await time.pass(59 * second);
      assert.equal(circuit.requests.length, 1);
    });

    it('outlives a fault of our own without asking in a hurry', async () => {
      let calls = 0;
      const broken = {
        ...new FakeCircuit().client,
        getProfile: () => {
          calls += 1;
          return Promise.reject(new TypeError('a bug'));
        },
      };
      const { store } = time.open(broken);
      await time.pass(5 * minute);
      assert.ok(calls >= 1 && calls <= 10);
      assert.equal(store.connection.kind, 'offline');
    });
  });

  it('stops altogether once the sign-in is refused, and goes on with the next one', async () => {
    const circuit = new FakeCircuit();
    const window = time.open(circuit.client);
    await time.pass(minute);
    circuit.fault = () => new UnauthorizedError();
    await time.pass(minute);
    const before = circuit.requests.length;
    const { connection } = window.store;
    assert.ok(connection.kind === 'offline' && connection.reason.kind === 'unauthorized');
    assert.equal(connection.retryAt, undefined);
    window.show('unfocused');
    window.show('focused');
    time.clock.setSystemTime(Date.now() + hour);
    await assert.rejects(window.own.set({ state: 'BUSY' }), UnauthorizedError);
    await time.pass(hour);
    assert.equal(circuit.requests.length, before);
    await assert.rejects(window.poller.refresh(), UnauthorizedError);
    assert.equal(circuit.requests.length, before + 1);
    await time.pass(hour);
    assert.equal(circuit.requests.length, before + 1);
    circuit.fault = () => undefined;
    const kinds: string[] = [];
    window.store.onDidChangeConnection(({ kind }) => kinds.push(kind));
    window.signIn({ ...ada });
    await time.settle();
    assert.deepEqual(kinds, ['connecting', 'online']);
  });

  it('goes on when a person asks again and Circuit takes the sign-in after all', async () => {
    const circuit = new FakeCircuit();
    const window = time.open(circuit.client);
    await time.pass(minute);
    circuit.fault = () => new UnauthorizedError();
    await time.pass(minute);
    circuit.fault = () => undefined;
    await time.pass(hour);
    assert.equal(window.store.connection.kind, 'offline');
    await window.poller.refresh();
    assert.equal(window.store.connection.kind, 'online');
    const before = circuit.requests.length;
    await time.pass(minute);
    assert.ok(circuit.requests.length > before);
  });

  it('changes nothing by itself in a whole day', async () => {
    const circuit = new FakeCircuit(['bea']);
    const dndUntil = Date.now() + 3 * hour;
    circuit.change('me', { state: 'DND', dndUntil });
    const window = time.open(circuit.client, { interest: ['bea'] });
    for (const activity of ['unfocused', 'inactive', 'focused'] as const) {
      await time.pass(2 * hour);
      window.show(activity);
    }
    circuit.fault = down;
    await time.pass(hour);
    window.signIn(undefined);
    await time.pass(hour);
    assert.deepEqual(circuit.puts, []);
  });
});
