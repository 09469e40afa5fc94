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
      void vscode.window.showWarningMessage(sentenceFor(notice));
    }
  });
}

function sentenceFor(notice: StorageNotice): string {
  switch (notice) {
    case 'windowOnly':
      return vscode.l10n.t(
        "You are signed in to Circuit for this window only: VS Code's secret storage did not keep the sign-in.",
      );
    case 'corrupt':
      return vscode.l10n.t(
        'The stored sign-in to Circuit could not be read, so you are signed out. Sign in again.',
      );
    case 'unreadable':
      return vscode.l10n.t(
        "VS Code's secret storage does not answer, so the sign-in to Circuit cannot be read. It is tried again at the next use.",
      );
    case 'lost':
      return vscode.l10n.t(
        'VS Code has lost the sign-in to Circuit, so you are signed out. Where it has no place for secrets, as in some browsers, that happens whenever the window is closed or reloaded.',
      );
    case 'notRemoved':
      return vscode.l10n.t(
        "You are signed out of Circuit, but VS Code's secret storage did not let go of the sign-in. It is tried again at the next start.",
      );
  }
}
