import * as vscode from 'vscode';
import { fieldsOf } from '../base/memento';
import { escapeIcons } from '../base/plainText';
import { UserError } from '../base/userError';
import { requirePeople, selectedIds, whoIs } from './commandTargets';
import type { PeopleContext } from './context';
import { passDndGate } from './dndGate';
import { callLink, mailLink, userLink } from './links';
import { isAvailableNow } from './notices/notice';
import { openLink, requireOrigin } from './openLink';
import { describeRow, nameOf, type Person } from './personText';
import { listFacts } from './views/facts';

interface ActionItem extends vscode.QuickPickItem {
  readonly command: string;
}

/** Shows everything that can be done with a person. */
export async function showActions(person: Person, parts: PeopleContext): Promise<void> {
  const moment = { now: Date.now() };
  const row = describeRow(person, parts.store.get(person.userId), moment);
  const chosen = await vscode.window.showQuickPick(listActions(person.userId, parts), {
    title: escapeIcons(nameOf(person)),
    placeHolder: row.description,
  });
  if (chosen) {
    await vscode.commands.executeCommand(chosen.command, person.userId);
  }
}

function listActions(
  userId: string,
  { watchList, notices, store }: PeopleContext,
): readonly ActionItem[] {
  const { l10n } = vscode;
  const action = (command: string, icon: string, label: string): ActionItem => ({
    command: `circuit.person.${command}`,
    iconPath: new vscode.ThemeIcon(icon),
    label,
  });
  const isWatched = watchList.has(userId);
  return [
    ...(isWatched ? [] : [action('watch', 'eye', l10n.t('Watch'))]),
    action('open', 'link-external', l10n.t('Open in Circuit')),
    action('call', 'call-outgoing', l10n.t('Call')),
    action('profile', 'account', l10n.t('Show Profile')),
    action('copyEmail', 'copy', l10n.t('Copy Email Address')),
    action('sendEmail', 'mail', l10n.t('Send Email')),
    ...(notices.isAwaited(userId)
      ? [action('cancelNotify', 'bell-slash', l10n.t('Cancel Notification'))]
      : isAvailableNow(userId, store)
        ? []
        : [action('notify', 'bell', l10n.t('Notify Me When Available…'))]),
    action('notifyTogether', 'organization', l10n.t('Notify Me When Everyone Is Available…')),
    ...(isWatched
      ? [
          action('move', 'folder', l10n.t('Move to Group…')),
          action('unwatch', 'eye-closed', l10n.t('Stop Watching')),
        ]
      : []),
  ];
}

/** Shows Circuit's data about a person. Choosing a line copies it. */
export async function showProfile(person: Person, parts: PeopleContext): Promise<void> {
  const user = await parts.directory.find(person.userId);
  const moment = { now: Date.now() };
  const facts = listFacts(person, user, parts.store.get(person.userId), moment);
  const items = facts.map(({ label, value }) => ({
    label: escapeIcons(value),
    description: label,
    value,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: escapeIcons(nameOf(person)),
    placeHolder: vscode.l10n.t('Select a line to copy it'),
    matchOnDescription: true,
  });
  if (chosen) {
    await vscode.env.clipboard.writeText(chosen.value);
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('The line was copied to the clipboard.'),
      3_000,
    );
  }
}

/** The commands for one person. Each takes an id or a row of a tree. */
export function personActions(parts: PeopleContext) {
  const withPerson =
    (act: (person: Person) => Promise<void>) =>
    (...args: unknown[]) =>
      act(requirePeople(args, parts)[0]);
  return {
    'circuit.person.actions': (...args: unknown[]) => showActionsFor(args, parts),
    'circuit.person.open': withPerson(person => openPerson(person, parts)),
    'circuit.person.call': withPerson(person => callPerson(person, parts)),
    'circuit.person.profile': withPerson(person => showProfile(person, parts)),
    'circuit.person.copyEmail': withPerson(async person => {
      await vscode.env.clipboard.writeText(await emailOf(person, parts));
      vscode.window.setStatusBarMessage(
        vscode.l10n.t('The email address was copied to the clipboard.'),
        3_000,
      );
    }),
    'circuit.person.sendEmail': withPerson(async person => {
      await openLink(requireLink(mailLink(await emailOf(person, parts))));
    }),
  };
}

/** For a key binding in a view: selects the focused row first, as Enter does in any list. */
async function showActionsFor(args: readonly unknown[], parts: PeopleContext): Promise<void> {
  const view = fieldsOf(args[0]).get('view');
  if (view === undefined) {
    await showActions(requirePeople(args, parts)[0], parts);
    return;
  }
  await vscode.commands.executeCommand('list.select');
  const [userId] = selectedIds(args, parts);
  if (userId !== undefined) {
    await showActions(whoIs(userId, parts), parts);
  }
}

/** Opens a person in Circuit's web client, asking first if they are in Do Not Disturb. */
export async function openPerson(person: Person, parts: PeopleContext): Promise<void> {
  const link = requireLink(userLink(requireOrigin(parts.account()), person.userId));
  if (await passDndGate(person, parts, 'open')) {
    await openLink(link);
  }
}

async function callPerson(person: Person, parts: PeopleContext): Promise<void> {
  const origin = requireOrigin(parts.account());
  if (await passDndGate(person, parts, 'call')) {
    await openLink(requireLink(callLink(origin, await emailOf(person, parts))));
  }
}

async function emailOf(person: Person, { directory }: PeopleContext): Promise<string> {
  const user = await directory.find(person.userId);
  if (!user?.emailAddress) {
    throw new UserError(vscode.l10n.t('Circuit shows no email address for this person.'));
  }
  return user.emailAddress;
}

function requireLink(link: string | undefined): string {
  if (link === undefined) {
    throw new UserError(vscode.l10n.t("The address from Circuit can't be opened safely."));
  }
  return link;
}
