import * as vscode from 'vscode';
import type { Account } from '../account/account';
import { NothingToDo, SignInRequiredError } from '../base/userError';

/** Throws when nobody is signed in. */
export function requireAccount(account: Account | undefined): Account {
  if (account === undefined) {
    throw new SignInRequiredError();
  }
  return account;
}

/** The origin of links into Circuit. Throws `NothingToDo` if there is no Circuit to open. */
export function requireOrigin(account: Account | undefined): string {
  const { kind, access } = requireAccount(account);
  if (kind === 'demo') {
    throw new NothingToDo(
      vscode.l10n.t("The demo company is made up, so there's nothing to open in Circuit."),
    );
  }
  return access.origin;
}

/** Opens a link outside VS Code, which passes on the part after `#` unchanged. */
export async function openLink(link: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(link, true));
}
