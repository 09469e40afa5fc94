import assert from 'node:assert/strict';
import type { Callback, Expected } from '../../../../src/account/signIn/callback';
import {
  type Loopback,
  LoopbackPort,
  PageReturn,
  type SignInOutcome,
} from '../../../../src/account/signIn/loopback';
import { settle } from '../support';

const redirectUri = 'http://localhost:7190/callback';
const expectedFor = (state: string): Expected => ({ state, origin: 'https://circuit.example' });

/** What listens at the port, as far as it is told to. */
class Listener implements Loopback {
  readonly state: string;
  readonly free = Promise.withResolvers<undefined>();
  readonly closed = this.free.promise;
  readonly callback = new Promise<never>(() => undefined);
  isDisposed = false;

  constructor(state: string) {
    this.state = state;
  }

  async finish(outcome: SignInOutcome): Promise<void> {
    assert.ok(outcome);
    await this.closed;
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

describe('The redirect port', () => {
  let listeners: Listener[];
  let port: LoopbackPort;

  beforeEach(() => {
    listeners = [];
    port = new LoopbackPort((uri, { state }) => {
      assert.equal(uri, redirectUri);
      const listener = new Listener(state);
      listeners.push(listener);
      return Promise.resolve(state === 'taken' ? 'taken' : listener);
    });
  });

  it('is used by a new sign-in as soon as the one before has let go of it', async () => {
    assert.equal(await port.listen(redirectUri, expectedFor('a')), listeners[0]);
    const second = port.listen(redirectUri, expectedFor('b'));
    assert.equal(listeners[0]?.isDisposed, true);
    await settle();
    assert.equal(listeners.length, 1);
    listeners[0].free.resolve(undefined);
    assert.equal(await second, listeners[1]);
    assert.equal(listeners[1]?.isDisposed, false);
  });

  it('is free once disposed, and may be used again', async () => {
    port.dispose();
    await port.listen(redirectUri, expectedFor('a'));
    port.dispose();
    assert.equal(listeners[0]?.isDisposed, true);
  });

  it('that another program has is asked for anew the next time', async () => {
    assert.equal(await port.listen(redirectUri, expectedFor('taken')), 'taken');
    port.dispose();
    assert.equal(await port.listen(redirectUri, expectedFor('b')), listeners[1]);
    assert.deepEqual(
      listeners.map(({ isDisposed }) => isDisposed),
      [false, false],
    );
  });
});

describe('The page that hands the answer on', () => {
  const answerOf = async ({ callback }: Loopback) => {
    let answer: Callback | 'none' = 'none';
    void callback.then(arrived => (answer = arrived));
    await settle();
    return answer;
  };

  it('ends the sign-in that waits for it, and no other', async () => {
    const page = new PageReturn();
    page.arrive('code=abc&state=a');
    const first = page.listen(expectedFor('a'));
    page.arrive('code=abc&state=b');
    assert.equal(await answerOf(first), 'none');
    page.arrive('code=abc&state=a');
    assert.deepEqual(await answerOf(first), { kind: 'code', code: 'abc' });
  });

  const ends: readonly [name: string, end: (waiting: Loopback) => unknown][] = [
    ['given up', waiting => waiting.dispose()],
    ['finished', waiting => waiting.finish('signedIn')],
  ];
  for (const [name, end] of ends) {
    it(`is not waited for any more by a sign-in that was ${name}`, async () => {
      const page = new PageReturn();
      const first = page.listen(expectedFor('a'));
      await end(first);
      await first.closed;
      page.arrive('code=abc&state=a');
      assert.equal(await answerOf(first), 'none');
      const second = page.listen(expectedFor('b'));
      await end(first);
      page.arrive('code=def&state=b');
      assert.deepEqual(await answerOf(second), { kind: 'code', code: 'def' });
    });
  }
});
