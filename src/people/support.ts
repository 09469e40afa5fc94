import * as vscode from 'vscode';
import { escapeLinks, toPlainText } from '../base/plainText';
import { inDemo } from '../presence/stateWords';
import type { PeopleContext } from './context';
import { mailLink } from './links';
import { openLink, requireAccount } from './openLink';

/** Shows the support contact from Circuit. */
export async function showSupportInfo({ account, poller }: PeopleContext): Promise<void> {
  const { kind } = requireAccount(account());
  const { l10n } = vscode;
  const info = await poller.ask((client, signal) => client.getSupportInfo(signal));
  const address = toPlainText(info.supportEmailAddress, 254);
  const link = mailLink(address);
  if (!link) {
    await vscode.window.showInformationMessage(l10n.t('No support contact is configured.'));
    return;
  }
  const copy = l10n.t('Copy Address');
  const write = l10n.t('Send Email');
  const chosen = await vscode.window.showInformationMessage(
    inDemo(l10n.t('Circuit support contact: {0}', escapeLinks(address)), kind === 'demo'),
    copy,
    write,
  );
  if (chosen === copy) {
    await vscode.env.clipboard.writeText(address);
  } else if (chosen === write) {
    await openLink(link);
  }
}
