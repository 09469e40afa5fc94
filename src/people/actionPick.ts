import * as vscode from 'vscode';
import { escapeIcons } from '../presence/plainText';
import type { PeopleParts } from './peopleParts';
import type { Person } from './person';
import { describeRow, nameOf } from './rows';

interface ActionItem extends vscode.QuickPickItem {
  readonly command: string;
}

/** Everything that can be done with somebody, to choose from by keyboard. */
export async function showActions(person: Person, parts: PeopleParts): Promise<void> {
  const moment = { now: Date.now(), language: vscode.env.language };
  const row = describeRow(person, parts.store.get(person.userId), moment);
  const chosen = await vscode.window.showQuickPick(listActions(person.userId, parts), {
    title: escapeIcons(nameOf(person)),
    placeHolder: row.description,
  });
  if (chosen) {
    await vscode.commands.executeCommand(chosen.command, person.userId);
  }
}

function listActions(userId: string, { watchList, notices }: PeopleParts): readonly ActionItem[] {
  const { l10n } = vscode;
  const action = (command: string, icon: string, label: string): ActionItem => ({
    command: `circuit.person.${command}`,
    iconPath: new vscode.ThemeIcon(icon),
    label,
  });
  return [
    action('open', 'link-external', l10n.t('Open in Circuit')),
    action('call', 'call-outgoing', l10n.t('Call')),
    action('profile', 'account', l10n.t('Show Profile')),
    action('copyEmail', 'copy', l10n.t('Copy E-mail Address')),
    action('sendEmail', 'mail', l10n.t('Send E-mail')),
    notices.isAwaited(userId)
      ? action('cancelNotify', 'bell-slash', l10n.t('Do Not Tell Me Any More'))
      : action('notify', 'bell', l10n.t('Tell Me When Available…')),
    action('notifyTogether', 'organization', l10n.t('Tell Me When All of Us Can Talk…')),
    ...(watchList.has(userId)
      ? [
          action('move', 'folder', l10n.t('Move to Group…')),
          action('unwatch', 'eye-closed', l10n.t('Stop Watching')),
        ]
      : [action('watch', 'eye', l10n.t('Watch'))]),
  ];
}
