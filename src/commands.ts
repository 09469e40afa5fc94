import * as vscode from 'vscode';
import type { CurrentAccount } from './account/account';
import { assemble, type Disposable } from './base/event';
import { lazy } from './base/lazy';
import type { LogChannel } from './base/logChannel';
import { UserError } from './base/userError';
import { isCircuitError } from './circuit/errors';

/** Command id to what it does. */
export type CommandTable = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** What package.json says of the commands. */
export interface ContributedCommands {
  readonly commands: readonly { readonly command: string }[];
  readonly menus: {
    readonly commandPalette: readonly { readonly command: string; readonly when: string }[];
  };
}

/**
 * Registers the commands of the palette, and those of rows and menus, which the palette hides, once
 * somebody is signed in. What they do is loaded when one of them runs for the first time. This is
 * the one place where their errors end.
 */
export function registerCommands(
  { commands, menus }: ContributedCommands,
  account: CurrentAccount,
  load: () => Promise<CommandTable>,
  log: LogChannel,
): Disposable {
  const table = lazy(load);
  const register = (id: string) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await (await table())[id]?.(...args);
      } catch (error) {
        // Not waited for: the command is over, and its message may stand there for long.
        void report(id, error, log);
        return undefined;
      }
    });
  const never = menus.commandPalette.filter(({ when }) => when === 'false');
  const hidden = new Set(never.map(({ command }) => command));
  return assemble(own => {
    for (const { command } of commands) {
      if (!hidden.has(command)) {
        own(register(command));
      }
    }
    const registerHidden = () => {
      if (account.account) {
        hidden.forEach(id => own(register(id)));
        hidden.clear();
      }
    };
    own(account.onDidChange(registerHidden));
    registerHidden();
    return {};
  });
}

/** One message with what helps, else *Show Log*; nothing at all when the person cancelled. */
async function report(id: string, error: unknown, log: LogChannel): Promise<void> {
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
  return isCircuitError(error) || error instanceof UserError
    ? error.message
    : vscode.l10n.t('Something went wrong in the Circuit extension itself.');
}

/** What went wrong and where. Messages are left out: those of others may hold anything. */
function describe(error: unknown): string {
  if (isCircuitError(error)) {
    return error.kind;
  }
  if (error instanceof UserError) {
    return 'refused';
  }
  if (!(error instanceof Error)) {
    return typeof error;
  }
  const places = (error.stack ?? '').split('\n').filter(line => /^ {4}at /.test(line));
  return [error.constructor.name, ...places].join('\n');
}
