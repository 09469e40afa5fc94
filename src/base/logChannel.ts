import * as vscode from 'vscode';
import type { Disposable } from './disposables';
import type { Logger } from './logger';

/** The log that a person can open. */
export interface LogChannel extends Logger {
  show(): void;
}

/** The channel *Circuit* of VS Code's output, which is made when there is something to read. */
export function createLogChannel(): LogChannel & Disposable {
  let made: vscode.LogOutputChannel | undefined;
  const channel = () => (made ??= vscode.window.createOutputChannel('Circuit', { log: true }));
  return {
    trace: line => channel().trace(line),
    debug: line => channel().debug(line),
    info: line => channel().info(line),
    warn: line => channel().warn(line),
    error: line => channel().error(line),
    show: () => channel().show(),
    dispose: () => made?.dispose(),
  };
}
