import process from 'node:process';

/** Ends this process by `exit` on Ctrl+C and the like, so that its `exit` listeners end its children. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => process.exit(1));
  }
}
