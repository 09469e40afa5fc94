import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UserError } from '../../../src/base/userError';
import { meetColleagues, watchPeople } from '../../../src/people/watch/commands';
import { watchCap } from '../../../src/people/watch/watchListData';
import { persons } from '../../unit/people/support';
import { Answers } from '../answers';
import { createWorld, type World } from './world';

interface Item extends vscode.QuickPickItem {
  readonly picked?: boolean;
}

describe('The watch list', () => {
  const { showInputBox, showQuickPick } = vscode.window;
  let world: World;
  let answers: Answers;
  /** The rows of each quick pick, by its title. */
  let shown: Map<string, readonly Item[]>;
  /** What is typed into the next boxes; what the last one said about it, and began with. */
  let typed: (string | undefined)[];
  let wrong: unknown;
  let initial: string | undefined;
  const person = (at: number) => {
    const found = world.sandbox.company.people[at];
    assert.ok(found);
    return found.user;
  };
  const watching = () => world.parts.watchList.watching;
  const groups = () => watching().groups.map(({ name }) => name);
  const groupOf = (at: number) => {
    const found = watching().people.find(({ userId }) => userId === person(at).userId);
    return watching().groups.find(({ groupId }) => groupId === found?.groupId)?.name;
  };
  const heading = (name: string) => {
    const group = watching().groups.find(each => each.name === name);
    return { kind: 'section', sectionId: group?.groupId };
  };
  /** A list that is full, but for `room`. */
  const fill = (room: number) => {
    const ids = Array.from({ length: watchCap - room }, (_, at) => `somebody-${at}`);
    return watchPeople(persons(...ids), world.parts.watchList);
  };

  beforeEach(async () => {
    world = await createWorld();
    answers = new Answers();
    shown = new Map();
    typed = [];
    const { showQuickPick: answer } = vscode.window;
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly Item[], options: vscode.QuickPickOptions) => {
        shown.set(options.title ?? '', items);
        return answer(items as readonly vscode.QuickPickItem[], options);
      },
      // Enter does nothing while something is wrong.
      showInputBox: (options: vscode.InputBoxOptions) => {
        const text = typed.shift();
        const problem = text === undefined ? undefined : options.validateInput?.(text);
        initial = options.value;
        wrong = problem;
        return Promise.resolve(problem === undefined ? text : undefined);
      },
    });
  });
  afterEach(() => {
    answers.restore();
    Object.assign(vscode.window, { showInputBox, showQuickPick });
    world.dispose();
  });

  describe('in groups', () => {
    beforeEach(async () => {
      typed = ['Bridges', 'Roads'];
      await world.run('createGroup');
      await world.run('createGroup');
      await world.run(
        'person.watch',
        undefined,
        [1, 2].map(at => person(at).userId),
      );
    });

    it('has those that were named, and none after Escape or for nobody', async () => {
      assert.deepEqual(groups(), ['Bridges', 'Roads']);
      await world.run('createGroup');
      assert.deepEqual(groups(), ['Bridges', 'Roads']);
      Object.assign(world.parts, { account: () => undefined });
      typed = ['Tunnels'];
      await assert.rejects(world.run('createGroup'), UserError);
      assert.deepEqual(groups(), ['Bridges', 'Roads']);
    });

    it('takes no name that is empty or taken, except its own', async () => {
      for (const [name, problem] of [
        [' ', 'A group name is required.'],
        ['bridges', 'A group with this name already exists.'],
        ['Roads', undefined],
      ]) {
        typed = [name];
        await world.run('group.rename', heading('Roads'));
        assert.deepEqual([initial, wrong], ['Roads', problem]);
        assert.deepEqual(groups(), ['Bridges', 'Roads']);
      }
      typed = [' Tunnels '];
      await world.run('group.rename', heading('Roads'));
      assert.deepEqual(groups(), ['Bridges', 'Tunnels']);
    });

    it('moves people to one that is there, to a new one, and out of all', async () => {
      const title = 'Move to Group';
      answers.answer = () => 'Roads';
      await world.run('person.move', person(1).userId);
      assert.deepEqual(
        shown.get(title)?.map(({ label }) => label),
        ['Bridges', 'Roads', '', 'New Group…', 'No Group'],
      );
      assert.equal(groupOf(1), 'Roads');
      answers.answer = () => 'New Group…';
      typed = ['Tunnels'];
      await world.run('person.move', person(2).userId);
      assert.equal(groupOf(2), 'Tunnels');
      assert.deepEqual(groups(), ['Bridges', 'Roads', 'Tunnels']);
      typed = [];
      await world.run('person.move', person(1).userId);
      assert.deepEqual([groupOf(1), groups().length], ['Roads', 3]);
      answers.answer = () => 'No Group';
      await world.run('person.move', person(1).userId);
      assert.equal(groupOf(1), undefined);
    });

    it('lets a group go and keeps its people', async () => {
      answers.answer = () => 'Roads';
      await world.run('person.move', person(1).userId);
      await world.run('group.remove', heading('Roads'));
      assert.deepEqual(groups(), ['Bridges']);
      assert.deepEqual([watching().people.length, groupOf(1)], [2, undefined]);
    });

    it('needs a group to do something with it', async () => {
      for (const command of ['rename', 'remove', 'add']) {
        for (const arg of [undefined, { sectionId: 'others' }, { sectionId: 7 }]) {
          await assert.rejects(world.run(`group.${command}`, arg), /Select a group/);
        }
      }
      assert.deepEqual(groups(), ['Bridges', 'Roads']);
    });
  });

  it('says that it is full, and takes those there is room for', async () => {
    await fill(1);
    const two = [1, 2].map(at => person(at).userId);
    await assert.rejects(world.run('person.watch', undefined, two), /up to 200 people/);
    assert.deepEqual(
      [watching().people.length, world.parts.watchList.has(two[0] ?? '')],
      [200, true],
    );
    await world.run('person.watch', two[0]);
  });

  it('begins with colleagues only while nobody is on it', async () => {
    answers.noteCommands();
    await meetColleagues(persons('a', 'b'), world.parts.watchList);
    await meetColleagues(persons('c'), world.parts.watchList);
    assert.deepEqual(world.parts.watchList.userIds, ['a', 'b']);
    assert.deepEqual(answers.commands, ['circuit.people.focus', 'circuit.people.focus']);
  });

  describe('from addresses', () => {
    const source = 'Add People by Email';
    const from = (label: string) =>
      (answers.answer = asked => (asked === source ? label : undefined));
    const summary = () => [...shown].find(([title]) => title.startsWith('Addresses added'));
    const lookUps = () => world.sandbox.requests.count('GET', '/rest/v2/users/list');
    afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

    it('offers the clipboard and a box, and the editor’s text where one is open', async () => {
      const labels = async () => {
        await world.run('addPeople');
        return shown.get(source)?.map(({ label }) => label);
      };
      assert.deepEqual(await labels(), ['Clipboard', 'Type them…']);
      const content = `${person(1).emailAddress}\n${person(2).emailAddress}`;
      const document = await vscode.workspace.openTextDocument({ content });
      const editor = await vscode.window.showTextDocument(document);
      assert.deepEqual(await labels(), ['Clipboard', 'Open file', 'Type them…']);
      editor.selection = new vscode.Selection(1, 0, 2, 0);
      assert.deepEqual(await labels(), ['Clipboard', 'Selection', 'Open file', 'Type them…']);
      from('Selection');
      await world.run('addPeople');
      assert.deepEqual(world.parts.watchList.userIds, [person(2).userId]);
      from('Open file');
      await world.run('addPeople');
      assert.deepEqual(world.parts.watchList.userIds, [person(2).userId, person(1).userId]);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

    it('asks Circuit about those that stay ticked, and says what became of each', async () => {
      await world.run('person.watch', person(2).userId);
      const [own, known, nobody] = [person(1).emailAddress, person(2).emailAddress, 'no@x.example'];
      from('Type them…');
      typed = [`${own}, ${known} ${nobody} ${own} Ada@ `];
      await world.run('addPeople');
      const [title, lines] = summary() ?? [];
      assert.match(title ?? '', /^Addresses added: 1 of 4; duplicates: 1$/);
      const told = (lines ?? []).map(({ label, detail }) => [label, detail]);
      assert.deepEqual(told.slice(0, 1), [[nobody, 'Not found in Circuit']]);
      assert.deepEqual(told.slice(2), [
        [known, 'Already watching'],
        [own, 'Now watching'],
      ]);
      const asked = shown.get('Addresses to Look Up in Circuit: 3') ?? [];
      assert.deepEqual(
        asked.map(({ label, picked }) => [label, picked]),
        [own, known, nobody].map(address => [address, true]),
      );
      assert.equal(lookUps(), 1);
      assert.equal(world.parts.directory.get(person(1).userId)?.displayName, person(1).displayName);
    });

    it('asks nothing where nobody is left ticked, the box was left or no address is there', async () => {
      from('Type them…');
      typed = [undefined, 'nobody here'];
      await world.run('addPeople');
      await assert.rejects(world.run('addPeople'), /contains no email addresses/);
      const { showQuickPick: answer } = vscode.window;
      for (const left of [undefined, []]) {
        typed = [person(1).emailAddress];
        Object.assign(vscode.window, {
          showQuickPick: (items: readonly Item[], options: vscode.QuickPickOptions) =>
            options.canPickMany
              ? Promise.resolve(left)
              : answer(items as readonly vscode.QuickPickItem[], options),
        });
        await world.run('addPeople');
      }
      assert.deepEqual([lookUps(), world.parts.watchList.userIds], [0, []]);
    });

    it('ends once the person has read what became of each', async () => {
      const read = Promise.withResolvers<undefined>();
      const { showQuickPick: answer } = vscode.window;
      Object.assign(vscode.window, {
        showQuickPick: (items: readonly Item[], options: vscode.QuickPickOptions) =>
          options.title?.startsWith('Addresses added')
            ? read.promise
            : answer(items as readonly vscode.QuickPickItem[], options),
      });
      from('Type them…');
      typed = [person(1).emailAddress];
      const adding = world.run('addPeople');
      read.reject(new Error('VS Code refuses.'));
      await assert.rejects(adding, /VS Code refuses/);
    });

    it('adds nobody once the person cancels, and gives the request up', async () => {
      const { withProgress } = vscode.window;
      const cancel = new vscode.CancellationTokenSource();
      Object.assign(vscode.window, {
        withProgress: (
          { cancellable }: vscode.ProgressOptions,
          task: (progress: unknown, token: vscode.CancellationToken) => Promise<unknown>,
        ) => {
          assert.ok(cancellable);
          return task(undefined, cancel.token);
        },
      });
      const signals: AbortSignal[] = [];
      world.network = ({ signal }) => {
        assert.ok(signal);
        signals.push(signal);
        cancel.cancel();
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          signal.throwIfAborted();
        });
      };
      from('Type them…');
      typed = [person(1).emailAddress];
      await assert.rejects(world.run('addPeople'), vscode.CancellationError);
      Object.assign(vscode.window, { withProgress });
      assert.deepEqual(
        signals.map(({ aborted }) => aborted),
        [true],
      );
      assert.deepEqual([world.parts.watchList.userIds, summary()], [[], undefined]);
    });

    it('needs a sign-in', async () => {
      Object.assign(world.parts, { account: () => undefined });
      await assert.rejects(world.run('addPeople'), UserError);
      assert.equal(shown.size, 0);
    });
  });
});
