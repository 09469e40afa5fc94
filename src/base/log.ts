import * as vscode from 'vscode';
import type { Disposable } from './disposables';

/**
 * Writes log lines. Compatible with `vscode.LogOutputChannel`. Lines contain event names and
 * enumerated fields only: no token, body, name, email address or URL with a query.
 */
export interface Logger {
  trace(line: string): void;
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** A log that the person can open. */
export interface LogChannel extends Logger {
  show(): void;
}

/** The *Circuit* output channel, created with its first line. */
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
