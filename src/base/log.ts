import * as vscode from 'vscode';
import type { Disposable } from './disposables';

/**
 * Where lines for the log go. Fits `vscode.LogOutputChannel`. Lines hold event names and enumerated
 * fields only: no token, body, name, e-mail address or URL with a query.
 */
export interface Logger {
  trace(line: string): void;
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

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
