import assert from 'node:assert/strict';
import {
  HttpError,
  NetworkError,
  ProtocolError,
  UnauthorizedError,
} from '../../../../src/circuit/errors';
import type { Presence } from '../../../../src/circuit/schemas';
import { confirmSet, describeFailedSet, notSent } from '../../../../src/presence/set/confirmSet';
import { FakeCircuit } from '../fakeCircuit';
import { FakeTime, hour, minute, second } from '../fakeTime';

/** What leaves open whether Circuit has acted. */
const inDoubt = [
  () => new NetworkError('lost', 'timeout'),
  () => new NetworkError('lost', 'unreachable'),
  () => new ProtocolError('unreadable'),
  () => new HttpError('gateway', 502),
  () => new HttpError('conflict', 409),
];

describe('A set whose answer was lost', () => {
  let time: FakeTime;
  let circuit: FakeCircuit;
  beforeEach(() => {
    time = new FakeTime();
    circuit = new FakeCircuit();
  });
  afterEach(() => time.end());

  /** Sets with the answer lost, and Circuit showing `shown` when it is asked afterwards. */
  async function setWith(
    update: Parameters<typeof confirmSet>[1],
    shown: Partial<Presence>,
    lost = inDoubt[0],
  ) {
    const { poller } = time.open(circuit.client);
    await time.pass(second);
    circuit.fault = ({ what }) => {
      if (what !== 'set') {
        return undefined;
      }
      circuit.change('me', shown);
      return lost?.();
    };
    const setting = confirmSet(poller, update, { isHeld: () => Promise.resolve(true) });
    await time.pass(second);
    return await setting;
  }

  const busy = { state: 'BUSY', statusMessage: 'in a call' } as const;
  for (const lost of inDoubt) {
    it(`has worked when Circuit shows all of it: ${lost().message}`, async () => {
      const outcome = await setWith(busy, busy, lost);
      assert.ok(outcome.kind === 'done' && outcome.readBack);
      assert.equal(outcome.answer.statusMessage, 'in a call');
      assert.equal(circuit.puts.length, 1);
    });
  }

  const others: readonly [name: string, shown: Partial<Presence>][] = [
    ['another state', { state: 'AWAY', statusMessage: 'in a call' }],
    ['another message', { state: 'BUSY', statusMessage: 'lunch' }],
    ['no message', { state: 'BUSY', statusMessage: '' }],
  ];
  for (const [name, shown] of others) {
    it(`has failed when Circuit shows ${name}`, async () => {
      const outcome = await setWith(busy, shown);
      assert.equal(outcome.kind, 'failed');
      assert.equal(outcome.found?.statusMessage, shown.statusMessage);
    });
  }

  const end = Date.UTC(2026, 0, 7, 11, 17, 23, 456);
  const ends: readonly [name: string, shownEnd: number | undefined, kind: 'done' | 'failed'][] = [
    ['the very end', end, 'done'],
    ['the end in whole seconds', Math.floor(end / second) * second, 'done'],
    ['the end in whole minutes', Math.floor(end / minute) * minute, 'done'],
    ['the next whole minute', Math.ceil(end / minute) * minute, 'done'],
    ['an end that is a minute later', end + minute, 'failed'],
    ['an end that is an hour earlier', end - hour, 'failed'],
    ['no end', undefined, 'failed'],
  ];
  for (const [name, dndUntil, kind] of ends) {
    it(`that asked for Do Not Disturb has ${kind === 'done' ? 'worked' : 'failed'} when Circuit shows ${name}`, async () => {
      const update = { state: 'DND', dndUntil: end, statusMessage: '' } as const;
      const outcome = await setWith(update, { state: 'DND', dndUntil });
      assert.equal(outcome.kind, kind);
    });
  }

  it('is said to be unconfirmed, and to have changed nothing where that is sure', () => {
    const lost = describeFailedSet(new NetworkError('Timed out.', 'timeout'));
    assert.equal(lost, "Timed out. Circuit hasn't confirmed the change.");
    const sure = describeFailedSet(notSent(new HttpError('Not allowed.', 403)));
    assert.equal(sure, "Not allowed. Your status wasn't changed.");
    const signedOut = new UnauthorizedError();
    assert.equal(notSent(signedOut), signedOut);
    assert.equal(describeFailedSet(signedOut), undefined);
    assert.equal(describeFailedSet(new Error('ours')), undefined);
  });

  it('has failed for sure, and is not looked after, when Circuit says no', async () => {
    const outcome = await setWith(busy, {}, () => new HttpError('Not allowed.', 403));
    assert.ok(outcome.kind === 'failed' && outcome.error instanceof Error);
    assert.equal(outcome.error.message, "Not allowed. Your status wasn't changed.");
    assert.equal(circuit.requests.at(-1)?.what, 'set');
  });
});
