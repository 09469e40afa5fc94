import * as vscode from 'vscode';
import { UserError } from '../../base/userError';
import { chosenGroup, requirePeople } from '../commandTargets';
import type { PeopleContext } from '../context';
import { requireAccount } from '../openLink';
import type { Person } from '../personText';
import { askGroupName, pickGroup } from './groupPick';
import type { WatchList } from './watchList';
import { watchCap } from './watchListData';
import {
  type Addition,
  addPeople,
  createGroup,
  movePeople,
  removeGroup,
  removePeople,
  renameGroup,
} from './watchListEdits';

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

/** Who is watched, and in which groups. */
export function watchCommands(parts: PeopleContext) {
  const { watchList } = parts;
  const idsOf = (args: readonly unknown[]) =>
    requirePeople(args, parts).map(({ userId }) => userId);
  return {
    'circuit.person.watch': async (...args: unknown[]) => {
      const { noRoom } = await watchPeople(requirePeople(args, parts), watchList);
      if (noRoom.length > 0) {
        throw new UserError(noRoomWords());
      }
    },
    'circuit.person.unwatch': async (...args: unknown[]) => {
      const ids = idsOf(args);
      await watchList.edit(watching => removePeople(watching, ids));
    },
    'circuit.person.move': async (...args: unknown[]) => {
      const ids = idsOf(args);
      const target = await pickGroup(parts);
      if (target) {
        await watchList.edit(watching => movePeople(target.prepare(watching), ids, target.groupId));
      }
    },
    'circuit.createGroup': async () => {
      requireAccount(parts.account());
      const name = await askGroupName(watchList.watching.groups);
      if (name !== undefined) {
        await watchList.edit(watching => createGroup(watching, crypto.randomUUID(), name));
      }
    },
    ...groupCommands(watchList),
  };
}

function groupCommands(watchList: WatchList) {
  const requireGroup = (args: readonly unknown[]) => {
    const groupId = chosenGroup(args);
    const group = watchList.watching.groups.find(each => each.groupId === groupId);
    if (group === undefined) {
      throw new UserError(vscode.l10n.t('Choose a group in the Circuit view first.'));
    }
    return group;
  };
  return {
    'circuit.group.rename': async (...args: unknown[]) => {
      const { groupId, name } = requireGroup(args);
      const next = await askGroupName(watchList.watching.groups, name);
      if (next !== undefined) {
        await watchList.edit(watching => renameGroup(watching, groupId, next));
      }
    },
    'circuit.group.remove': async (...args: unknown[]) => {
      const { groupId } = requireGroup(args);
      await watchList.edit(watching => removeGroup(watching, groupId));
    },
  };
}

/** Puts people on the watch list as far as there is room, and says what became of each. */
export async function watchPeople(
  people: readonly Person[],
  watchList: WatchList,
): Promise<Addition> {
  let addition = addPeople(watchList.watching, people);
  await watchList.edit(watching => {
    addition = addPeople(watching, people);
    return addition.added.length > 0 ? addition.watching : watching;
  });
  return addition;
}

/** Why nobody else can be watched. */
export function noRoomWords(): string {
  return vscode.l10n.t(
    'You can watch {0} people at most. Stop watching somebody to make room.',
    watchCap,
  );
}
