import * as vscode from 'vscode';
import { isUserId } from '../../circuit/ids';
import type { PeopleTree } from './peopleTree';
import { othersId, type TreeRow, userIdsOf } from './treeItems';

/** Other extensions can read what is dragged: ids and nothing else. */
const mimeType = 'application/vnd.circuit-presence.user-ids';

/** Moves people to the group that their rows are dropped on; elsewhere in the view into none. */
export function dragPeople(tree: PeopleTree): vscode.TreeDragAndDropController<TreeRow> {
  return {
    dragMimeTypes: [mimeType],
    dropMimeTypes: [mimeType],
    handleDrag: (rows, transfer) => {
      const userIds = userIdsOf(rows);
      if (userIds.length > 0) {
        transfer.set(mimeType, new vscode.DataTransferItem(userIds.join(' ')));
      }
    },
    handleDrop: async (target, transfer) => {
      const text = (await transfer.get(mimeType)?.asString()) ?? '';
      const userIds = text.split(' ').filter(isUserId);
      if (userIds.length > 0 && target?.kind !== 'own') {
        const sectionId = target && tree.sectionOf(target)?.sectionId;
        const groupId = sectionId === othersId ? undefined : sectionId;
        await vscode.commands.executeCommand('circuit.person.move', undefined, userIds, {
          groupId,
        });
      }
    },
  };
}
