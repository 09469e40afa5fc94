import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../src/base/disposables';
import { createEndEvents } from '../../../src/status/until/endEvents';

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
