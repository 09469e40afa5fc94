import * as vscode from 'vscode';
import { escapeIcons, plainName } from '../../base/plainText';
import type { PeopleContext } from '../context';
import type { Group, WatchListData } from './watchListData';
import { createGroup } from './watchListEdits';

/** Where people go: `prepare` makes the group if it is not there yet. */
export interface GroupChoice {
  readonly groupId: string | undefined;
  readonly prepare: (watching: WatchListData) => WatchListData;
}

interface GroupItem extends vscode.QuickPickItem {
  readonly choose?: () => Promise<GroupChoice | undefined>;
}

/** Asks for a group: one there is, a new one, or none. Labels suggest none: they mark conversations. */
export async function pickGroup({
  watchList,
}: Pick<PeopleContext, 'watchList'>): Promise<GroupChoice | undefined> {
  const { groups } = watchList.watching;
  const chosen = await vscode.window.showQuickPick(
    [...existingItems(groups), ...otherItems(groups)],
    { title: vscode.l10n.t('Move to Group') },
  );
  return chosen?.choose?.();
}

/** Asks for the name of a group. `undefined` after Escape. */
export async function askGroupName(
  groups: readonly Group[],
  name = '',
): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Group Name'),
    value: name,
    validateInput: text => whatIsWrong(text, groups, name),
  });
  return answer === undefined ? undefined : plainName(answer);
}

function whatIsWrong(text: string, groups: readonly Group[], before: string): string | undefined {
  const name = plainName(text);
  if (!name) {
    return vscode.l10n.t('A group name is required.');
  }
  return name !== before && isTaken(name, groups)
    ? vscode.l10n.t('A group with this name already exists.')
    : undefined;
}

function isTaken(name: string, groups: readonly Group[]): boolean {
  return groups.some(group => group.name.toLowerCase() === name.toLowerCase());
}

function existingItems(groups: readonly Group[]): readonly GroupItem[] {
  return groups.map(({ groupId, name }) => ({
    label: escapeIcons(name),
    iconPath: new vscode.ThemeIcon('folder'),
    choose: () => Promise.resolve({ groupId, prepare: watching => watching }),
  }));
}

function otherItems(groups: readonly Group[]): readonly GroupItem[] {
  return [
    separator(),
    {
      label: vscode.l10n.t('New Group…'),
      iconPath: new vscode.ThemeIcon('new-folder'),
      choose: async () => {
        const name = await askGroupName(groups);
        return name === undefined ? undefined : newGroup(name);
      },
    },
    {
      label: vscode.l10n.t('No Group'),
      iconPath: new vscode.ThemeIcon('circle-slash'),
      choose: () => Promise.resolve({ groupId: undefined, prepare: watching => watching }),
    },
  ];
}

function newGroup(name: string): GroupChoice {
  const groupId = crypto.randomUUID();
  return { groupId, prepare: watching => createGroup(watching, groupId, name) };
}

function separator(): GroupItem {
  return { label: '', kind: vscode.QuickPickItemKind.Separator };
}
