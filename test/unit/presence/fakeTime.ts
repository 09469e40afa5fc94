import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import type { CircuitClient } from '../../../src/circuit/client';
import { Window, type WindowOptions } from './shared/windows';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

interface Timer {
  readonly id: number;
  readonly callAt: number;
  readonly delay: number;
  readonly interval?: number;
  readonly callback: () => void;
}

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
    const wait = { isOver: false };
    await this.settled();
    setTimeout(() => (wait.isOver = true), ms);
    while (!wait.isOver) {
      this.clock.next();
      await this.settled();
    }
    await this.settle();
  }

  /** What waits for which time, as one can tell timers apart. */
  get timers(): readonly unknown[] {
    return timersOf(this.clock).map(({ callAt, delay, interval, callback }) => [
      ...[callAt, interval ?? delay],
      String(callback),
    ]);
  }

  /** What happens without time passing. */
  async settle(): Promise<void> {
    await this.settled();
    this.clock.tick(0);
    await this.settled();
  }

  /** Begins again at the same time as before, without what waits; what is not faked goes on meanwhile. */
  async restart(): Promise<void> {
    await promisesKept();
    this.clock.reset();
    this.windows.splice(0);
  }

  async end(): Promise<void> {
    this.windows.forEach(window => window.dispose());
    await this.settled();
    const left = this.clock.countTimers();
    this.clock.uninstall();
    assert.equal(left, 0, 'a timer outlived its window');
  }
}

/** The timers of a clock, which keeps them to itself, in the order in which they ring. */
function timersOf(clock: object): readonly Timer[] {
  const heap = Reflect.get(clock, 'timerHeap') as { readonly timers: readonly Timer[] } | undefined;
  return (heap?.timers ?? []).toSorted((a, b) => a.callAt - b.callAt || a.id - b.id);
}

/** All promises that wait for nothing outside are kept by then. */
async function promisesKept(): Promise<void> {
  await new Promise(resolve => {
    setImmediate(resolve);
  });
}
