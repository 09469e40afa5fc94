import * as vscode from 'vscode';
import type { DisposableStore } from './base/disposables';
import type { LogChannel } from './base/log';
import { readableArguments } from './readableArguments';
import {
  NothingToDo,
  RetryableError,
  sentenceFor,
  SignInRequiredError,
  UserError,
} from './base/userError';
import { isCircuitError } from './circuit/errors';
import { commandIds, type CommandTable, type Feature } from './commandIds';

/**
 * Registers all commands of a feature. `load` is called at each use, so that a part that failed to
 * load is tried again. This is the only place that handles errors of commands.
 */
export function registerCommands<F extends Feature>(
  feature: F,
  load: () => Promise<CommandTable<F>>,
  log: LogChannel,
  parts: DisposableStore,
): void {
  const ids: readonly (keyof CommandTable<F>)[] = commandIds[feature];
  for (const id of ids) {
    const run = async (...args: unknown[]) => {
      try {
        return await (await load())[id](...readableArguments(args));
      } catch (error) {
        // Not awaited: the command has finished, while its message may stay open for long.
        void reportFailure(id, error, log);
        return undefined;
      }
    };
    parts.add(vscode.commands.registerCommand(id, run));
  }
}

/**
 * Shows one message with a fitting action, otherwise *Show Log*; nothing if the person cancelled.
 */
export async function reportFailure(id: string, error: unknown, log: LogChannel): Promise<void> {
  if (isCancellation(error)) {
    return;
  }
  const signIn = vscode.l10n.t('Sign In');
  if (error instanceof SignInRequiredError) {
    await signInIf((await vscode.window.showInformationMessage(error.message, signIn)) === signIn);
    return;
  }
  if (error instanceof NothingToDo) {
    await vscode.window.showInformationMessage(error.message);
    return;
  }
  log.warn(`${id} failed: ${describe(error)}`);
  const showLog = vscode.l10n.t('Show Log');
  const tryAgain = vscode.l10n.t('Try Again');
  const retry = error instanceof RetryableError ? error.retry : undefined;
  const help = [
    ...(retry ? [tryAgain] : []),
    ...(isCircuitError(error) && error.kind === 'unauthorized' ? [signIn] : []),
    showLog,
  ];
  const answer = await vscode.window.showErrorMessage(sentenceFor(error), ...help);
  await signInIf(answer === signIn);
  if (answer === showLog) {
    log.show();
  } else if (answer === tryAgain) {
    await retry?.().catch((again: unknown) => reportFailure(id, again, log));
  }
}

async function signInIf(isWanted: boolean): Promise<void> {
  if (isWanted) {
    await vscode.commands.executeCommand('circuit.signIn');
  }
}

function isCancellation(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

/** What went wrong and where, without the message: others' messages may contain anything. */
function describe(error: unknown): string {
  if (error instanceof RetryableError) {
    return describe(error.cause);
  }
  if (error instanceof UserError) {
    return 'kind' in error ? String(error.kind) : 'refused';
  }
  if (!(error instanceof Error)) {
    return typeof error;
  }
  const places = (error.stack ?? '').split('\n').filter(line => /^ {4}at /.test(line));
  return [error.constructor.name, ...places].join('\n');
}
