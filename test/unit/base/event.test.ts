import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';

describe('An event', () => {
  it('reaches everybody, also when one of them throws, and does not fail for who fires it', async () => {
    const events = new Emitter<number>();
    const heard: string[] = [];
    events.event(() => {
      throw new Error('a bug of a listener');
    });
    events.event(event => heard.push(`second ${event}`));
    const uncaught = catchUncaught();
    events.fire(1);
    assert.deepEqual(heard, ['second 1']);
    assert.deepEqual(await uncaught, new Error('a bug of a listener'));
  });

  it('does not reach who stopped listening while it was told', () => {
    const events = new Emitter<void>();
    const heard: string[] = [];
    events.event(() => {
      heard.push('first');
      second.dispose();
    });
    const second = events.event(() => heard.push('second'));
    events.fire();
    assert.deepEqual(heard, ['first']);
  });
});

/** The next error nobody catches, kept from mocha, which would fail the test for it. */
function catchUncaught(): Promise<unknown> {
  const others = process.rawListeners('uncaughtException') as NodeJS.UncaughtExceptionListener[]; // what was added as such
  process.removeAllListeners('uncaughtException');
  return new Promise(resolve => {
    process.once('uncaughtException', error => {
      others.forEach(listener => process.on('uncaughtException', listener));
      resolve(error);
    });
  });
}
