import type { Locator } from 'playwright-core';
import { serveSandbox, type SandboxServer } from '../../src/sandbox/server';
import { findFreePort } from './freePort';
import { startVSCode, type VSCode } from './vscode';
import type { Window } from './window';

/** Each step goes on where the one before it ended, by the walkthrough's own buttons. */
describe('Somebody who follows the walkthrough', () => {
  let circuit: SandboxServer;
  let vscode: VSCode;
  let window: Window;
  const page = (): Locator => window.page.locator('.gettingStartedContainer');
  const step = (title: string): Locator =>
    page().locator('.getting-started-step').filter({ hasText: title });
  const checked = (title: string): Locator =>
    step(title).locator('.codicon-getting-started-step-checked');
  /** Opens the step, if it is not, and presses its button. */
  const press = async (title: string, button: string) => {
    await step(title).locator('.step-title').click();
    await step(title).locator('.monaco-button').filter({ hasText: button }).click();
  };

  before(async () => {
    const port = await findFreePort();
    circuit = await serveSandbox({ redirectOrigins: [`http://localhost:${port}`] });
    vscode = await startVSCode({
      'circuit.host': circuit.origin,
      'circuit.clientIds': { [circuit.origin]: circuit.sandbox.publicClientId },
      'circuit.redirectPort': port,
    });
    window = await vscode.openWindow();
    await window.waitForStatus('Circuit: Sign in');
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(async () => {
    await vscode.stop();
    await circuit.close();
  });

  it('finds it by name and sees five steps, none of them done', async () => {
    await window.runCommand('Welcome: Open Walkthrough...');
    await window.type('Circuit');
    await window.pick('Get Started With Circuit Presence');
    await page().getByText('Find out who can be asked about code').waitFor();
    await page()
      .locator(
        '.getting-started-media svg, .getting-started-media webview, .getting-started-media iframe',
      )
      .first()
      .waitFor();
    await window.screenshot('walkthrough');
  });

  it('signs in, and the step is done', async () => {
    const consent = await vscode.pageOpenedBy(async () => {
      await press('See your presence', 'Sign In');
      await window.answerModal('using Circuit', 'Allow');
    });
    await consent.getByRole('button', { name: 'Allow' }).click();
    await consent.getByText('You are signed in').waitFor();
    await consent.close();
    await window.waitForStatus('Available');
    await checked('See your presence').waitFor();
  });

  it('asks not to be disturbed for an hour, and the step is done', async () => {
    await press('Ask not to be disturbed', 'Do Not Disturb…');
    await window.pick(/for 1 h$/);
    await window.waitForSettledStatus(/until \d/);
    await checked('Ask not to be disturbed').waitFor();
    await window.screenshot('walkthrough-dnd');
  });

  it('watches colleagues, and the step is done', async () => {
    const some = circuit.sandbox.company.people.slice(1, 7).map(({ user }) => user);
    const states = ['AVAILABLE', 'BUSY', 'AVAILABLE', 'DND', 'AWAY', 'OFFLINE'] as const;
    const messages = ['', 'Writing tests', '', 'In a review', '', ''];
    some.forEach(({ userId }, at) => {
      const state = states[at] ?? 'AVAILABLE';
      const dndUntil = state === 'DND' ? { dndUntil: Date.now() + 5_400_000 } : {};
      circuit.sandbox.setPresenceOf(userId, {
        state,
        statusMessage: messages[at] ?? '',
        ...dndUntil,
      });
    });
    await window.runCommand('Circuit: Add Many People by E-mail Address…');
    await window.answer('Type them');
    await window.answer(some.map(user => user.emailAddress).join(', '));
    await window.quickPickRows().first().waitFor();
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.press('Escape');
    await window.openContainer('Circuit');
    for (const { displayName } of some) {
      await window.treeRows('People').filter({ hasText: displayName }).waitFor();
    }
    await checked('Watch the people').waitFor();
    await window.screenshot('do-not-disturb');
  });

  it('opens the keyboard shortcuts at those of Circuit, and the step is done', async () => {
    await press('Give it keys', 'Open Keyboard Shortcuts');
    await window.page.locator('.keybindings-editor').getByText('Circuit: Set Status…').waitFor();
    await window.screenshot('walkthrough-shortcuts');
    await window.runCommand('Welcome: Open Walkthrough...');
    await window.type('Circuit');
    await window.pick('Get Started With Circuit Presence');
    await checked('Give it keys').waitFor();
  });
});
