import * as vscode from 'vscode';
import { fieldsOf } from '../base/memento';
import type { CommandTable } from '../commandIds';
import { whoIs } from './commandTargets';
import type { PeopleContext } from './context';
import { labelLink } from './links';
import { notifyCommands } from './notices/commands';
import { openLink, requireAccount, requireOrigin } from './openLink';
import { personActions, showActions } from './personActions';
import { askWhom } from './search/askWhom';
import { showSupportInfo } from './support';
import { addMany } from './watch/addPeople';
import { findGroup, watchCommands } from './watch/commands';

/** The commands about people, labels and support. */
export function peopleCommands(parts: PeopleContext): CommandTable<'people'> {
  return {
    'circuit.searchPeople': () => searchPeople(parts),
    'circuit.clearSearch': () => parts.search.clear(),
    'circuit.addPeople': (...args: unknown[]) => addMany(parts, findGroup(args, parts)?.groupId),
    'circuit.refresh': () => refresh(parts),
    'circuit.showSupportInfo': () => showSupportInfo(parts),
    ...personActions(parts),
    ...watchCommands(parts),
    ...notifyCommands(parts),
    ...labelCommands(parts),
  };
}

/** Searches while somebody types, and offers what can be done with whomever they choose. */
async function searchPeople(parts: PeopleContext): Promise<void> {
  const choice = await askWhom(parts, vscode.l10n.t('Search People in Circuit'));
  if (choice) {
    await showActions(whoIs(choice.chosen, parts), parts);
  }
}

/** Asks Circuit again for all that is shown, and sorts: available people first. */
async function refresh({ account, poller, labels, peopleView }: PeopleContext): Promise<void> {
  requireAccount(account());
  await Promise.all([
    poller.refresh(),
    labels.state.kind === 'notAsked' ? undefined : labels.refresh(),
  ]);
  peopleView.sort();
}

function labelCommands(parts: PeopleContext) {
  const valueOf = (label: unknown) => {
    const value = fieldsOf(label).get('value');
    return typeof value === 'string' ? value : '';
  };
  return {
    'circuit.label.open': async (label: unknown) => {
      await openLink(labelLink(requireOrigin(parts.account()), valueOf(label)));
    },
    'circuit.label.copy': async (label: unknown) => {
      await vscode.env.clipboard.writeText(valueOf(label));
      vscode.window.setStatusBarMessage(
        vscode.l10n.t('The label was copied to the clipboard.'),
        3_000,
      );
    },
  };
}
