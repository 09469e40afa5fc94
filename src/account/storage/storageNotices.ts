import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposables';
import type { Logger } from '../../base/log';
import type { Sessions } from './sessions';
import type { StorageNotice } from './vault';

/** Tells the person each thing about the secret storage once per window. */
export function showStorageNotices(sessions: Sessions, log: Logger): Disposable {
  const said = new Set<StorageNotice>();
  return sessions.onDidNotice(notice => {
    if (!said.has(notice)) {
      said.add(notice);
      log.warn(`Secret storage: ${notice}`);
      void say(notice);
    }
  });
}

async function say(notice: StorageNotice): Promise<void> {
  const signIn = vscode.l10n.t('Sign In');
  const buttons = notice === 'lost' ? [signIn] : [];
  const answer = await vscode.window.showWarningMessage(sentenceFor(notice), ...buttons);
  if (answer === signIn) {
    await vscode.commands.executeCommand('circuit.signIn');
  }
}

function sentenceFor(notice: StorageNotice): string {
  switch (notice) {
    case 'windowOnly':
      return vscode.l10n.t(
        "You're signed in to Circuit for this window only because VS Code's secret storage didn't save the sign-in.",
      );
    case 'corrupt':
      return vscode.l10n.t(
        "Your saved Circuit sign-in couldn't be read, so you're signed out. Sign in again.",
      );
    case 'unreadable':
      return vscode.l10n.t(
        "VS Code's secret storage isn't responding, so your Circuit sign-in can't be read. It will be tried again at the next use.",
      );
    case 'lost':
      return vscode.l10n.t(
        "VS Code lost your Circuit sign-in, so you're signed out. Where it can't keep secrets, as in some browsers, this happens with every reload.",
      );
    case 'notRemoved':
      return vscode.l10n.t(
        "You're signed out of Circuit, but VS Code's secret storage didn't delete the sign-in. It will be tried again at the next start.",
      );
  }
}
