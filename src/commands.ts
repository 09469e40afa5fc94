import * as vscode from 'vscode';
import { isCircuitError } from './circuit/errors';
import type { Disposable } from './event';
import { late } from './late';
import { Refusal } from './refusal';

/** Command id to what it does. */
export type CommandTable = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/**
 * Registers the commands `ids`. What they do is loaded when one of them runs for the first time.
 * This is the one place where their errors end.
 */
export function registerCommands(
  ids: readonly string[],
  load: () => Promise<CommandTable>,
  log: vscode.LogOutputChannel,
): Disposable {
  const table = late(load);
  return vscode.Disposable.from(
    ...ids.map(id =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          return await (await table())[id]?.(...args);
        } catch (error) {
          // Not waited for: the command is over, and its message may stand there for long.
          void report(id, error, log);
          return undefined;
        }
      }),
    ),
  );
}

/** One message with what helps, else *Show Log*; nothing at all when the person cancelled. */
async function report(id: string, error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  if (isCancellation(error)) {
    return;
  }
  log.warn(`${id} failed: ${describe(error)}`);
  const showLog = vscode.l10n.t('Show Log');
  const signIn = vscode.l10n.t('Sign In');
  const isRefused = isCircuitError(error) && error.kind === 'unauthorized';
  const help = isRefused ? [signIn, showLog] : [showLog];
  const answer = await vscode.window.showErrorMessage(sentence(error), ...help);
  if (answer === signIn) {
    await vscode.commands.executeCommand('circuit.signIn');
  }
  if (answer === showLog) {
    log.show();
  }
}

function isCancellation(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

/** Only sentences that were written for people are shown: any other message may hold anything. */
function sentence(error: unknown): string {
  return isCircuitError(error) || error instanceof Refusal
    ? error.message
    : vscode.l10n.t('Something went wrong in the Circuit extension itself.');
}

/** What went wrong and where. Messages are left out: those of others may hold anything. */
function describe(error: unknown): string {
  if (isCircuitError(error)) {
    return error.kind;
  }
  if (error instanceof Refusal) {
    return 'refused';
  }
  if (!(error instanceof Error)) {
    return typeof error;
  }
  const places = (error.stack ?? '').split('\n').filter(line => /^ {4}at /.test(line));
  return [error.constructor.name, ...places].join('\n');
}
