import FakeTimers, { type Clock } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { type CircuitError, NetworkError } from '../../../src/circuit/errors';
import { createTransport, type HttpAnswer, type HttpRequest } from '../../../src/circuit/transport';

const answer: HttpAnswer = { status: 200, headers: new Headers(), text: '' };
const get = { method: 'GET', url: new URL('https://circuit.example/'), headers: {} } as const;
const reason = new Error('signed out');
const lost = new NetworkError('lost', 'unreachable');

/** Takes `ms`, unless it is aborted, and then fails in words of its own. */
const sendFor = (ms: number) => (signal: AbortSignal) =>
  new Promise<HttpAnswer>((resolve, reject) => {
    const timer = setTimeout(() => resolve(answer), ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('canary'));
    });
  });

const withinDeadline = (
  request: HttpRequest,
  timeoutMs: number,
  send: (signal: AbortSignal) => Promise<HttpAnswer>,
) =>
  createTransport(
    (_, signal) => send(signal),
    error => error as CircuitError, // whatever it is
    timeoutMs,
  )(request);

describe('The deadline of a request', () => {
  let clock: Clock;

  beforeEach(() => {
    clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    assert.equal(clock.countTimers(), 0);
    clock.uninstall();
  });

  it('lets an answer through that is in time', async () => {
    const { signal } = new AbortController();
    const sending = withinDeadline({ ...get, signal }, 10_000, sendFor(9_999));
    await clock.tickAsync(9_999);
    assert.equal(await sending, answer);
  });

  it('ends it with a sentence that says how long was waited', async () => {
    const sending = withinDeadline(get, 10_000, sendFor(20_000));
    const ended = assert.rejects(sending, (error: unknown) => {
      assert.ok(error instanceof NetworkError);
      assert.equal(error.message, "Circuit didn't respond within 10 seconds.");
      assert.equal(error.fault, 'timeout');
      return true;
    });
    await clock.tickAsync(10_000);
    await ended;
  });

  it('is ten seconds where nobody said otherwise', async () => {
    const transport = createTransport(
      (_, signal) => sendFor(10_001)(signal),
      () => lost,
    );
    let isOver = false;
    const ended = assert.rejects(transport(get), { fault: 'timeout' }).then(() => (isOver = true));
    await clock.tickAsync(9_999);
    assert.equal(isOver, false);
    await clock.tickAsync(1);
    await ended;
  });

  it('leaves other faults to be told in words of our own', async () => {
    const told: unknown[] = [];
    const fault = new Error('canary');
    const transport = createTransport(
      () => Promise.reject(fault),
      error => {
        told.push(error);
        return lost;
      },
    );
    await assert.rejects(transport(get), lost);
    assert.deepEqual(told, [fault]);
  });

  it('gives way to whoever aborts it, whose reason counts', async () => {
    const abort = new AbortController();
    const sending = withinDeadline({ ...get, signal: abort.signal }, 10_000, sendFor(20_000));
    abort.abort(reason);
    await assert.rejects(sending, reason);
  });

  it('sends nothing that was aborted before', async () => {
    let sent = 0;
    const signal = AbortSignal.abort(reason);
    const sending = withinDeadline({ ...get, signal }, 10_000, () => {
      sent += 1;
      return Promise.resolve(answer);
    });
    await assert.rejects(sending, reason);
    assert.equal(sent, 0);
  });

  it('no longer listens to the signal when it is over', async () => {
    const abort = new AbortController();
    let handed: AbortSignal | undefined;
    await withinDeadline({ ...get, signal: abort.signal }, 10_000, signal => {
      handed = signal;
      return Promise.resolve(answer);
    });
    abort.abort();
    assert.equal(handed?.aborted, false);
  });
});
