import type * as vscode from 'vscode';
import { builtDisposable, type Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import type { AwaitedEnd } from '../../presence/until/arrangement';

/** The part of `vscode.debug` that is used. */
export type DebugApi = Pick<
  typeof vscode.debug,
  | 'activeDebugSession'
  | 'onDidChangeActiveDebugSession'
  | 'onDidStartDebugSession'
  | 'onDidTerminateDebugSession'
>;

/**
 * Follows debugging. Sessions aren't counted, because a restart from the keyboard ends some without
 * an event (microsoft/vscode#117984). But if no session is active, none is left.
 */
export class Debugging implements Disposable {
  private readonly api: DebugApi;
  private readonly roots = new Set<string>();
  private readonly changed = new Emitter<void>();
  private readonly listeners: Disposable;

  constructor(api: DebugApi) {
    this.api = api;
    this.listeners = builtDisposable(
      () => api.onDidStartDebugSession(session => this.start(session)),
      () =>
        api.onDidTerminateDebugSession(({ id }) => {
          this.roots.delete(id);
          this.changed.fire();
        }),
      () => api.onDidChangeActiveDebugSession(() => this.changed.fire()),
    );
  }

  /**
   * The end of the current debugging, including sessions that start before then; undefined if there
   * is none.
   */
  current(): AwaitedEnd | undefined {
    const awaited = new Set(this.running());
    const isOver = () => !this.running().some(id => awaited.has(id));
    return awaited.size === 0
      ? undefined
      : {
          event: { kind: 'debugging' },
          isOver,
          onDidChange: listener =>
            this.changed.event(() => {
              if (!isOver()) {
                this.running().forEach(id => awaited.add(id));
              }
              listener();
            }),
        };
  }

  dispose(): void {
    this.listeners.dispose();
    this.changed.dispose();
  }

  private start(session: vscode.DebugSession): void {
    if (rootOf(session) === session && isDebugged(session)) {
      this.roots.add(session.id);
    }
    this.changed.fire();
  }

  private running(): string[] {
    const active = this.api.activeDebugSession;
    if (!active) {
      this.roots.clear();
      return [];
    }
    const root = rootOf(active);
    return [...new Set([...this.roots, ...(isDebugged(root) ? [root.id] : [])])];
  }
}

function rootOf(session: vscode.DebugSession): vscode.DebugSession {
  return session.parentSession ? rootOf(session.parentSession) : session;
}

/** *Run Without Debugging* also starts sessions. */
function isDebugged({ configuration }: vscode.DebugSession): boolean {
  return configuration['noDebug'] !== true;
}
