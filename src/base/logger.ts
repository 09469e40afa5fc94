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
