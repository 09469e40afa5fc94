import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { askCommand } from '../../src/git/remote/protocol';
import { Editor } from './editor';
import { createGaugeRepository, type GaugeRepository, personCalled } from './repository';
import { startVSCode, type VSCode } from './vscode';
import type { Window } from './window';

/**
 * The extension runs in the page's worker and git on the server, as on two computers. Each step
 * continues where the previous one ended.
 */
describe('Somebody whose folder is on another computer', () => {
  let repository: GaugeRepository;
  let vscode: VSCode;
  let window: Window;
  let editor: Editor;

  const nameOf = (firstName: string) => personCalled(firstName).displayName;
  const pickRowOf = (firstName: string) =>
    window.quickPickRows().filter({ hasText: nameOf(firstName) });
  const helper = () => vscode.extension('circuit-presence.circuit-presence-git');
  const question = 'needs a small helper on 127.0.0.1';
  const leavePick = async () => {
    await window.page.keyboard.press('Escape');
    await window.quickInput.waitFor({ state: 'hidden' });
  };

  before(async () => {
    repository = createGaugeRepository();
    vscode = await startVSCode({}, repository.folder, { isApart: true });
    window = await vscode.openWindow();
    editor = new Editor(window);
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(async () => {
    await vscode.stop();
    repository.remove();
  });

  it('joins the demo, asks about a file, is asked for a helper, and sees its owners after a no', async () => {
    await window.runCommand('Circuit: Try the Demo');
    await window.waitForStatus('Demo: Available');
    await editor.open('gauge.py');
    await window.runCommand('Circuit: Who Can I Ask About This?');
    await window.pick('Yes, for this workspace');
    await window.modal(question).waitFor();
    await window.screenshot('remote-question');
    await window.answerModal(question, 'Cancel');
    await pickRowOf('Tomás').filter({ hasText: 'Code owner.' }).waitFor();
    await window.quickPickRows().filter({ hasText: "its helper isn't installed" }).waitFor();
    await window.screenshot('remote-declined');
    await leavePick();
    assert.equal(helper(), undefined);
  });

  it('is not asked again by what only shows something', async () => {
    await window.openContainer('Circuit');
    await window.expandView('This Repository');
    const note = window.view('This Repository').getByText("its helper isn't installed");
    await note.waitFor();
    assert.equal(await window.notification(question).count(), 0);
  });

  it('is asked again when asking for somebody, has it installed, and sees at once who wrote the file', async () => {
    await editor.open('gauge.py');
    await window.runCommand('Circuit: Who Can I Ask About This?');
    const start = performance.now();
    await window.answerModal(question, 'Install');
    await pickRowOf('Tomás')
      .filter({ hasText: /Wrote (most|about half|some) of this file/ })
      .waitFor();
    console.log(`Installed and answered after ${Math.round(performance.now() - start)} ms.`);
    await window.screenshot('remote-ask-file');
    await leavePick();
    assert.ok(helper()?.includes('circuit-presence-git'));
  });

  it('sees who lately worked on it, and who wrote a line and the other side of a conflict', async () => {
    await window.openContainer('Circuit');
    await window.expandView('This Repository');
    await window
      .treeRows('This Repository')
      .filter({ hasText: nameOf('Mei-Ling') })
      .waitFor();
    await editor.open('gauge.py');
    await editor.goTo(11, 36);
    await editor.hover(nameOf('Piotr'));
    await editor.goTo(13, 200);
    await editor.hover(nameOf('Mei-Ling'));
    await window.screenshot('remote-hover');
    repository.startMerge();
    await editor.open('station.py');
    await editor.lens(`Conflicting change by ${nameOf('Yuki')}`).waitFor();
    await window.screenshot('remote-conflict');
  });

  it('is told that the helper is newer than the extension, or has an older one replaced', async () => {
    const folder = helper() ?? assert.fail();
    const ours = readFileSync(path.join(folder, 'extension.js'), 'utf8');
    writeFileSync(path.join(folder, 'extension.js'), helperOf(2));
    await window.reload();
    await editor.open('gauge.py');
    await window.runCommand('Circuit: Who Can I Ask About This?');
    await window.quickPickRows().filter({ hasText: 'newer than this extension' }).waitFor();
    await window.screenshot('remote-newer');
    await leavePick();
    writeFileSync(path.join(folder, 'extension.js'), helperOf(0));
    await window.reload();
    await window.runCommand('Circuit: Who Can I Ask About This?');
    await window.notification('Reload the window').waitFor();
    await window.screenshot('remote-older');
    assert.equal(readFileSync(path.join(helper() ?? '', 'extension.js'), 'utf8'), ours);
    await window.reload();
    await editor.open('gauge.py');
    await window.runCommand('Circuit: Who Can I Ask About This?');
    await pickRowOf('Tomás').filter({ hasText: /Wrote/ }).waitFor();
  });
});

/**
 * A helper with another protocol version, answering as every version answers what it doesn't know.
 */
function helperOf(version: number): string {
  return `exports.activate = ({ subscriptions }) => {
  const answer = () => ({ version: ${version}, kind: 'refused' });
  subscriptions.push(require('vscode').commands.registerCommand('${askCommand}', answer));
};`;
}
