import assert from 'node:assert/strict';
import { writeLanguagePack } from '../launch/languagePack.mts';
import { startVSCode, type VSCode } from './vscode';
import type { Window } from './window';

/** Each step goes on where the one before it ended. VS Code's own words stay English here. */
describe('Somebody whose VS Code speaks German', () => {
  let vscode: VSCode;
  let window: Window;

  before(async () => {
    vscode = await startVSCode();
    writeLanguagePack(vscode.userData, 'de');
    window = await vscode.openWindow();
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(() => vscode.stop());

  it('finds commands and views in German', async () => {
    await window.openContainer('Circuit');
    await window.view('Personen').getByText('Sehen Sie, wer im Team').waitFor();
    await window.runCommand('Circuit: Demo ausprobieren');
    await window.waitForStatus(/^\s*Demo: Verfügbar$/);
    assert.match(await window.statusLabel(), /^Circuit-Demo: Verfügbar\. .*geprüft: gerade eben\./);
  });

  it('sees colleagues in German', async () => {
    await window.runCommand('Circuit: Personen suchen…');
    await window.type('Halász');
    await window.pick('Viktor Halász');
    await window.treeRows('Suchergebnisse').filter({ hasText: 'Halász' }).hover();
    await window.page.locator('.action-label[aria-label="Beobachten"]').first().click();
    await window.treeRows('Personen').filter({ hasText: 'Viktor Halász' }).waitFor();
  });

  it('is offered every status in German, with 24 hours on the clock', async () => {
    await window.status.click();
    await window.quickPickTitle('Circuit-Status').waitFor();
    const row = window.quickPickRows().filter({ hasText: 'Nicht stören für 1 Std.' });
    await row.filter({ hasText: /bis (\S+, )?\d\d:\d\d \S+$/ }).waitFor();
    await window.screenshot('german');
  });
});
