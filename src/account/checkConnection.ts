import * as vscode from 'vscode';
import type { Logger } from '../base/log';
import { SignInRequiredError } from '../base/userError';
import type { Account, CurrentAccount } from './account';
import type { HostQuirks } from './hostQuirks';
import { cancelled } from './signIn/questions/inputBox';

/**
 * *Check Connection*: tries Circuit's operations, shows what works in a document without names or
 * tokens, and remembers how this host reads several ids.
 */
export function createConnectionCheck(
  current: CurrentAccount,
  readings: HostQuirks,
  log: Logger,
): () => Promise<void> {
  return async () => {
    const { account } = current;
    if (!account) {
      throw new SignInRequiredError(vscode.l10n.t('Sign in first to check the connection.'));
    }
    const mayPut = await askWhetherToPut();
    const { report, arrays } = await runProbe(account, mayPut, readings, log);
    if (account.kind === 'circuit' && (arrays === 'comma' || arrays === 'repeated')) {
      await readings.rememberArrays(account.access.origin, arrays);
    }
    await show(report);
    void offerCopy(report);
  };
}

async function askWhetherToPut(): Promise<boolean> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('Read only'), mayPut: false },
      { label: vscode.l10n.t('Also set my presence once, to its current state'), mayPut: true },
    ],
    {
      title: vscode.l10n.t('Check Connection to Circuit'),
      placeHolder: vscode.l10n.t('Choose what to try'),
      ignoreFocusOut: true,
    },
  );
  if (!picked) {
    throw cancelled();
  }
  return picked.mayPut;
}

async function runProbe(account: Account, mayPut: boolean, readings: HostQuirks, log: Logger) {
  const { probe } = await import('../circuit/probe/probe');
  const { describeProbe } = await import('../circuit/probe/report');
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Checking the connection to Circuit…'),
    cancellable: true,
  };
  return await vscode.window.withProgress(options, async (_, cancel) => {
    const abort = new AbortController();
    const listener = cancel.onCancellationRequested(() => abort.abort());
    try {
      const scopeAs = readings.scopeAsOf(account.access.origin);
      const { signal } = abort;
      const result = await probe(account.access, { log, mayPut, scopeAs, signal });
      return {
        report: describeProbe(result, account.kind === 'demo'),
        arrays: result.readings.arrays,
      };
    } finally {
      listener.dispose();
    }
  });
}

/** Read-only, so that closing it never asks to save. */
async function show(report: string): Promise<void> {
  const name = vscode.l10n.t('Connection to Circuit');
  const uri = vscode.Uri.from({ scheme: 'circuit-report', path: `/${Date.now()}/${name}` });
  const provider = vscode.workspace.registerTextDocumentContentProvider(uri.scheme, {
    provideTextDocumentContent: () => report,
  });
  try {
    await vscode.window.showTextDocument(uri, { preview: true });
  } finally {
    provider.dispose();
  }
}

async function offerCopy(report: string): Promise<void> {
  const copy = vscode.l10n.t('Copy');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'This report contains no names or tokens, so you can share it with your support contact.',
    ),
    copy,
  );
  if (answer === copy) {
    await vscode.env.clipboard.writeText(report);
  }
}
