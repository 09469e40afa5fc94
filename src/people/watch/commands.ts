import * as vscode from 'vscode';
import { fieldsOf } from '../../base/memento';
import { NothingToDo, UserError } from '../../base/userError';
import { chosenGroup, requirePeople, whoIs } from '../commandTargets';
import type { PeopleContext } from '../context';
import { requireAccount } from '../openLink';
import { type Person, quote } from '../personText';
import { askWhom } from '../search/askWhom';
import { askGroupName, type GroupChoice, pickGroup } from './groupPick';
import type { WatchList } from './watchList';
import { type Group, watchCap } from './watchListData';
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
      const target = droppedOn(args) ?? (await pickGroup(parts));
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
    ...groupCommands(parts),
  };
}

/** Where rows were dropped: `{ groupId }` after the rows, without an id for those in no group. */
function droppedOn([, , target]: readonly unknown[]): GroupChoice | undefined {
  const groupId = fieldsOf(target).get('groupId');
  return target === undefined
    ? undefined
    : {
        groupId: typeof groupId === 'string' ? groupId : undefined,
        prepare: watching => watching,
      };
}

/** The group whose heading a command was called for, if it was. */
export function findGroup(
  args: readonly unknown[],
  { watchList }: Pick<PeopleContext, 'watchList'>,
): Group | undefined {
  const groupId = chosenGroup(args);
  return watchList.watching.groups.find(each => each.groupId === groupId);
}

function groupCommands(parts: PeopleContext) {
  const { watchList } = parts;
  const requireGroup = (args: readonly unknown[]) => {
    const group = findGroup(args, parts);
    if (group === undefined) {
      throw new NothingToDo(vscode.l10n.t('Select a group in the Circuit view first.'));
    }
    return group;
  };
  return {
    'circuit.group.add': (...args: unknown[]) => addToGroup(requireGroup(args), parts),
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

/** Puts whomever somebody finds straight into the group, from another one too. */
async function addToGroup({ groupId, name }: Group, parts: PeopleContext): Promise<void> {
  const { watchList } = parts;
  const choice = await askWhom(parts, vscode.l10n.t('Add to {0}', quote(name)));
  if (choice) {
    const { noRoom, already } = await watchPeople(
      [whoIs(choice.chosen, parts)],
      watchList,
      groupId,
    );
    if (noRoom.length > 0) {
      throw new UserError(noRoomWords());
    }
    if (already.length > 0) {
      await watchList.edit(watching => movePeople(watching, [choice.chosen], groupId));
    }
  }
}

/** Puts people on the watch list as far as there is room, new ones into a group, and says what became of each. */
export async function watchPeople(
  people: readonly Person[],
  watchList: WatchList,
  groupId?: string,
): Promise<Addition> {
  let addition = addPeople(watchList.watching, people, groupId);
  await watchList.edit(watching => {
    addition = addPeople(watching, people, groupId);
    return addition.added.length > 0 ? addition.watching : watching;
  });
  return addition;
}

/** Why nobody else can be watched. */
export function noRoomWords(): string {
  return vscode.l10n.t(
    'You can watch up to {0} people. Stop watching someone to make room.',
    watchCap,
  );
}
