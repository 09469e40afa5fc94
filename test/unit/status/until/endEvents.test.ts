import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/base/event';
import { Debugging } from '../../../../src/status/until/debugging';
import { taskEnds } from '../../../../src/status/until/tasks';
import { TerminalCommands } from '../../../../src/status/until/terminals';

type Session = vscode.DebugSession;

/** What VS Code reports about debugging. */
class FakeDebug {
  readonly started = new Emitter<Session>();
  readonly ended = new Emitter<Session>();
  readonly activated = new Emitter<Session | undefined>();
  activeDebugSession: Session | undefined;
  readonly onDidStartDebugSession = this.started.event;
  readonly onDidTerminateDebugSession = this.ended.event;
  readonly onDidChangeActiveDebugSession = this.activated.event;

  activate(session: Session | undefined): void {
    this.activeDebugSession = session;
    this.activated.fire(session);
  }

  /** As in VS Code, the active session changes before the start is reported. */
  start(session: Session): void {
    this.activate(session);
    this.started.fire(session);
  }

  end(session: Session, next?: Session): void {
    this.ended.fire(session);
    this.activate(next);
  }
}

function session(id: string, more: { noDebug?: boolean; parentSession?: Session } = {}): Session {
  const { noDebug, parentSession } = more;
  return { id, configuration: { noDebug }, parentSession } as unknown as Session; // all that is read
}

describe('Debugging that is waited for', () => {
  let api: FakeDebug;
  let debugging: Debugging;
  beforeEach(() => {
    api = new FakeDebug();
    debugging = new Debugging(api);
  });
  afterEach(() => debugging.dispose());

  it('is over with its last session, and goes on where the same one is started anew', () => {
    assert.equal(debugging.current(), undefined);
    const [one, two] = [session('1'), session('2')];
    api.start(one);
    const end = debugging.current();
    let changes = 0;
    const listener = end?.onDidChange(() => changes++);
    api.start(two);
    api.end(one, two);
    assert.equal(end?.isOver(), false, 'what was started meanwhile counts, too');
    api.end(two);
    assert.equal(end.isOver(), true);
    api.start(session('2'));
    assert.equal(end.isOver(), false, 'a restart');
    api.end(session('2'));
    api.start(session('3'));
    assert.equal(end.isOver(), true, 'something else');
    assert.ok(changes > 4);
    listener?.dispose();
  });

  it('is over without any session, also where one ended without a word', () => {
    api.start(session('1'));
    const end = debugging.current();
    api.activate(undefined);
    assert.equal(end?.isOver(), true);
    assert.equal(debugging.current(), undefined);
  });

  it('is not what runs without debugging', () => {
    api.start(session('1', { noDebug: true }));
    assert.equal(debugging.current(), undefined);
    api.start(session('2'));
    const end = debugging.current();
    api.activate(session('1', { noDebug: true }));
    assert.equal(end?.isOver(), false, 'another one is only looked at');
  });

  it('goes by the session that started the others', () => {
    const root = session('root');
    api.start(root);
    const end = debugging.current();
    const child = session('child', { parentSession: root });
    api.start(child);
    api.end(child, root);
    assert.equal(end?.isOver(), false);
    api.end(root);
    assert.equal(end.isOver(), true);
  });

  it('is known where it began before the extension', () => {
    api.activeDebugSession = session('child', { parentSession: session('root') });
    assert.equal(debugging.current()?.isOver(), false);
  });
});

describe('Tasks that are waited for', () => {
  const execution = (name: string, isBackground = false) =>
    ({ task: { name, isBackground } }) as unknown as vscode.TaskExecution; // all that is read

  it('are those that run and may end, by their names', () => {
    const ended = new Emitter<unknown>();
    const [deploy, watch] = [execution('de\nploy'), execution('watch', true)];
    const api = { taskExecutions: [deploy, watch], onDidEndTask: ended.event };
    const [end, ...others] = taskEnds(api as unknown as Parameters<typeof taskEnds>[0]); // all that is read
    assert.deepEqual(end?.event, { kind: 'task', name: 'de ploy' });
    assert.deepEqual(others, []);
    const told: boolean[] = [];
    end.onDidChange(() => told.push(end.isOver()));
    assert.equal(end.isOver(), false);
    api.taskExecutions = [watch, execution('de\nploy')];
    ended.fire(undefined);
    assert.deepEqual(told, [true], 'another one of that name is another one');
  });
});

describe('Commands in terminals that are waited for', () => {
  const started = new Emitter<unknown>();
  const ended = new Emitter<unknown>();
  const closed = new Emitter<unknown>();
  const tasks = new Emitter<unknown>();
  const api = {
    onDidStartTerminalShellExecution: started.event,
    onDidEndTerminalShellExecution: ended.event,
    onDidCloseTerminal: closed.event,
  };
  type Api = ConstructorParameters<typeof TerminalCommands>;
  const open = () =>
    new TerminalCommands(
      api as unknown as Api[0], // all that is read
      { onDidStartTaskProcess: tasks.event } as unknown as Api[1],
    );
  const terminal = (processId: number) => ({ name: 'zsh', processId: Promise.resolve(processId) });
  const unreadable = () => ({
    get commandLine(): never {
      throw new Error('It is nobody’s business.');
    },
  });

  it('go by the name of the terminal, end with the command or the terminal, and are not read', async () => {
    const commands = open();
    const [zsh, other] = [terminal(1), terminal(2)];
    const execution = unreadable();
    started.fire({ terminal: zsh, execution });
    started.fire({ terminal: other, execution: unreadable() });
    await zsh.processId;
    const [end, otherEnd] = commands.current();
    assert.deepEqual(end?.event, { kind: 'terminal', name: 'zsh' });
    let changes = 0;
    end.onDidChange(() => changes++);
    ended.fire({ execution });
    assert.equal(end.isOver(), true);
    assert.equal(otherEnd?.isOver(), false);
    closed.fire(other);
    assert.equal(otherEnd.isOver(), true);
    assert.equal(changes, 2);
    commands.dispose();
  });

  it('are not those of tasks, which have an end of their own', async () => {
    const commands = open();
    const shell = terminal(7);
    started.fire({ terminal: shell, execution: unreadable() });
    tasks.fire({ processId: 7 });
    await shell.processId;
    await Promise.resolve();
    assert.deepEqual(commands.current(), []);
    commands.dispose();
  });
});
