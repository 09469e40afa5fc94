import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { dragPeople } from '../../../src/people/views/dragPeople';
import { PeopleTree } from '../../../src/people/views/peopleTree';
import { sectionsOf } from '../../../src/people/views/peopleView';
import { createRowSources, type TreeRow } from '../../../src/people/views/treeItems';
import { createGroup, movePeople } from '../../../src/people/watch/watchListEdits';
import { createWorld, type World } from './world';

const never = new vscode.CancellationTokenSource().token;

describe('Groups of people', () => {
  const { createQuickPick, showQuickPick } = vscode.window;
  const { executeCommand } = vscode.commands;
  let world: World;
  const person = (at: number) => {
    const found = world.sandbox.company.people[at];
    assert.ok(found);
    return found.user;
  };
  const heading = { kind: 'section', sectionId: 'bridges' } as const;
  const groupOf = (at: number) =>
    world.parts.watchList.watching.people.find(({ userId }) => userId === person(at).userId)
      ?.groupId;

  beforeEach(async () => {
    world = await createWorld();
    const { watchList } = world.parts;
    await world.run(
      'person.watch',
      undefined,
      [1, 2, 3].map(at => person(at).userId),
    );
    await watchList.edit(watching =>
      movePeople(createGroup(watching, 'bridges', 'Bridges'), [person(1).userId], 'bridges'),
    );
  });
  afterEach(() => {
    Object.assign(vscode.window, { createQuickPick, showQuickPick });
    Object.assign(vscode.commands, { executeCommand });
    world.dispose();
  });

  describe('by dragging', () => {
    let tree: PeopleTree;
    let controller: vscode.TreeDragAndDropController<TreeRow>;

    beforeEach(() => {
      const { watchList } = world.parts;
      tree = new PeopleTree({
        ...createRowSources(world.parts),
        sections: () => sectionsOf(watchList.watching),
        explain: () => Promise.resolve(''),
      });
      controller = dragPeople(tree);
      // Carries out what a drop asks for, with the people of this world.
      Object.assign(vscode.commands, {
        executeCommand: (id: string, ...args: unknown[]) =>
          world.run(id.replace('circuit.', ''), ...args),
      });
    });
    afterEach(() => tree.dispose());

    const rowOf = (at: number): TreeRow => ({ kind: 'person', userId: person(at).userId });
    const drag = async (...rows: TreeRow[]) => {
      const transfer = new vscode.DataTransfer();
      await controller.handleDrag?.(rows, transfer, never);
      return transfer;
    };

    it('hand over ids and nothing else, as a type of their own', async () => {
      const transfer = await drag(rowOf(1), rowOf(2), heading);
      assert.deepEqual(
        [...transfer].map(([type, item]) => [type, String(item.value)]),
        [[controller.dragMimeTypes[0], `${person(1).userId} ${person(2).userId}`]],
      );
      assert.match(controller.dragMimeTypes[0] ?? '', /^application\/vnd\.circuit-presence\./);
      assert.deepEqual([...(await drag(heading, { kind: 'own' }))], []);
    });

    it('take whom is dropped on their heading or on one of their people', async () => {
      await controller.handleDrop?.(heading, await drag(rowOf(2)), never);
      assert.equal(groupOf(2), 'bridges');
      tree.rebuild();
      await controller.handleDrop?.(rowOf(1), await drag(rowOf(3)), never);
      assert.equal(groupOf(3), 'bridges');
    });

    it('lose whom is dropped beside them, but not on one’s own row', async () => {
      await controller.handleDrop?.({ kind: 'own' }, await drag(rowOf(1)), never);
      assert.equal(groupOf(1), 'bridges');
      await controller.handleDrop?.(rowOf(2), await drag(rowOf(1)), never);
      assert.equal(groupOf(1), undefined);
    });

    it('take nobody who is not watched, whatever is dropped', async () => {
      const before = world.parts.watchList.watching;
      for (const text of ['', '../x', person(9).userId, '{"userId":"a"} \n', 'x'.repeat(1e5)]) {
        const transfer = new vscode.DataTransfer();
        const [type = ''] = controller.dropMimeTypes;
        transfer.set(type, new vscode.DataTransferItem(text));
        await controller.handleDrop?.(heading, transfer, never);
      }
      assert.deepEqual(world.parts.watchList.watching, before);
    });
  });

  /** Types into the live search and takes the first row found. */
  const findFirst = (term: string) => {
    vscode.window.createQuickPick = <T extends vscode.QuickPickItem>() => {
      const pick = createQuickPick<T>();
      setTimeout(() => (pick.value = term));
      const accept = setInterval(
        () =>
          pick.activeItems[0] &&
          void executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
        50,
      );
      pick.onDidHide(() => clearInterval(accept));
      return pick;
    };
  };

  it('take somebody straight from the search, who may be in another or on no list yet', async () => {
    for (const at of [5, 2]) {
      findFirst(person(at).emailAddress);
      await world.run('group.add', heading);
      assert.equal(groupOf(at), 'bridges');
    }
    await assert.rejects(world.run('group.add', { kind: 'section', sectionId: 'others' }));
  });

  it('take whose address is in a list, except those who are in another already', async () => {
    Object.assign(vscode.window, {
      showQuickPick: ([first]: readonly unknown[], options: vscode.QuickPickOptions) =>
        Promise.resolve(options.canPickMany ? [first] : first),
    });
    await vscode.env.clipboard.writeText(person(6).emailAddress);
    await world.run('addPeople', heading);
    assert.equal(groupOf(6), 'bridges');
  });
});
