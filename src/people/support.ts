import * as vscode from 'vscode';
import { escapeLinks, toPlainText } from '../base/plainText';
import type { PresenceStore } from '../presence/store';
import type { PeopleContext } from './context';
import { hostKind, writeDiagnostics } from './diagnostics';
import { mailLink } from './links';
import { openLink, requireAccount } from './openLink';

/** Whom to ask for help, as Circuit tells it. */
export async function showSupportInfo({ account, poller }: PeopleContext): Promise<void> {
  requireAccount(account());
  const { l10n } = vscode;
  const info = await poller.ask((client, signal) => client.getSupportInfo(signal));
  const address = toPlainText(info.supportEmailAddress, 254);
  const link = mailLink(address);
  if (!link) {
    await vscode.window.showInformationMessage(
      l10n.t('Your company told Circuit no address for support.'),
    );
    return;
  }
  const copy = l10n.t('Copy Address');
  const write = l10n.t('Send E-mail');
  const chosen = await vscode.window.showInformationMessage(
    l10n.t('Support for Circuit in your company: {0}', escapeLinks(address)),
    copy,
    write,
  );
  if (chosen === copy) {
    await vscode.env.clipboard.writeText(address);
  } else if (chosen === write) {
    await openLink(link);
  }
}

/** Copies what helps to find a fault and is safe to paste anywhere. */
export async function copyDiagnostics(parts: PeopleContext): Promise<void> {
  const { connection } = parts.store;
  const { people, groups } = parts.watchList.watching;
  const text = writeDiagnostics({
    extension: parts.version,
    vscode: vscode.version,
    platform: vscode.env.appHost === 'desktop' ? process.platform : vscode.env.appHost,
    where: whereWeRun(),
    host: hostKind(parts.account()),
    connection: connection.kind,
    lastError: connection.kind === 'offline' ? connection.reason.kind : 'none',
    watched: people.length,
    groups: groups.length,
    notices: parts.notices.waiting.length,
    presenceCheckedAgo: describeAge(parts.store),
  });
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('The diagnostics were copied.'), 3_000);
}

/** How old what is shown is: whether polling goes on, without a clock time that tells a zone. */
function describeAge({ own }: PresenceStore): string {
  return own.known ? `${Math.round((Date.now() - own.known.checkedAt) / 1000)} s` : 'never';
}

function whereWeRun(): 'this computer' | 'remote' | 'browser' {
  if (vscode.env.uiKind === vscode.UIKind.Web) {
    return 'browser';
  }
  return vscode.env.remoteName === undefined ? 'this computer' : 'remote';
}
