import assert from 'node:assert/strict';
import path from 'node:path';
import type { SandboxServer } from '../../src/sandbox/server';
import { root } from '../launch/paths.mts';
import { type SignedIn, startSignedIn } from './signedIn';
import type { Window } from './window';

/**
 * Each step continues where the previous one ended. `intruder` calls tools as an assistant does.
 */
describe('Somebody whose assistant and extensions ask', () => {
  let signedIn: SignedIn;
  let circuit: SandboxServer;
  let window: Window;
  const changes = () => circuit.sandbox.requests.count('PUT');
  const proposal = 'Proposed by an assistant: set your status to Do Not Disturb until';

  const manageAccess = async () => {
    await window.status.click();
    await window.quickPickTitle('Circuit Status').waitFor();
    // Moves to the last row: only visible rows exist.
    await window.page.keyboard.press('ArrowUp');
    await window.pick('Account…');
    await window.pick('Manage Access…');
  };

  before(async () => {
    signedIn = await startSignedIn(undefined, {
      settings: { 'circuit.assistants': true },
      others: [path.join(root, 'test/host/installed/intruder')],
    });
    ({ circuit, window } = signedIn);
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(() => signedIn.stop());

  it('goes on typing while a status is proposed, and Enter publishes nothing', async () => {
    await window.runCommand('File: New Untitled Text File');
    await window.page.locator('.monaco-editor .view-lines').first().click();
    await window.runCommand('Intruder: Propose a Status');
    await window.notification(proposal).waitFor();
    await window.page.keyboard.type('typing on');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.view-line').filter({ hasText: 'typing' }).waitFor();
    await window.notification('Pairing on the parser').waitFor();
    await window.screenshot('assistant-proposal');
    assert.equal(changes(), 0);
  });

  it('declines, and nothing is set', async () => {
    await window.answerNotification(proposal, "Don't Set");
    await window.notification(proposal).waitFor({ state: 'hidden' });
    assert.equal(changes(), 0);
  });

  it('says yes, and has the status that was shown', async () => {
    await window.runCommand('Intruder: Propose a Status');
    await window.answerNotification(proposal, 'Set Status');
    await window.waitForSettledStatus('until');
    const { state, statusMessage } = circuit.sandbox.presenceOf(circuit.sandbox.me.userId);
    assert.deepEqual([state, statusMessage], ['DND', 'Pairing on the parser']);
    assert.equal(changes(), 1);
  });

  it('is asked by name for access, and takes it back in the list of statuses', async () => {
    await window.runCommand('Intruder: Ask for Access');
    const question = 'The extension “Intruder” (test.intruder) wants to see';
    await window.notification(question).waitFor();
    await window.screenshot('extension-access');
    await window.answerNotification(question, 'Allow');
    await manageAccess();
    const row = window.quickPickRows().filter({ hasText: 'test.intruder' });
    await row.waitFor();
    await window.screenshot('manage-access');
    await row.click();
    await window.quickInput.getByRole('button', { name: 'OK' }).click();
    await window.quickInput.waitFor({ state: 'hidden' });
    await window.runCommand('Intruder: Ask for Access');
    await manageAccess();
    await row.waitFor();
    assert.equal(await window.notification(question).count(), 0);
    await window.page.keyboard.press('Escape');
  });
});
