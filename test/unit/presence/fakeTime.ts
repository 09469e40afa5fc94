import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import type { CircuitClient } from '../../../src/circuit/client';
import { Window, type WindowOptions } from './shared/windows';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** A faked clock, and windows that have to leave nothing behind. */
export class FakeTime {
  readonly clock;
  private readonly windows: Window[] = [];
  private readonly settled: () => Promise<void>;

  /** `settled`: when all has happened that follows from a timer without another one. */
  constructor(settled = promisesKept, now = Date.UTC(2026, 0, 7, 9)) {
    this.settled = settled;
    this.clock = FakeTimers.install({
      now,
      toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    });
  }

  open(client: CircuitClient, options?: WindowOptions): Window {
    const window = new Window(client, options);
    this.windows.push(window);
    return window;
  }

  /** Lets time pass, from timer to timer, with whatever follows from each. */
  async pass(ms: number): Promise<void> {
    const over = new AbortController();
    await this.settled();
    setTimeout(() => over.abort(), ms);
    while (!over.signal.aborted) {
      this.clock.next();
      await this.settled();
    }
    await this.settle();
  }

  /** What happens without time passing. */
  async settle(): Promise<void> {
    await this.settled();
    this.clock.tick(0);
    await this.settled();
  }

  async end(): Promise<void> {
    this.windows.forEach(window => window.dispose());
    await this.settled();
    const left = this.clock.countTimers();
    this.clock.uninstall();
    assert.equal(left, 0, 'a timer outlived its window');
  }
}

/** All promises that wait for nothing outside are kept by then. */
async function promisesKept(): Promise<void> {
  await new Promise(resolve => {
    setImmediate(resolve);
  });
}
