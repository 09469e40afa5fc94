import { Editor } from '../e2e/editor';
import type { Window } from '../e2e/window';
import { startWebVSCode, type WebVSCode } from './webVSCode';

/** Each step continues where the previous one ended. */
describe('Somebody who tries the demo in a browser', () => {
  let vscode: WebVSCode;
  let window: Window;
  let editor: Editor;

  /** Creates a file with one line. */
  const write = async (name: string, line: string) => {
    await window.page.locator('.explorer-folders-view').hover();
    await window.page.locator('.action-label[aria-label="New File..."]').click();
    await window.page.keyboard.type(name);
    await window.page.keyboard.press('Enter');
    await window.page.locator('.tab.active').filter({ hasText: name }).waitFor();
    await window.page.locator('.editor-instance .view-line').first().click();
    await window.page.keyboard.insertText(line);
    await window.page.keyboard.press('Control+s');
    await window.page.locator('.tab.active:not(.dirty)').filter({ hasText: name }).waitFor();
  };

  before(async () => {
    vscode = await startWebVSCode({ keepsSecrets: true });
    window = await vscode.openWindow('');
    editor = new Editor(window);
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(() => vscode.stop());

  it('meets colleagues, sets a status and watches somebody', async () => {
    await window.runCommand('Circuit: Try the Demo');
    await window.waitForStatus('Demo: Available');
    await window.untilTrue(async () => (await window.treeRows('People').count()) >= 8);
    await window.runCommand('Circuit: Set Busy');
    await window.waitForStatus(/^\s*Demo: Busy$/);
    await window.runCommand('Circuit: Search People…');
    await window.type('Halász');
    await window.pick('Viktor Halász');
    await window.pick('Watch');
    await window.treeRows('People').filter({ hasText: 'Viktor Halász' }).waitFor();
    await window.screenshot('web-demo');
  });

  it('is named owners of code, and told why nobody can be named from git', async () => {
    await window.openContainer('Explorer');
    await write('CODEOWNERS', '* hannah.goldberg@tidewick.example');
    await write('gauge.ts', '// See chidi.okonkwo@tidewick.example');
    await window.runCommand('Circuit: Who Can I Ask About This?');
    await window.pick('Yes, for this workspace');
    await window.quickInput.getByText("it can't be started from a browser").waitFor();
    await window.quickPickRows().filter({ hasText: 'Hannah Goldberg' }).waitFor();
    await window.screenshot('web-no-git');
    await window.page.keyboard.press('Escape');
  });

  it('sees who an address in the text belongs to', async () => {
    await editor.goTo(1, 12);
    await editor.hover('Chidi Okonkwo');
    await window.screenshot('web-hover');
  });

  it('finds all of it again after a reload', async () => {
    await window.reload();
    await window.waitForStatus(/^\s*Demo: Busy$/);
    await window.openContainer('Circuit');
    await window.treeRows('People').filter({ hasText: 'Viktor Halász' }).waitFor();
  });
});
