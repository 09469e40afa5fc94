import { type Clock, install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { redrawOnTime } from '../../../src/base/timers';

describe('What is kept drawn', () => {
  let clock: Clock;
  beforeEach(() => (clock = install({ now: 1_000_000 })));
  afterEach(() => clock.uninstall());

  function count(changesAt: () => number | undefined) {
    const times: number[] = [];
    const drawing = redrawOnTime(() => {
      times.push(Date.now());
      return changesAt();
    });
    return { times, drawing };
  }

  it('is drawn at once, and again exactly when it stops being right', () => {
    const { times } = count(() => Math.floor(Date.now() / 60_000 + 1) * 60_000);
    clock.tick(180_000);
    assert.deepEqual(times, [1_000_000, 1_020_000, 1_080_000, 1_140_000]);
  });

  it('never ticks when time changes nothing', () => {
    const { times } = count(() => undefined);
    assert.equal(clock.countTimers(), 0);
    clock.tick(3_600_000);
    assert.equal(times.length, 1);
  });

  it('keeps one timer, however often it is drawn', () => {
    const { drawing } = count(() => Date.now() + 60_000);
    drawing.draw();
    drawing.draw();
    assert.equal(clock.countTimers(), 1);
  });

  it('waits for a time next year without drawing all the while', () => {
    const { times } = count(() => 1_000_000 + 365 * 86_400_000);
    clock.tick(90 * 86_400_000);
    assert.ok(times.length <= 5, `${times.length} times`);
  });

  it('keeps no timer once it is disposed', () => {
    const { times, drawing } = count(() => Date.now() + 60_000);
    drawing.dispose();
    assert.equal(clock.countTimers(), 0);
    clock.tick(3_600_000);
    assert.equal(times.length, 1);
  });
});
