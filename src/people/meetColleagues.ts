import * as vscode from 'vscode';
import type { Person } from './person';
import { addPeople } from './watchEdits';
import type { WatchList } from './watchList';

/** Watches `people`, unless somebody is watched already, and shows the view. */
export async function meetColleagues(
  people: readonly Person[],
  watchList: WatchList,
): Promise<void> {
  if (watchList.userIds.length === 0) {
    await watchList.edit(watching => addPeople(watching, people).watching);
  }
  await vscode.commands.executeCommand('circuit.people.focus');
}
