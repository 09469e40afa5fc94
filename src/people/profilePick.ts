import * as vscode from 'vscode';
import { escapeIcons } from '../presence/plainText';
import type { PeopleParts } from './peopleParts';
import type { Person } from './person';
import { listFacts } from './profile';
import { nameOf } from './rows';

/** Shows what Circuit tells about somebody. Choosing a line copies it. */
export async function showProfile(person: Person, parts: PeopleParts): Promise<void> {
  const user = await parts.directory.find(person.userId);
  const moment = { now: Date.now(), language: vscode.env.language };
  const facts = listFacts(person, user, parts.store.get(person.userId), moment);
  const items = facts.map(({ label, value }) => ({
    label: escapeIcons(value),
    description: label,
    value,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: escapeIcons(nameOf(person)),
    placeHolder: vscode.l10n.t('Choose a line to copy it'),
    matchOnDescription: true,
  });
  if (chosen) {
    await vscode.env.clipboard.writeText(chosen.value);
    vscode.window.setStatusBarMessage(vscode.l10n.t('The line was copied.'), 3_000);
  }
}
