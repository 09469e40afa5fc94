import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { goBack } from '../../../src/account/signIn/questions/choose';
import { ask } from '../../../src/account/signIn/questions/inputBox';
import { FakeBox } from '../fakeBox';

const enter = 'workbench.action.acceptSelectedQuickOpenItem';

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 20));
}

/** Presses a key until `act` has ended: a box that is not yet shown takes none. */
async function press(key: string, act: Promise<unknown>): Promise<void> {
  const over = act.then(() => 'over' as const);
  while ((await Promise.race([over, pause()])) !== 'over') {
    await vscode.commands.executeCommand(key);
  }
}

describe('A box that asks for one line', () => {
  const { createInputBox } = vscode.window;
  let box: vscode.InputBox;
  beforeEach(() => {
    vscode.window.createInputBox = () => (box = createInputBox());
  });
  afterEach(() => {
    vscode.window.createInputBox = createInputBox;
  });

  it('ends without an answer at Escape, also when somebody has typed', async () => {
    for (const typed of ['', 'half a wor']) {
      const answer = ask({ title: 'Title', prompt: 'Prompt' });
      box.value = typed;
      const left = assert.rejects(answer, { name: 'AbortError' });
      await press('workbench.action.closeQuickOpen', left);
      await left;
    }
  });

  it('stays until what was typed is right, and gives it without spaces around it', async () => {
    const answer = ask({
      title: 'Title',
      prompt: 'Prompt',
      check: text => (text === 'right' ? undefined : 'Not right.'),
    });
    box.value = 'wrong';
    while (box.validationMessage === undefined) {
      await vscode.commands.executeCommand(enter);
      await pause();
    }
    assert.equal(box.validationMessage, 'Not right.');
    assert.equal(await Promise.race([answer, pause().then(() => 'open')]), 'open');
    box.value = ' right ';
    await press(enter, answer);
    assert.equal(await answer, 'right');
  });

  it('says what is wrong only until somebody types on, and has a way back', async () => {
    const fake = new FakeBox();
    vscode.window.createInputBox = () => fake as unknown as vscode.InputBox; // what is used of one
    const check = (text: string) => (text === 'right' ? undefined : 'Not right.');
    const answer = ask({ title: 'Title', prompt: 'Prompt', typed: 'wrong', check });
    assert.deepEqual([fake.value, fake.told], ['wrong', 'Not right.']);
    fake.changed.fire('righ');
    assert.equal(fake.told, undefined);
    fake.enter('righ');
    assert.equal(fake.told, 'Not right.');
    await fake.press(vscode.QuickInputButtons.Back);
    assert.equal(await answer, goBack);
    assert.ok(!fake.isShown);
  });
});
