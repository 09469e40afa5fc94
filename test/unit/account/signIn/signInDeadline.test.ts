import FakeTimers, { type Clock } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { SignInTimedOut, withinSignInDeadline } from '../../../../src/account/signIn/failure';
import { orAborted } from '../../../../src/base/async';

const fiveMinutesMs = 300_000;

describe('The deadline of a sign-in', () => {
  let clock: Clock;

  beforeEach(() => {
    clock = FakeTimers.install();
  });
  afterEach(() => clock.uninstall());

  it('ends it after five minutes with a reason', async () => {
    const abort = new AbortController();
    const never = new Promise<never>(() => undefined);
    const signingIn = withinSignInDeadline(abort, () => orAborted(abort.signal, never));
    const ended = assert.rejects(signingIn, SignInTimedOut);
    await clock.tickAsync(fiveMinutesMs - 1);
    assert.equal(abort.signal.aborted, false);
    await clock.tickAsync(1);
    await ended;
    assert.match((abort.signal.reason as Error).message, /five minutes/); // given by the deadline
  });

  for (const [how, work] of [
    ['succeeded', () => Promise.resolve()],
    ['failed', () => Promise.reject(new Error('No'))],
  ] as const) {
    it(`is gone once it ${how}`, async () => {
      const abort = new AbortController();
      await withinSignInDeadline(abort, work).catch(() => undefined);
      assert.equal(clock.countTimers(), 0);
      await clock.tickAsync(fiveMinutesMs);
      assert.equal(abort.signal.aborted, false);
    });
  }
});
