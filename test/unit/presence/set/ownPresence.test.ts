import assert from 'node:assert/strict';
import { NothingToDo, UserError } from '../../../../src/base/userError';
import {
  HttpError,
  NetworkError,
  ProtocolError,
  UnauthorizedError,
} from '../../../../src/circuit/errors';
import { FakeCircuit, presence } from '../fakeCircuit';
import { FakeTime, hour, minute, second } from '../fakeTime';
import { ada, type Window } from '../shared/windows';

const timedOut = () => new NetworkError('timed out', 'timeout');

describe('Setting the own presence', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  let window: Window;

  beforeEach(async () => {
    time = new FakeTime();
    circuit = new FakeCircuit(['bea']);
    circuit.change('me', { statusMessage: 'in the office' });
    circuit.latencyMs = 50;
    window = time.open(circuit.client, { interest: ['bea'] });
    await time.pass(second);
    circuit.requests.length = 0;
  });
  afterEach(() => time.end());

  function shown() {
    const { known, pending } = window.store.own;
    const { state, statusMessage } = known?.kind === 'known' ? known.presence : presence('nobody');
    return { state, statusMessage, pending: pending?.state };
  }

  /** Lets time pass until `act` is settled. */
  async function finish<T>(act: Promise<T>): Promise<T> {
    act.catch(() => undefined);
    await time.pass(2 * second);
    return await act;
  }

  it('is sent only once what has to be done before is done', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const setting = window.own.set({ state: 'BUSY' }, () => promise);
    await time.pass(2 * second);
    assert.equal(circuit.puts.length, 0);
    resolve(undefined);
    assert.equal((await finish(setting))?.state, 'BUSY');
    assert.equal(circuit.puts.length, 1);
  });

  it('is pending in the same tick, then what Circuit answered, then read back', async () => {
    const setting = window.own.set({ state: 'BUSY' });
    assert.deepEqual(shown(), {
      state: 'AVAILABLE',
      statusMessage: 'in the office',
      pending: 'BUSY',
    });
    await time.pass(101);
    assert.deepEqual(shown(), {
      state: 'BUSY',
      statusMessage: 'in the office',
      pending: undefined,
    });
    assert.deepEqual(window.store.own.cause, { kind: 'setHere', at: Date.now() - 1 });
    assert.equal((await finish(setting))?.state, 'BUSY');
    assert.deepEqual(
      circuit.requests.map(({ what }) => what),
      ['set', 'presence'],
    );
  });

  it('keeps the message when only the state changes, and the state when only the message does', async () => {
    await finish(window.own.set({ state: 'AWAY' }));
    assert.equal(circuit.people.get('me')?.statusMessage, 'in the office');
    await finish(window.own.set({ statusMessage: 'out' }));
    assert.equal(circuit.people.get('me')?.state, 'AWAY');
    await finish(window.own.set({ statusMessage: '' }));
    assert.deepEqual(
      circuit.people.get('me'),
      presence('me', { state: 'AWAY', dndUntil: undefined }),
    );
  });

  it('can be undone once, and then there is nothing to undo, which is no failure', async () => {
    const nothing = { name: 'Error', message: "There's nothing to undo." };
    await assert.rejects(window.own.undo(), nothing);
    await finish(window.own.set({ state: 'AWAY' }));
    await finish(window.own.undo());
    assert.equal(circuit.people.get('me')?.state, 'AVAILABLE');
    await assert.rejects(
      window.own.undo(),
      (error: unknown) => error instanceof NothingToDo && error.message === nothing.message,
    );
    await finish(window.own.set({ state: 'AWAY' }));
    circuit.change('me', { state: 'BUSY' });
    const undoing = window.own.undo();
    await assert.rejects(finish(undoing), /because your presence has changed since/);
  });

  it('keeps the end of Do Not Disturb when only the message changes', async () => {
    const dndUntil = Date.now() + hour;
    await finish(window.own.set({ state: 'DND', dndUntil }));
    await finish(window.own.set({ statusMessage: 'writing' }));
    const { state, dndUntil: kept } = circuit.people.get('me') ?? presence('nobody');
    assert.deepEqual({ state, kept }, { state: 'DND', kept: dndUntil });
  });

  it('reads again before it fills in from what is older than 30 seconds', async () => {
    window.show('inactive');
    await time.pass(minute);
    circuit.change('me', { statusMessage: 'from the phone' });
    await finish(window.own.set({ state: 'BUSY' }));
    assert.equal(circuit.people.get('me')?.statusMessage, 'from the phone');
    assert.deepEqual(
      circuit.requests.map(({ what }) => what),
      ['presence', 'set', 'presence'],
    );
  });

  it('shows what Circuit shows when that is something else', async () => {
    const setting = window.own.set({ state: 'AVAILABLE' });
    await time.pass(60);
    circuit.change('me', { state: 'BUSY', statusMessage: 'in a call' });
    assert.equal((await finish(setting))?.state, 'BUSY');
    assert.deepEqual(shown(), { state: 'BUSY', statusMessage: 'in a call', pending: undefined });
    assert.deepEqual(window.store.own.cause, { kind: 'elsewhere' });
    await time.pass(10 * minute);
    assert.equal(circuit.puts.length, 1);
  });

  it('sends three quick updates as two, the last of them last, with all that was asked', async () => {
    const sets = [
      window.own.set({ state: 'BUSY' }),
      window.own.set({ statusMessage: 'soon back' }),
      window.own.set({ state: 'AWAY' }),
    ];
    const texts: unknown[] = [];
    window.store.onDidChange(() => texts.push(shown().pending ?? shown().state));
    assert.equal(shown().pending, 'AWAY');
    await time.pass(2 * second);
    const answers = await Promise.all(sets);
    assert.deepEqual(
      answers.map(answer => answer?.state),
      ['BUSY', 'AWAY', 'AWAY'],
    );
    assert.equal(circuit.puts.length, 2);
    const { state, statusMessage } = circuit.people.get('me') ?? presence('nobody');
    assert.deepEqual({ state, statusMessage }, { state: 'AWAY', statusMessage: 'soon back' });
    assert.deepEqual(new Set(texts), new Set(['AWAY']));
  });

  it('still takes in the others while somebody sets every two seconds', async () => {
    for (let round = 0; round < 40; round += 1) {
      if (round === 10) {
        circuit.change('bea', { state: 'DND' });
      }
      void window.own.set({ state: round % 2 === 0 ? 'BUSY' : 'AVAILABLE' });
      await time.pass(2 * second);
    }
    const bea = window.store.get('bea');
    assert.ok(bea?.kind === 'known' && bea.presence.state === 'DND');
  });

  for (const [words, error] of [
    ['a time-out', timedOut()],
    ['a broken answer', new ProtocolError('garbage')],
    ['an answer of a gateway', new HttpError('gateway', 504)],
    ['a fault of the server', new HttpError('fault', 500)],
    ['an answer of an overloaded server', new HttpError('down', 503)],
    ['a conflict', new HttpError('conflict', 409)],
  ] as const) {
    it(`looks what came of it after ${words}, and never sends it twice`, async () => {
      circuit.fault = ({ what }) => (what === 'set' ? error : undefined);
      circuit.setsDespiteFault = true;
      assert.equal((await finish(window.own.set({ state: 'BUSY' })))?.state, 'BUSY');
      assert.equal(window.store.own.cause.kind, 'setHere');
      assert.deepEqual(
        circuit.requests.map(({ what }) => what),
        ['set', 'presence'],
      );
    });

    it(`shows the truth and says so when ${words} was a failure`, async () => {
      circuit.fault = ({ what }) => (what === 'set' ? error : undefined);
      const setting = window.own.set({ state: 'BUSY' });
      await time.pass(120);
      circuit.change('me', { statusMessage: 'from the phone' });
      await assert.rejects(finish(setting), error);
      assert.deepEqual(shown(), {
        state: 'AVAILABLE',
        statusMessage: 'from the phone',
        pending: undefined,
      });
      await time.pass(hour);
      assert.equal(circuit.puts.length, 1);
    });

    it(`does not say what nobody knows when Circuit is silent after ${words}`, async () => {
      circuit.fault = ({ what }) => (what === 'set' ? error : timedOut());
      await assert.rejects(finish(window.own.set({ state: 'BUSY' })), error);
    });
  }

  for (const error of [
    new HttpError('No.', 400),
    new HttpError('No.', 403),
    new HttpError('No.', 503, 1_000),
  ]) {
    it(`takes the pending update back when Circuit answers ${error.status}`, async () => {
      circuit.fault = ({ what }) => (what === 'set' ? error : undefined);
      const setting = finish(window.own.set({ state: 'BUSY' }));
      await assert.rejects(setting, { message: "No. Your status wasn't changed." });
      assert.deepEqual(shown(), {
        state: 'AVAILABLE',
        statusMessage: 'in the office',
        pending: undefined,
      });
      await time.pass(hour);
      assert.equal(circuit.puts.length, 1);
    });
  }

  it('shows the update that was carried out when the one after it fails', async () => {
    circuit.fault = () => (circuit.puts.length === 2 ? new HttpError('no', 400) : undefined);
    const first = window.own.set({ state: 'BUSY' });
    const second = window.own.set({ state: 'AWAY' });
    await assert.rejects(finish(second), /no/);
    assert.equal((await first)?.state, 'BUSY');
    assert.equal(shown().state, 'BUSY');
    assert.equal(shown().pending, undefined);
  });

  it('binds everything else to the wait that a refused set was told', async () => {
    circuit.fault = ({ what }) => (what === 'set' ? new HttpError('wait', 429, minute) : undefined);
    await assert.rejects(finish(window.own.set({ state: 'BUSY' })), /wait/);
    const before = circuit.requests.length;
    await time.pass(57 * second);
    assert.equal(circuit.requests.length, before);
  });

  it('keeps a message that was typed elsewhere a moment ago', async () => {
    circuit.change('me', { statusMessage: 'typed on the phone' });
    await time.pass(5 * second);
    await finish(window.own.set({ state: 'BUSY' }));
    assert.equal(circuit.people.get('me')?.statusMessage, 'typed on the phone');
  });

  for (const state of ['OFFLINE', 'UNKNOWN'] as const) {
    it(`makes nobody available who is ${state} and sets a message`, async () => {
      circuit.change('me', { state });
      await time.pass(40 * second);
      await assert.rejects(finish(window.own.set({ statusMessage: '' })), UserError);
      assert.deepEqual(circuit.puts, []);
      assert.equal(shown().pending, undefined);
    });
  }

  it('refuses Do Not Disturb without an end ahead, and sends nothing', async () => {
    await assert.rejects(finish(window.own.set({ state: 'DND' })), UserError);
    await assert.rejects(
      finish(window.own.set({ state: 'DND', dndUntil: Date.now() - 1 })),
      UserError,
    );
    assert.deepEqual(circuit.puts, []);
    assert.equal(shown().pending, undefined);
  });

  it('has worked when Circuit is silent only afterwards', async () => {
    circuit.fault = ({ what }) => (what === 'presence' ? timedOut() : undefined);
    assert.equal((await finish(window.own.set({ state: 'BUSY' })))?.state, 'BUSY');
    assert.equal(shown().state, 'BUSY');
  });

  it('fails with a fault of ours that comes up while it is read back', async () => {
    const fault = new TypeError('ours') as unknown as NetworkError;
    circuit.fault = ({ what }) => (what === 'presence' ? fault : undefined);
    await assert.rejects(finish(window.own.set({ state: 'BUSY' })), TypeError);
  });

  it('can be done before anything was read', async () => {
    const early = time.open(circuit.client);
    const setting = early.own.set({ state: 'BUSY' });
    assert.equal(early.store.own.pending?.state, 'BUSY');
    assert.equal((await finish(setting))?.statusMessage, 'in the office');
  });

  it('ends quietly with the session, and nothing of it comes later', async () => {
    const sets = [window.own.set({ state: 'BUSY' }), window.own.set({ state: 'AWAY' })];
    const ends = Promise.allSettled(sets);
    await time.pass(10);
    window.signIn({ ...ada, tag: 'other@company.example' });
    await time.pass(minute);
    const reasons = (await ends).map(end => (end.status === 'rejected' ? String(end.reason) : ''));
    assert.ok(reasons.every(reason => reason.startsWith('AbortError')));
    assert.equal(circuit.puts.length, 1);
    assert.equal(window.store.own.pending, undefined);
    window.signIn(undefined);
    await assert.rejects(finish(window.own.set({ state: 'BUSY' })), UnauthorizedError);
  });

  it('takes nothing of an update over to the next account', async () => {
    const sets = [window.own.set({ state: 'BUSY' }), window.own.set({ statusMessage: 'of Ada' })];
    window.signIn({ ...ada, tag: 'other@company.example' });
    sets.push(window.own.set({ state: 'AWAY' }));
    const ends = Promise.allSettled(sets);
    await time.pass(minute);
    assert.deepEqual(
      (await ends).map(({ status }) => status),
      ['rejected', 'fulfilled', 'fulfilled'],
    );
    const { state, statusMessage } = circuit.people.get('me') ?? presence('nobody');
    assert.deepEqual({ state, statusMessage }, { state: 'AWAY', statusMessage: 'in the office' });
  });

  describe('and undoing it', () => {
    it('goes back to what was there before, once', async () => {
      assert.equal(window.own.undoTarget(), undefined);
      await finish(
        window.own.set({ state: 'DND', dndUntil: Date.now() + hour, statusMessage: 'x' }),
      );
      assert.ok(window.own.undoTarget());
      await finish(window.own.undo());
      const { state, statusMessage } = circuit.people.get('me') ?? presence('nobody');
      assert.deepEqual(
        { state, statusMessage },
        { state: 'AVAILABLE', statusMessage: 'in the office' },
      );
      assert.equal(window.own.undoTarget(), undefined);
    });

    it('is refused when Circuit shows something else by now', async () => {
      await finish(window.own.set({ state: 'BUSY' }));
      circuit.change('me', { statusMessage: 'from the phone' });
      assert.ok(window.own.undoTarget());
      await assert.rejects(finish(window.own.undo()), UserError);
      assert.equal(circuit.puts.length, 1);
      assert.equal(shown().statusMessage, 'from the phone');
    });

    it('is not offered for a Do Not Disturb that would be over, nor for offline', async () => {
      circuit.change('me', { state: 'DND', dndUntil: Date.now() + minute });
      await finish(window.poller.readOwn());
      await finish(window.own.set({ state: 'BUSY' }));
      assert.ok(window.own.undoTarget());
      await time.pass(minute);
      assert.equal(window.own.undoTarget(), undefined);
      circuit.change('me', { state: 'OFFLINE', dndUntil: undefined });
      await finish(window.poller.readOwn());
      await finish(window.own.set({ state: 'BUSY' }));
      assert.equal(window.own.undoTarget(), undefined);
    });
  });
});
