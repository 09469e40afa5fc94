import * as vscode from 'vscode';
import { Refusal } from '../refusal';
import { showActions } from './actionPick';
import { requirePeople, selectedIds } from './chosenPeople';
import { fieldsOf } from './keep';
import { callLink, mailLink, userLink } from './links';
import { openLink, requireOrigin } from './openLink';
import type { CommandTable, PeopleParts } from './peopleParts';
import type { Person } from './person';
import { passGate } from './politeGate';
import { showProfile } from './profilePick';
import { whoIs } from './whoIs';

/** What can be done with one person. Each command takes an id or a row of a tree. */
export function personActions(parts: PeopleParts): CommandTable {
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
      vscode.window.setStatusBarMessage(vscode.l10n.t('The e-mail address was copied.'), 3_000);
    }),
    'circuit.person.sendEmail': withPerson(async person => {
      await openLink(requireLink(mailLink(await emailOf(person, parts))));
    }),
  };
}

/** From a key in a view: chooses the row with the focus first, as Enter does in every list. */
async function showActionsFor(args: readonly unknown[], parts: PeopleParts): Promise<void> {
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

/** Shows somebody in Circuit's web client, after asking when they do not want to be disturbed. */
export async function openPerson(person: Person, parts: PeopleParts): Promise<void> {
  const link = requireLink(userLink(requireOrigin(parts.account()), person.userId));
  if (await passGate(person, parts)) {
    await openLink(link);
  }
}

async function callPerson(person: Person, parts: PeopleParts): Promise<void> {
  const origin = requireOrigin(parts.account());
  if (await passGate(person, parts)) {
    await openLink(requireLink(callLink(origin, await emailOf(person, parts))));
  }
}

async function emailOf(person: Person, { directory }: PeopleParts): Promise<string> {
  const user = await directory.find(person.userId);
  if (!user?.emailAddress) {
    throw new Refusal(vscode.l10n.t('Circuit tells no e-mail address of this person.'));
  }
  return user.emailAddress;
}

function requireLink(link: string | undefined): string {
  if (link === undefined) {
    throw new Refusal(vscode.l10n.t('Circuit told an address that cannot be opened safely.'));
  }
  return link;
}
