import assert from 'node:assert/strict';
import { HttpError, NetworkError } from '../../../../src/circuit/errors';
import {
  backoffMs,
  failuresAfterSuccess,
  noPause,
  pauseAfterFailure,
  pauseAfterSuccess,
  politeWaitMs,
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

  it('ends with a success, unless something failed after that was begun', () => {
    const error = new HttpError('too many', 429, 60_000);
    const pause = pauseAfterFailure(error, { ...noPause, failures: 3 }, 0);
    const ended = pauseAfterSuccess(pause, Date.now() + 1);
    assert.deepEqual([ended.failures, ended.notBefore], [2, 0]);
    assert.equal(pauseAfterSuccess(pause, pause.at - 1), pause);
  });
});
