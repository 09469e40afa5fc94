import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import type { Arrangement } from '../../../../src/presence/until/arrangement';
import { ThisWindow } from '../../../../src/presence/until/thisWindow';
import { FakeActivity, FakeEnd } from './untilWindow';

const busy = { state: 'BUSY', statusMessage: '' } as const;
const kept = (id: string): Arrangement => ({
  id,
  window: 'w',
  event: { kind: 'debugging' },
  asked: busy,
  before: busy,
  chosenAt: 1,
});

describe('What a window knows of a status that lasts', () => {
  let clock: FakeTimers.Clock;
  let activity: FakeActivity;
  let window: ThisWindow;
  let end: FakeEnd;
  let told: number;
  beforeEach(() => {
    clock = FakeTimers.install({ now: 1_000, toFake: ['Date'] });
    activity = new FakeActivity();
    window = new ThisWindow(activity);
    end = new FakeEnd();
    told = 0;
    window.onDidChange(() => (told += 1));
  });
  afterEach(() => {
    window.dispose();
    clock.uninstall();
  });
  const situation = (id = 'a') => window.situation(kept(id), 7);

  it('is whose it is, and since when its event is over', () => {
    assert.equal(window.isWaiting, false);
    window.await('a', end);
    assert.equal(window.isWaiting, true);
    assert.deepEqual([situation().isMine, situation('b').isMine], [true, false]);
    assert.equal(situation().overSince, undefined);
    end.happen();
    assert.equal(told, 1);
    assert.equal(window.isWaiting, false);
    assert.equal(situation().overSince, 1_000);
    clock.tick(500);
    assert.equal(situation().overSince, 1_000);
    end.happen(false);
    assert.equal(situation().overSince, undefined);
    assert.equal(window.isWaiting, true);
    end.happen();
    assert.equal(situation().overSince, 1_500);
    assert.equal(situation('b').overSince, undefined, 'it waits for nothing of another one');
  });

  it('is nothing any more once it waits for no event, or for another one', () => {
    window.await('a', end);
    end.happen();
    assert.ok(situation().overSince);
    window.noteReached(false);
    const next = new FakeEnd();
    window.await('b', next);
    end.happen();
    assert.equal(told, 1);
    assert.deepEqual([situation().isMine, situation('b').isMine], [false, true]);
    assert.equal(situation('b').failedAt, undefined);
    window.forget();
    next.happen();
    assert.equal(told, 1);
    assert.deepEqual([situation('b').isMine, window.isWaiting], [false, false]);
  });

  it('counts as over what a window left behind that is gone', () => {
    window.adopt('a');
    assert.deepEqual([situation().isMine, situation().overSince], [true, -Infinity]);
    assert.deepEqual([situation('b').isMine, situation('b').overSince], [false, undefined]);
  });

  it('is when it could not ask Circuit, and its last ten requests', () => {
    window.noteReached(false);
    assert.equal(situation().failedAt, 1_000);
    window.noteReached(true);
    assert.equal(situation().failedAt, undefined);
    window.countFirstPut();
    for (let count = 0; count < 9; count += 1) {
      clock.tick(1);
      window.countPut();
    }
    const first = Array.from({ length: 10 }, (_, index) => 1_000 + index);
    assert.deepEqual(situation().puts, first);
    clock.tick(1);
    window.countPut();
    assert.deepEqual(situation().puts, [...first.slice(1), 1_010]);
    window.countFirstPut();
    assert.deepEqual(situation().puts, [1_010]);
  });

  it('is whether somebody works in it, and when somebody did in any', () => {
    const { now, isActive, activeAt } = situation();
    assert.deepEqual([now, isActive, activeAt], [1_000, true, 7]);
    activity.isActive = false;
    assert.equal(situation().isActive, false);
  });

  it('listens to nothing once it is disposed', () => {
    window.await('a', end);
    window.dispose();
    end.happen();
    assert.equal(told, 0);
    assert.equal(situation().isMine, false);
  });
});
