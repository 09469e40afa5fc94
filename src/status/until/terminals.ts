import type * as vscode from 'vscode';
import { builtDisposable, type Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import { plainName } from '../../base/plainText';
import type { AwaitedEnd } from '../../presence/until/arrangement';

/** The part of `vscode.window` that is used. */
export type TerminalsApi = Pick<
  typeof vscode.window,
  'onDidStartTerminalShellExecution' | 'onDidEndTerminalShellExecution' | 'onDidCloseTerminal'
>;

interface Running {
  readonly execution: vscode.TerminalShellExecution;
  readonly terminal: vscode.Terminal;
  /** The process id of its shell, once known. */
  processId?: number | undefined;
}

/**
 * Follows commands in terminals whose shell reports them, without looking at what they are. Those
 * of tasks are left out, because a task has an end of its own.
 */
export class TerminalCommands implements Disposable {
  private readonly taskProcesses = new Set<number>();
  private running: readonly Running[] = [];
  private readonly changed = new Emitter<void>();
  private readonly listeners: Disposable;

  constructor(api: TerminalsApi, tasks: Pick<typeof vscode.tasks, 'onDidStartTaskProcess'>) {
    this.listeners = builtDisposable(
      () => api.onDidStartTerminalShellExecution(started => this.start(started)),
      () =>
        api.onDidEndTerminalShellExecution(({ execution }) =>
          this.end(each => each.execution === execution),
        ),
      () => api.onDidCloseTerminal(terminal => this.end(each => each.terminal === terminal)),
      () => tasks.onDidStartTaskProcess(({ processId }) => this.taskProcesses.add(processId)),
    );
  }

  /** The ends of the commands that are running. */
  current(): AwaitedEnd[] {
    return this.running
      .filter(({ processId }) => processId === undefined || !this.taskProcesses.has(processId))
      .map(each => ({
        event: { kind: 'terminal', name: plainName(each.terminal.name) },
        isOver: () => !this.running.includes(each),
        onDidChange: this.changed.event,
      }));
  }

  dispose(): void {
    this.listeners.dispose();
    this.changed.dispose();
  }

  private start({ execution, terminal }: vscode.TerminalShellExecutionStartEvent): void {
    const started: Running = { execution, terminal };
    this.running = [...this.running.filter(each => each.terminal !== terminal), started];
    terminal.processId.then(
      processId => {
        started.processId = processId;
      },
      () => undefined,
    );
    this.changed.fire();
  }

  private end(isOver: (each: Running) => boolean): void {
    this.running = this.running.filter(each => !isOver(each));
    this.changed.fire();
  }
}
