import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { watchActivity } from '../../../src/base/windowActivity';

const quarterMs = 15 * 60_000;

describe('How active somebody is in a window', () => {
  const names = ['state', 'onDidChangeWindowState'] as const;
  const real = names.map(name => Object.getOwnPropertyDescriptor(vscode.window, name) ?? {});
  const { setTimeout: start, clearTimeout: stop } = globalThis;
  let state: vscode.WindowState;
  let changed: vscode.EventEmitter<vscode.WindowState>;
  let subscribe: vscode.Event<vscode.WindowState>;
  let listeners: number;
  /** What happens after a quarter of an hour. */
  let timers: Map<number, () => void>;

  beforeEach(() => {
    state = { focused: true, active: true };
    changed = new vscode.EventEmitter();
    listeners = 0;
    timers = new Map();
    subscribe = listener => {
      listeners++;
      const given = changed.event(listener);
      return new vscode.Disposable(() => {
        listeners--;
        given.dispose();
      });
    };
    const values = [() => state, () => subscribe];
    names.forEach((name, at) =>
      Object.defineProperty(vscode.window, name, {
        configurable: true,
        get: () => values[at]?.(),
      }),
    );
    let last = 0;
    // VS Code itself sets timers, too: only these are held.
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms: number, ...args: unknown[]) => {
        if (ms !== quarterMs) {
          return start(run, ms, ...args);
        }
        timers.set(++last, run);
        return last;
      },
      clearTimeout: (timer: NodeJS.Timeout | number) =>
        typeof timer === 'number' ? timers.delete(timer) : stop(timer),
    });
  });
  afterEach(() => {
    Object.assign(globalThis, { setTimeout: start, clearTimeout: stop });
    names.forEach((name, at) => Object.defineProperty(vscode.window, name, real[at] ?? {}));
  });

  const change = (to: vscode.WindowState) => {
    state = to;
    changed.fire(to);
  };

  it('follows the focus, and ends after a quarter of an hour without activity', () => {
    const activity = watchActivity();
    const states: string[] = [];
    activity.onDidChange(() => states.push(activity.state));
    assert.deepEqual([activity.state, timers.size], ['focused', 0]);
    change({ focused: false, active: true });
    change({ focused: false, active: false });
    change({ focused: false, active: false });
    assert.equal(timers.size, 1);
    timers.forEach(run => run());
    change({ focused: true, active: true });
    assert.deepEqual([states, timers.size], [['unfocused', 'inactive', 'focused'], 0]);
    activity.dispose();
  });

  it('ends also in a window that was never active', () => {
    state = { focused: false, active: false };
    const activity = watchActivity();
    assert.deepEqual([activity.state, timers.size], ['unfocused', 1]);
    timers.forEach(run => run());
    assert.equal(activity.state, 'inactive');
    activity.dispose();
    assert.deepEqual([timers.size, listeners], [0, 0]);
  });

  it('leaves nothing behind where VS Code tells of no changes', () => {
    state = { focused: false, active: false };
    subscribe = () => {
      throw new Error('VS Code refuses.');
    };
    assert.throws(() => watchActivity(), /refuses/);
    assert.deepEqual([timers.size, listeners], [0, 0]);
  });
});
