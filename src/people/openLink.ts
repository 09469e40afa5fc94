import * as vscode from 'vscode';
import { Refusal } from '../refusal';
import type { Account } from '../account/account';

/** Where links into Circuit begin. Throws a `Refusal` where there is no Circuit to open. */
export function requireOrigin(account: Account | undefined): string {
  if (account === undefined) {
    throw new Refusal(vscode.l10n.t('Sign in to Circuit first.'));
  }
  if (account.kind === 'demo') {
    throw new Refusal(
      vscode.l10n.t('The company of the demo is made up: there is no Circuit to open it in.'),
    );
  }
  return account.access.origin;
}

/** Opens a link outside VS Code. VS Code hands on what comes after `#` as it is. */
export async function openLink(link: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(link, true));
}
