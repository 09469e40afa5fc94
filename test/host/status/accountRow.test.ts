import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Answers } from '../answers';
import { createWorld, type World } from './world';

describe('The account in the pick of statuses', () => {
  let answers: Answers;
  let world: World | undefined;
  const { createQuickPick } = vscode.window;
  let pick: vscode.QuickPick<vscode.QuickPickItem> | undefined;
  beforeEach(() => {
    answers = new Answers();
    pick = undefined;
    vscode.window.createQuickPick = <T extends vscode.QuickPickItem>() => {
      const created = createQuickPick<T>();
      pick = created; // the pick of statuses, which is the only one
      return created;
    };
  });
  afterEach(() => {
    answers.restore();
    vscode.window.createQuickPick = createQuickPick;
    world?.dispose();
    world = undefined;
  });

  /** Opens the pick, chooses the account's row, and there what says `choice`. */
  async function choose(choice: string): Promise<void> {
    const choosing = Promise.resolve(world?.commands['circuit.setStatus']?.());
    const findRow = () => pick?.items.find(({ label }) => label === 'Account…');
    while (!findRow()) {
      await pause();
    }
    const row = findRow();
    assert.ok(pick && row);
    answers.answer = () => choice;
    const over = choosing.then(() => 'over' as const);
    pick.activeItems = [row];
    const accept = vscode.commands.executeCommand.bind(vscode.commands);
    answers.noteCommands();
    // A pick that is not yet shown takes no key.
    while ((await Promise.race([over, pause()])) !== 'over') {
      await accept('workbench.action.acceptSelectedQuickOpenItem');
    }
  }

  for (const [kind, choice, command] of [
    ['circuit', 'Sign Out', 'circuit.signOut'],
    ['demo', 'Leave the Demo', 'circuit.leaveDemo'],
    ['circuit', 'Check Connection', 'circuit.checkConnection'],
    ['demo', 'Check Connection', 'circuit.checkConnection'],
    ['circuit', 'Manage Access…', 'circuit.manageAccess'],
  ] as const) {
    it(`leads to ${choice} for an account of kind ${kind}`, async () => {
      world = await createWorld({ kind });
      await choose(choice);
      assert.deepEqual(answers.commands, [command]);
    });
  }

  for (const [kind, choice] of [
    ['circuit', 'Leave the Demo'],
    ['demo', 'Manage Access…'],
    ['demo', 'Sign Out'],
  ] as const) {
    it(`has no ${choice} for an account of kind ${kind}`, async () => {
      world = await createWorld({ kind });
      await choose(choice);
      assert.deepEqual(answers.commands, []);
    });
  }
});

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 20));
}
