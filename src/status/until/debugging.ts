import type * as vscode from 'vscode';
import { builtDisposable, type Disposable } from '../../base/disposables';
import { Emitter } from '../../base/event';
import type { AwaitedEnd } from '../../presence/until/arrangement';

/** The part of `vscode.debug` that tells whether something is debugged. */
export type DebugApi = Pick<
  typeof vscode.debug,
  | 'activeDebugSession'
  | 'onDidChangeActiveDebugSession'
  | 'onDidStartDebugSession'
  | 'onDidTerminateDebugSession'
>;

/**
 * Follows what is debugged. Sessions are not counted: a restart by the keyboard ends some without a
 * word (microsoft/vscode#117984), but without an active session there is none.
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

  /** The end of what is debugged now, and of what joins it; undefined if nothing is. */
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

/** *Run Without Debugging* starts sessions, too. */
function isDebugged({ configuration }: vscode.DebugSession): boolean {
  return configuration['noDebug'] !== true;
}
