import * as vscode from 'vscode';
import { fieldsOf } from '../base/memento';
import type { CommandTable } from '../commandIds';
import { whoIs } from './commandTargets';
import type { PeopleContext } from './context';
import { labelLink } from './links';
import { notifyCommands } from './notices/commands';
import { openLink, requireAccount, requireOrigin } from './openLink';
import { personActions, showActions } from './personActions';
import { pickFromSearch } from './search/searchPick';
import { showSupportInfo } from './support';
import { addMany } from './watch/addPeople';
import { watchCommands } from './watch/commands';

/** Every command about people, labels and support. */
export function peopleCommands(parts: PeopleContext): CommandTable<'people'> {
  return {
    'circuit.searchPeople': () => searchPeople(parts),
    'circuit.clearSearch': () => parts.search.clear(),
    'circuit.addPeople': () => addMany(parts),
    'circuit.refresh': () => refresh(parts),
    'circuit.showSupportInfo': () => showSupportInfo(parts),
    ...personActions(parts),
    ...watchCommands(parts),
    ...notifyCommands(parts),
    ...labelCommands(parts),
  };
}

/** Searches live and offers what can be done with the chosen one; all found stay in the sidebar. */
async function searchPeople(parts: PeopleContext): Promise<void> {
  const { kind } = requireAccount(parts.account());
  const choice = await pickFromSearch({
    isDemo: kind === 'demo',
    ask: request => parts.poller.ask(request),
    store: parts.store,
    directory: parts.directory,
    isWatched: userId => parts.watchList.has(userId),
    onDidChangeWatched: parts.watchList.onDidChange,
    wantPresence: userIds => {
      parts.search.look(userIds);
      parts.poller.poke();
    },
  });
  if (choice) {
    parts.search.show(choice);
    await showActions(whoIs(choice.chosen, parts), parts);
  }
}

/** Asks Circuit again for all that is shown. Only now do rows move: available people first. */
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
      vscode.window.setStatusBarMessage(vscode.l10n.t('The label was copied.'), 3_000);
    },
  };
}
