import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { Answerer } from '../../../src/extensions/answerer';
import { PresenceStore } from '../../../src/presence/store';
import { presence } from '../presence/fakeCircuit';

const minute = 60_000;

describe('Answers to an extension', () => {
  let clock: ReturnType<typeof FakeTimers.install>;
  let store: PresenceStore;
  let isAllowed: boolean;
  let finds: number;
  let answerer: Answerer;
  let news: string[][];
  const caller = {
    id: 'a.reviews',
    name: 'Reviews',
    tell: (all: readonly string[]) => void news.push([...all]),
  };
  const poll = (...shown: ReturnType<typeof presence>[]) =>
    store.applyPoll(store.beginPoll(), shown);

  beforeEach(() => {
    clock = FakeTimers.install({ toFake: ['Date'], now: 1_000_000 });
    store = new PresenceStore();
    isAllowed = true;
    finds = 0;
    news = [];
    const people = {
      find: (addresses: readonly string[]) => {
        finds += 1;
        return Promise.resolve(
          new Map(
            addresses
              .filter(address => address.endsWith('@example.com'))
              .map(address => {
                const [userId = ''] = address.split('@');
                return [address, { kind: 'person' as const, userId, displayName: userId }];
              }),
          ),
        );
      },
      look: () => Promise.resolve(),
    };
    const questions = { isAllowed: () => isAllowed, require: () => Promise.resolve(isAllowed) };
    answerer = new Answerer({ store, people, questions });
  });
  afterEach(() => {
    answerer.dispose();
    clock.uninstall();
  });

  it('have a state and its age for each address, and nothing else', async () => {
    poll(presence('ada', { statusMessage: 'secret', mobile: true }));
    const answer = await answerer.getPresence(caller, ['ada@example.com', 'x@other.example']);
    assert.deepEqual(
      [...answer],
      [
        ['ada@example.com', { state: 'available', checkedAt: 1_000_000 }],
        ['x@other.example', { state: 'unknown' }],
      ],
    );
  });

  it('are not given without access, also when it is taken back while Circuit is asked', async () => {
    isAllowed = false;
    await assert.rejects(answerer.getPresence(caller, ['ada@example.com']), /requestAccess/);
    assert.equal(finds, 0, 'Circuit is not asked');
    isAllowed = true;
    const asking = answerer.getPresence(caller, ['ada@example.com']);
    isAllowed = false;
    await assert.rejects(asking, /requestAccess/);
  });

  it('are given for at most 50 addresses', async () => {
    const addresses = Array.from({ length: 51 }, (_, at) => `a${at}@example.com`);
    await assert.rejects(answerer.getPresence(caller, addresses), /At most 50/);
    assert.equal((await answerer.getPresence(caller, addresses.slice(1))).size, 50);
  });

  it('are followed by news for five minutes, about those who were asked about', async () => {
    poll(presence('ada'), presence('bob'));
    await answerer.getPresence(caller, ['ada@example.com']);
    poll(presence('ada', { state: 'BUSY' }), presence('bob', { state: 'BUSY' }));
    assert.deepEqual(news, [['ada@example.com']]);
    clock.tick(5 * minute);
    poll(presence('ada'));
    assert.equal(news.length, 1);
  });

  it('are followed by no news of messages, or of being asked again', async () => {
    poll(presence('ada'));
    await answerer.getPresence(caller, ['ada@example.com']);
    poll(presence('ada', { statusMessage: 'secret' }));
    poll(presence('ada', { statusMessage: 'secret', mobile: true }));
    clock.tick(minute);
    poll(presence('ada', { statusMessage: 'secret', mobile: true }));
    assert.deepEqual(news, []);
    poll(presence('ada', { state: 'DND', dndUntil: 9_000_000 }));
    poll(presence('ada', { state: 'DND', dndUntil: 9_500_000 }));
    assert.equal(news.length, 2);
  });

  it('are followed by no news once access was taken back', async () => {
    poll(presence('ada'));
    await answerer.getPresence(caller, ['ada@example.com']);
    isAllowed = false;
    poll(presence('ada', { state: 'BUSY' }));
    assert.deepEqual(news, []);
  });
});
