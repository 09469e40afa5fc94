import assert from 'node:assert/strict';
import { HttpError, NetworkError } from '../../../../src/circuit/errors';
import { FakeCircuit, presence } from '../fakeCircuit';
import { FakeTime, hour, minute, second } from '../fakeTime';
import { MemoryFolder } from '../shared/windows';
import { FakeEnd, UntilWindow } from './untilWindow';

describe('Do Not Disturb until debugging ends', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  let folder: MemoryFolder;
  let windows: UntilWindow[];
  let end: FakeEnd;

  const open = () => {
    const window = new UntilWindow(circuit.client, { folder });
    windows.push(window);
    return window;
  };
  const shown = () => circuit.people.get('me');
  const keptFiles = async () => (await folder.names()).filter(name => name.startsWith('until-'));

  beforeEach(() => {
    time = new FakeTime();
    circuit = new FakeCircuit();
    folder = new MemoryFolder();
    windows = [];
    end = new FakeEnd();
  });
  afterEach(async () => {
    windows.forEach(window => window.dispose());
    await time.end();
  });

  it('is a lease of 15 minutes, renewed every 10, and ends with what was before', async () => {
    circuit.change('me', { state: 'BUSY', statusMessage: 'in review' });
    const window = open();
    await time.pass(second);
    const begun = Date.now();
    await window.dndUntil(end);
    assert.equal(shown()?.state, 'DND');
    assert.equal(shown()?.dndUntil, begun + 15 * minute);
    assert.equal(shown()?.statusMessage, 'in review');
    await time.pass(55 * minute);
    assert.deepEqual(
      circuit.puts.map(({ at }) => Math.round((at - begun) / minute)),
      [0, 10, 20, 30, 40, 50],
    );
    const until = () => window.store.own.until?.kind;
    assert.equal(until(), 'lasting');
    end.happen();
    await time.pass(20 * second);
    assert.equal(shown()?.state, 'DND', 'debugging may begin anew');
    await time.pass(11 * second);
    const busy = { state: 'BUSY', statusMessage: 'in review', dndUntil: undefined } as const;
    assert.deepEqual(circuit.people.get('me'), presence('me', busy));
    assert.equal(until(), 'putBack');
    await time.pass(2 * hour);
    assert.equal(circuit.puts.length, 7);
  });

  const begin = async () => {
    const window = open();
    await time.pass(second);
    await window.dndUntil(end);
    return window;
  };

  it('is left alone where somebody chooses elsewhere at the moment it is renewed', async () => {
    const window = await begin();
    await time.pass(9 * minute);
    circuit.setElsewhere = { state: 'AVAILABLE', dndUntil: undefined };
    await time.pass(2 * minute);
    assert.equal(circuit.puts.length, 2);
    assert.equal(window.store.own.until, undefined);
    assert.deepEqual(await keptFiles(), []);
    end.happen();
    await time.pass(hour);
    assert.equal(circuit.puts.length, 2);
  });

  it('goes on where a restart ends debugging for a moment', async () => {
    await begin();
    await time.pass(minute);
    end.happen();
    await time.pass(20 * second);
    end.happen(false);
    await time.pass(30 * minute);
    assert.equal(shown()?.state, 'DND');
    assert.equal(circuit.puts.length, 4);
  });

  it('ends after four hours, and once more after four when it is chosen again', async () => {
    const window = await begin();
    await time.pass(3 * hour);
    await window.dndUntil(end);
    await time.pass(4 * hour - 30 * second);
    assert.equal(shown()?.state, 'DND');
    await time.pass(minute);
    assert.equal(shown()?.state, 'AVAILABLE');
  });

  it('is over by itself when the window is gone', async () => {
    const window = await begin();
    await time.pass(12 * minute);
    const until = shown()?.dndUntil;
    window.dispose();
    const puts = circuit.puts.length;
    await time.pass(hour);
    assert.equal(circuit.puts.length, puts);
    assert.ok((until ?? Infinity) - Date.now() < 0);
  });

  for (const [what, change] of [
    ['another end', { dndUntil: Date.UTC(2026, 0, 7, 9, 15, 30) }],
    ['another message', { statusMessage: 'on the phone' }],
    ['another state', { state: 'BUSY', dndUntil: undefined }],
  ] as const) {
    it(`leaves ${what} alone that was chosen elsewhere`, async () => {
      const window = await begin();
      await time.pass(5 * minute);
      circuit.change('me', change);
      const wanted = shown();
      end.happen();
      await time.pass(20 * minute);
      assert.deepEqual(shown(), wanted);
      assert.equal(circuit.puts.length, 1);
      assert.notEqual(window.store.own.until?.kind, 'lasting');
    });
  }

  it('does not come back after a choice of the person, in whichever window', async () => {
    for (const chooseIn of [0, 1]) {
      const [mine, other] = [await begin(), open()];
      await time.pass(2 * minute);
      assert.equal(other.store.own.until?.kind, 'lasting', 'it is shown in other windows');
      const puts = circuit.puts.length;
      await (chooseIn === 0 ? mine : other).choose({ state: 'AVAILABLE' });
      await time.pass(30 * minute);
      end.happen();
      await time.pass(30 * minute);
      assert.equal(shown()?.state, 'AVAILABLE');
      assert.equal(circuit.puts.length, puts + 1);
      [mine, other].forEach(window => assert.equal(window.store.own.until, undefined));
      end.happen(false);
    }
  });

  it('can be undone after it was renewed', async () => {
    circuit.change('me', { state: 'AWAY' });
    const window = await begin();
    await time.pass(25 * minute);
    assert.equal(window.own.undoTarget()?.state, 'AWAY');
    void window.arrangements.letGo();
    await window.own.undo();
    await time.pass(hour);
    assert.equal(shown()?.state, 'AWAY');
  });

  it('is finished by the next start after a crash', async () => {
    circuit.change('me', { state: 'BUSY' });
    const crashed = await begin();
    await time.pass(12 * minute);
    crashed.dispose();
    await time.pass(minute);
    const next = open();
    await time.pass(12 * second);
    assert.equal(shown()?.state, 'BUSY');
    assert.equal(next.store.own.until?.kind, 'putBack');
    assert.deepEqual(await keptFiles(), []);
  });

  it('is left to its window when another one starts', async () => {
    await begin();
    await time.pass(minute);
    const other = open();
    await time.pass(minute);
    assert.equal(other.store.own.until?.kind, 'lasting');
    await time.pass(30 * minute);
    assert.equal(shown()?.state, 'DND');
    assert.deepEqual(circuit.puts.length, 4);
  });

  it('is forgotten by a start after it ran out', async () => {
    const crashed = await begin();
    crashed.dispose();
    await time.pass(20 * minute);
    open();
    await time.pass(minute);
    assert.equal(circuit.puts.length, 1);
    assert.deepEqual(await keptFiles(), []);
  });

  it('runs out while Circuit cannot be reached, and is not set anew', async () => {
    await begin();
    await time.pass(minute);
    circuit.fault = () => new NetworkError('away', 'unreachable');
    await time.pass(20 * minute);
    circuit.fault = () => undefined;
    circuit.change('me', { state: 'AVAILABLE', dndUntil: undefined });
    await time.pass(20 * minute);
    assert.equal(shown()?.state, 'AVAILABLE');
    assert.equal(circuit.puts.length, 1);
  });

  it('is over when the computer slept for longer than it lasts', async () => {
    await begin();
    await time.pass(minute);
    time.clock.setSystemTime(Date.now() + hour);
    circuit.change('me', { state: 'AVAILABLE', dndUntil: undefined });
    await time.pass(20 * minute);
    assert.equal(shown()?.state, 'AVAILABLE');
    assert.equal(circuit.puts.length, 1);
  });

  it('says so where what was before cannot be set again, and touches nothing', async () => {
    circuit.change('me', { state: 'OFFLINE' });
    const window = await begin();
    end.happen();
    await time.pass(5 * minute);
    assert.equal(shown()?.state, 'DND');
    assert.equal(circuit.puts.length, 1);
    assert.equal(window.store.own.until?.kind, 'leftAlone');
  });

  it('follows another one without losing what was before both', async () => {
    circuit.change('me', { state: 'BUSY' });
    const window = await begin();
    await time.pass(minute);
    const task = new FakeEnd({ kind: 'task', name: 'deploy' });
    await window.dndUntil(task);
    end.happen();
    await time.pass(30 * minute);
    assert.equal(shown()?.state, 'DND');
    task.happen();
    await time.pass(second);
    assert.equal(shown()?.state, 'BUSY');
  });

  it('is as long as it should be although the clock is set back while it is asked for', async () => {
    circuit.latencyMs = 500;
    open();
    await time.pass(5 * second);
    const [window] = windows;
    void window?.dndUntil(end);
    await time.pass(200);
    time.clock.setSystemTime(Date.now() - 20 * minute);
    await time.pass(10 * second);
    const leftMs = (shown()?.dndUntil ?? 0) - Date.now();
    assert.ok(leftMs > 14 * minute && leftMs <= 15 * minute, `${leftMs}`);
  });

  it('is not begun where Circuit makes something else of it', async () => {
    const busy = presence('me', { state: 'BUSY' });
    const client = { ...circuit.client, setPresence: () => Promise.resolve(busy) };
    const window = new UntilWindow(client, { folder });
    windows.push(window);
    await time.pass(second);
    circuit.people.set('me', busy);
    await window.dndUntil(end);
    await time.settle();
    assert.equal(window.store.own.until, undefined);
    assert.deepEqual(await keptFiles(), []);
  });

  it('is written down before Circuit is asked for it', async () => {
    const window = open();
    await time.pass(10 * second);
    circuit.latencyMs = second;
    void window.dndUntil(end).catch(() => undefined);
    while (circuit.puts.length === 0) {
      await time.pass(100);
    }
    assert.equal(shown()?.state, 'AVAILABLE');
    assert.equal((await keptFiles()).length, 1);
    await time.pass(10 * second);
  });

  it('is not begun where Circuit refuses it', async () => {
    const window = open();
    await time.pass(second);
    circuit.fault = ({ what }) => (what === 'set' ? new HttpError('no', 403) : undefined);
    await assert.rejects(window.dndUntil(end));
    circuit.fault = () => undefined;
    await time.pass(hour);
    assert.equal(window.store.own.until, undefined);
    assert.equal(circuit.puts.length, 1);
  });

  it('tries once more where an answer is lost, but never sends more than seven in an hour', async () => {
    await begin();
    await time.pass(second);
    circuit.setsDespiteFault = false;
    circuit.fault = ({ what }) =>
      what === 'set' ? new NetworkError('lost', 'timeout') : undefined;
    await time.pass(hour);
    assert.ok(circuit.puts.length > 2 && circuit.puts.length <= 7, `${circuit.puts.length}`);
  });

  it('is forgotten at once by a choice, and with the next look by a change elsewhere', async () => {
    const window = await begin();
    assert.equal((await keptFiles()).length, 1);
    void window.arrangements.letGo();
    await time.settle();
    assert.deepEqual(await keptFiles(), []);
    await window.dndUntil(end);
    circuit.change('me', { state: 'BUSY', dndUntil: undefined });
    await time.pass(second);
    await window.poller.refresh();
    await time.settle();
    assert.deepEqual(await keptFiles(), []);
  });

  it('is forgotten at sign-out', async () => {
    const window = await begin();
    assert.equal((await keptFiles()).length, 1);
    window.signIn(undefined);
    await time.settle();
    assert.deepEqual(await keptFiles(), []);
  });

  it('is not renewed after another window let it go, although Circuit still shows it', async () => {
    await begin();
    await time.pass(minute);
    const other = open();
    await time.pass(minute);
    void other.arrangements.letGo();
    await time.pass(13 * minute);
    assert.equal(circuit.puts.length, 1);
  });

  it('is not renewed once it ran out, although Circuit shows it for longer', async () => {
    await begin();
    await time.pass(minute);
    time.clock.setSystemTime(Date.now() + 14 * minute);
    await time.pass(hour);
    assert.equal(shown()?.state, 'DND');
    assert.equal(circuit.puts.length, 1);
  });

  for (const [words, earlier, expected] of [
    [
      'what was chosen right before it',
      { state: 'AWAY', statusMessage: 'lunch' },
      ['AWAY', 'lunch'],
    ],
    ['what Circuit shows, where that cannot be set', { state: 'DND', dndUntil: 1 }, ['BUSY', '']],
  ] as const) {
    it(`goes back to ${words} and not sent yet`, async () => {
      circuit.latencyMs = 2 * second;
      const window = open();
      await time.pass(10 * second);
      void window.choose({ state: 'BUSY', statusMessage: '' });
      await time.pass(second);
      void window.choose(earlier).catch(() => undefined);
      void window.dndUntil(end);
      await time.pass(30 * second);
      assert.equal(shown()?.state, 'DND');
      assert.equal(circuit.puts.length, 2);
      end.happen();
      await time.pass(minute);
      assert.deepEqual([shown()?.state, shown()?.statusMessage], expected);
    });
  }

  it('is not begun by a choice that another one overtakes in the same moment', async () => {
    circuit.latencyMs = 200;
    const window = open();
    await time.pass(2 * second);
    const begun = window.dndUntil(end).catch(() => undefined);
    await time.pass(100);
    const chosen = window.choose({ state: 'AVAILABLE', statusMessage: 'here' });
    await time.pass(5 * second);
    await Promise.all([begun, chosen]);
    await time.pass(hour);
    assert.deepEqual([shown()?.state, shown()?.statusMessage], ['AVAILABLE', 'here']);
    assert.deepEqual(await keptFiles(), []);
    assert.equal(window.store.own.until, undefined);
  });
});
