import assert from 'node:assert/strict';
import { HttpError, NetworkError } from '../../../../src/circuit/errors';
import type { PresenceUpdate } from '../../../../src/circuit/types';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, second } from '../fakeTime';
import { MemoryFolder, type Window } from '../shared/windows';

const busy = { state: 'BUSY', statusMessage: 'in a call' } as const;

describe('Setting what was chosen earlier', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  let window: Window;
  let other: Window;
  beforeEach(async () => {
    time = new FakeTime();
    circuit = new FakeCircuit();
    circuit.latencyMs = 50;
    const folder = new MemoryFolder();
    window = time.open(circuit.client, { folder });
    other = time.open(circuit.client, { folder });
    await time.pass(10 * second);
    circuit.requests.length = 0;
  });
  afterEach(() => time.end());

  /** Sets `update`, while `meanwhile` happens after Circuit told what it shows. */
  async function setLater(update: PresenceUpdate | undefined, meanwhile?: () => void) {
    const setting = window.own.setUnlessChosen(() => {
      meanwhile?.();
      return Promise.resolve(update);
    });
    setting.catch(() => undefined);
    await time.pass(5 * second);
    return await setting;
  }
  const asked = () => circuit.requests.map(({ what }) => what).join(', ');
  const states = () =>
    [window, other].map(({ store }) =>
      store.own.known?.kind === 'known' ? store.own.known.presence.state : undefined,
    );

  it('asks what Circuit shows, sets it once, and is known in all windows', async () => {
    const outcome = await setLater(busy);
    assert.ok(outcome.kind === 'set');
    assert.deepEqual([outcome.shown.state, outcome.answer.state], ['AVAILABLE', 'BUSY']);
    assert.equal(asked(), 'presence, set');
    await time.pass(60 * second);
    assert.deepEqual(states(), ['BUSY', 'BUSY']);
    assert.equal(circuit.puts.length, 1);
  });

  it('is written down before it is sent, however slow the disk is', async () => {
    const folder = new MemoryFolder();
    const { write } = folder;
    const written: string[] = [];
    folder.write = async (name, text) => {
      await new Promise(resolve => setTimeout(resolve, 300));
      written.push(text);
      await write(name, text);
    };
    window = time.open(circuit.client, { folder });
    await time.pass(10 * second);
    circuit.requests.length = 0;
    written.length = 0;
    const setting = window.own.setUnlessChosen(() => Promise.resolve(busy));
    while (circuit.puts.length === 0) {
      await time.pass(10);
    }
    assert.ok(written.some(text => text.includes('in a call')));
    await time.pass(5 * second);
    assert.equal((await setting).kind, 'set');
  });

  it('leaves alone what is to stay', async () => {
    const outcome = await setLater(undefined);
    assert.deepEqual(outcome.kind, 'left');
    assert.equal(asked(), 'presence');
  });

  it('asks nothing while something else is being set in this window, or in another', async () => {
    for (const chooser of [window, other]) {
      circuit.requests.length = 0;
      void chooser.own.set({ state: 'AWAY', statusMessage: '' });
      const outcome = await setLater(busy);
      assert.equal(outcome.kind, 'chosen');
      assert.equal(asked().startsWith('set'), true);
      assert.equal(circuit.puts.length, 1);
    }
  });

  it('sends nothing where something else is chosen just then, in any window', async () => {
    for (const chooser of [window, other]) {
      circuit.requests.length = 0;
      const choose = () => void chooser.own.set({ state: 'AWAY', statusMessage: '' });
      const outcome = await setLater(busy, choose);
      assert.equal(outcome.kind, 'chosen');
      assert.equal(circuit.puts.length, 1);
      assert.equal(circuit.people.get('me')?.state, 'AWAY');
    }
  });

  it('comes before what is chosen while it is on its way, and is not shown', async () => {
    for (const chooser of [window, other]) {
      const shown: unknown[] = [];
      const seen = window.store.onDidChange(() => shown.push(states()[0]));
      const setting = window.own.setUnlessChosen(() => Promise.resolve(busy));
      await time.pass(120);
      void chooser.own.set({ state: 'AWAY', statusMessage: '' });
      await time.pass(5 * second);
      assert.equal((await setting).kind, 'set');
      assert.equal(circuit.people.get('me')?.state, 'AWAY');
      assert.equal(shown.includes('BUSY'), false);
      seen.dispose();
      await time.pass(60 * second);
      circuit.change('me', { state: 'AVAILABLE' });
      await time.pass(60 * second);
    }
  });

  it('throws what keeps Circuit from it, and lets the next one try', async () => {
    for (const error of [new HttpError('No.', 403), new NetworkError('Lost.', 'timeout')]) {
      circuit.fault = ({ what }) => (what === 'set' ? error : undefined);
      await assert.rejects(setLater(busy), new RegExp(error.message));
      circuit.fault = ({ what }) => (what === 'presence' ? error : undefined);
      await assert.rejects(setLater(busy), error);
      circuit.fault = () => undefined;
      assert.equal((await setLater(busy)).kind, 'set');
      circuit.change('me', { state: 'AVAILABLE' });
    }
  });

  it('is what Circuit may still carry out after it got no answer, and then is set right', async () => {
    circuit.fault = ({ what }) =>
      what === 'set' ? new NetworkError('Lost.', 'timeout') : undefined;
    await assert.rejects(setLater(busy));
    circuit.fault = () => undefined;
    void other.own.set({ state: 'AWAY', statusMessage: '' });
    await time.pass(5 * second);
    circuit.change('me', busy);
    await time.pass(60 * second);
    assert.equal(circuit.people.get('me')?.state, 'AWAY');
    assert.deepEqual(
      [...window.told, ...other.told].map(({ kind }) => kind),
      ['sentAgain'],
    );
  });

  it('ends with the session', async () => {
    const setting = window.own.setUnlessChosen(() => Promise.resolve(busy));
    const rejected = assert.rejects(setting, { name: 'AbortError' });
    await time.pass(20);
    window.signIn(undefined);
    await time.pass(second);
    await rejected;
    assert.equal(circuit.puts.length, 0);
  });

  it('keeps what undoing goes back to, where it sets anew what was set here', async () => {
    void window.own.set({ state: 'BUSY' });
    await time.pass(5 * second);
    await setLater(busy);
    assert.equal(window.own.undoTarget()?.state, 'AVAILABLE');
    circuit.change('me', { state: 'AWAY' });
    await setLater(busy);
    assert.equal(window.own.undoTarget(), undefined);
  });
});
