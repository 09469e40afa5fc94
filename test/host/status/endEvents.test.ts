import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../src/base/disposables';
import { createEndEvents, userActivity } from '../../../src/status/until/endEvents';

describe('What a status can last until', () => {
  const { debug, tasks } = vscode;
  const session = Object.getOwnPropertyDescriptor(debug, 'activeDebugSession') ?? {};
  const executions = Object.getOwnPropertyDescriptor(tasks, 'taskExecutions') ?? {};
  let parts: DisposableStore;
  beforeEach(() => (parts = new DisposableStore()));
  afterEach(() => {
    parts.dispose();
    Object.defineProperty(debug, 'activeDebugSession', session);
    Object.defineProperty(tasks, 'taskExecutions', executions);
  });

  it('is the debugging, the tasks and the commands that go on in this window', () => {
    const events = createEndEvents(parts);
    const now = () => events.current().map(({ event }) => event);
    const before = now();
    assert.ok(!before.some(({ kind }) => kind === 'debugging'));
    Object.defineProperty(debug, 'activeDebugSession', {
      configurable: true,
      get: () => ({ id: '1', configuration: {} }),
    });
    Object.defineProperty(tasks, 'taskExecutions', {
      configurable: true,
      get: () => [{ task: { name: 'deploy', isBackground: false } }],
    });
    assert.deepEqual(now().slice(0, 2), [{ kind: 'debugging' }, { kind: 'task', name: 'deploy' }]);
    assert.equal(now().length, before.length + 2);
  });

  it('is the return of who works in this window', () => {
    const state = Object.getOwnPropertyDescriptor(vscode.window, 'state') ?? {};
    const changed = Object.getOwnPropertyDescriptor(vscode.window, 'onDidChangeWindowState') ?? {};
    const emitter = new vscode.EventEmitter<unknown>();
    let active = true;
    Object.defineProperty(vscode.window, 'state', {
      configurable: true,
      get: () => ({ focused: true, active }),
    });
    Object.defineProperty(vscode.window, 'onDidChangeWindowState', {
      configurable: true,
      value: emitter.event,
    });
    try {
      const activity = userActivity();
      let changes = 0;
      parts.add(activity.onDidChange(() => changes++));
      assert.equal(activity.isActive, true);
      active = false;
      emitter.fire(undefined);
      assert.deepEqual([activity.isActive, changes], [false, 1]);
    } finally {
      Object.defineProperty(vscode.window, 'state', state);
      Object.defineProperty(vscode.window, 'onDidChangeWindowState', changed);
    }
  });

  it('is a command in a terminal until that is over', () => {
    const started = new vscode.EventEmitter<unknown>();
    const real =
      Object.getOwnPropertyDescriptor(vscode.window, 'onDidStartTerminalShellExecution') ?? {};
    Object.defineProperty(vscode.window, 'onDidStartTerminalShellExecution', {
      configurable: true,
      value: started.event,
    });
    try {
      const events = createEndEvents(parts);
      const terminal = { name: 'zsh', processId: Promise.resolve(1) };
      started.fire({ execution: {}, terminal });
      assert.deepEqual(events.current().at(-1)?.event, { kind: 'terminal', name: 'zsh' });
    } finally {
      Object.defineProperty(vscode.window, 'onDidStartTerminalShellExecution', real);
    }
  });
});
