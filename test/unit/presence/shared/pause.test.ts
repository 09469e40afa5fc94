import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { HttpError, NetworkError } from '../../../../src/circuit/errors';
import {
  backoffMs,
  failuresAfterSuccess,
  noPause,
  pauseAfterFailure,
  pauseAfterSuccess,
  politeWaitMs,
  type Pause,
  pauseError,
  refuseDuringPause,
} from '../../../../src/presence/shared/pause';

const day = 24 * 60 * 60_000;

describe('Backing off', () => {
  for (const [failures, random, wait] of [
    [0, 0, 30_000],
    [0, 1, 60_000],
    [1, 0, 30_000],
    [1, 1, 120_000],
    [2, 0.5, 135_000],
    [3, 1, 300_000],
    [10_000, 1, 300_000],
    [10_000, 0, 30_000],
  ] as const) {
    it(`waits ${wait} ms after ${failures} failures when chance says ${random}`, () => {
      assert.equal(backoffMs(failures, random), wait);
    });
  }

  for (const [asked, random, wait] of [
    [120_000, 0, 120_000],
    [120_000, 1, 144_000],
    [0, 1, 0],
    [-5, 0.5, 0],
    [1e15, 0.5, day],
  ] as const) {
    it(`waits ${wait} ms when asked for ${asked} ms and chance says ${random}`, () => {
      assert.equal(politeWaitMs(asked, random), wait);
    });
  }

  it('halves the failures after a success, down to none', () => {
    assert.deepEqual([5, 4, 1, 0].map(failuresAfterSuccess), [2, 2, 0, 0]);
  });
});

describe('A pause', () => {
  it('is never shorter than Circuit asked for, nor than our own', () => {
    for (const retryAfterMs of [undefined, 0, 1_000, 120_000, day]) {
      const error = new HttpError('down', 503, retryAfterMs);
      const { at, notBefore, failures } = pauseAfterFailure(error, noPause, 0.3);
      assert.ok(notBefore - at >= Math.max(30_000, retryAfterMs ?? 0));
      assert.ok(notBefore - at <= day);
      assert.equal(failures, 1);
    }
  });

  it('counts no answer at all as status 0', () => {
    const pause = pauseAfterFailure(new NetworkError('gone', 'timeout'), noPause, 0);
    assert.equal(pause.status, 0);
  });

  it('is a minute at least after a 429 that tells no time', () => {
    const wait = (error: HttpError) => {
      const { at, notBefore } = pauseAfterFailure(error, noPause, 0);
      return notBefore - at;
    };
    assert.equal(wait(new HttpError('too many', 429)), 60_000);
    assert.equal(wait(new HttpError('too many', 429, 1_000)), 30_000);
    assert.equal(wait(new HttpError('down', 503)), 30_000);
  });

  describe('for somebody who acts', () => {
    let clock: FakeTimers.Clock;
    beforeEach(() => {
      clock = FakeTimers.install({ now: Date.UTC(2026, 0, 7, 9), toFake: ['Date'] });
    });
    afterEach(() => clock.uninstall());

    const after = (status: number, lengthMs: number, changes: Partial<Pause> = {}): Pause => {
      const at = Date.now();
      return { at, failures: 1, notBefore: at + lengthMs, status, ...changes };
    };
    const refusal = (pause: Pause, act: Parameters<typeof refuseDuringPause>[1], laterMs = 0) => {
      clock.tick(laterMs);
      const error = refuseDuringPause(pause, act);
      return error && [error.message, error instanceof HttpError && error.retryAfterMs];
    };
    const asked = 'Circuit is receiving too many requests and asked to wait until ';

    it('is over when its time has come', () => {
      for (const act of ['set', 'refresh', 'inPassing'] as const) {
        assert.equal(refusal(after(429, 1_000), act, 1_000), undefined);
        assert.ok(refusal(after(429, 1_000), act, 999));
      }
    });

    it('binds a minute after a 429, and longer only what is asked in passing', () => {
      assert.ok(refusal(after(429, 3_600_000), 'set', 59_999));
      assert.equal(refusal(after(429, 3_600_000), 'set', 60_000), undefined);
      assert.ok(refusal(after(429, 3_600_000), 'inPassing', 60_000));
    });

    it('says what trying again may lead to only where the wait is longer than a minute', () => {
      const [short = '', wait] = refusal(after(429, 60_000), 'set', 1_000) ?? [];
      assert.ok(String(short).startsWith(asked) && !String(short).includes('everyone'));
      assert.equal(wait, 59_000);
      const [long = '', minute] = refusal(after(429, 60_001), 'set', 1_000) ?? [];
      assert.match(String(long), /You can try again in 59 seconds, but Circuit may then/);
      assert.equal(minute, 59_000);
    });

    it('keeps a refresh from asking for half a minute after an answer that failed', () => {
      const [words, wait] = refusal(after(503, 300_000), 'refresh', 29_001) ?? [];
      assert.equal(words, "Circuit couldn't respond a moment ago. Try again in 1 second.");
      assert.equal(wait, 999);
      assert.equal(refusal(after(503, 300_000), 'refresh', 30_000), undefined);
      assert.equal(refusal(after(0, 300_000), 'refresh'), undefined);
      assert.equal(refusal(after(503, 300_000), 'set'), undefined);
      assert.equal(refusal(after(503, 300_000), 'inPassing'), undefined);
    });

    it('is told in windows that did not see what failed', () => {
      const unreachable = pauseError(after(0, 1_000));
      assert.deepEqual(
        [unreachable.kind, unreachable.message],
        ['network', "Couldn't reach Circuit."],
      );
      const refused = pauseError(after(503, 1_000));
      assert.ok(refused instanceof HttpError);
      assert.deepEqual([refused.status, refused.retryAfterMs], [503, 1_000]);
    });
  });

  it('ends with a success, unless something failed after that was begun', () => {
    const error = new HttpError('too many', 429, 60_000);
    const pause = pauseAfterFailure(error, { ...noPause, failures: 3 }, 0);
    const ended = pauseAfterSuccess(pause, Date.now() + 1);
    assert.deepEqual([ended.failures, ended.notBefore], [2, 0]);
    assert.equal(pauseAfterSuccess(pause, pause.at - 1), pause);
    assert.equal(pauseAfterSuccess(pause, pause.at).notBefore, 0);
    const over = { ...pause, notBefore: Date.now() };
    assert.equal(pauseAfterSuccess(over, pause.at - 1).notBefore, 0);
  });
});
