import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { type SandboxServer, serveSandbox } from '../../src/sandbox/server';
import { findFreePort } from '../ports';
import { startVSCode, type VSCode } from './vscode';
import type { Window } from './window';

const titles = [
  'See your presence in the status bar',
  'Turn on Do Not Disturb',
  'Watch the people you work with',
  'Find out who to ask about code',
  'Add keyboard shortcuts',
];
const greeting = `def greet(name: str, hour: int) -> str:
    """Says hello, in the morning and later."""
    daytime = "morning" if hour < 12 else "day"
    return f"Good {daytime}, {name}!"
`;

/** Each step goes on where the one before it ended, by the walkthrough's own buttons. */
describe('Somebody who follows the walkthrough', () => {
  let circuit: SandboxServer;
  let vscode: VSCode;
  let window: Window;
  const step = (title: string): Locator =>
    window.page
      .locator('.gettingStartedContainer .getting-started-step')
      .filter({ has: window.page.locator('.step-title').filter({ hasText: title }) });
  const done = (title: string): Locator =>
    step(title).locator('.codicon-getting-started-step-checked');
  /** The picture of the step that is open: a page inside a page inside the window. */
  const picture = (): Locator =>
    window.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame').locator('svg');
  const open = (title: string) => step(title).locator('.step-title').click();
  const press = async (title: string, button: string) => {
    await open(title);
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

  it('finds it by name and sees five steps', async () => {
    await window.runCommand('Welcome: Open Walkthrough...');
    await window.type('Circuit');
    await window.pick('Get Started with Circuit Presence');
    for (const title of titles) {
      await step(title).waitFor();
      assert.equal(await done(title).count(), 0);
    }
  });

  it('sees a picture with each step, where there is room', async () => {
    await window.page.setViewportSize({ width: 1600, height: 900 });
    for (const [at, title] of titles.entries()) {
      await open(title);
      await picture().waitFor();
      await window.screenshot(`walkthrough-${at + 1}`);
    }
    await window.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('is asked to sign in before a status, and no step is done by that', async () => {
    await press('Turn on Do Not Disturb', 'Do Not Disturb…');
    await window.notification('Sign in to Circuit first.').waitFor();
    assert.equal(await done('Turn on Do Not Disturb').count(), 0);
    await window.runCommand('Notifications: Clear All Notifications');
  });

  it('signs in, and the step is done', async () => {
    const consent = await vscode.pageOpenedBy(async () => {
      await press('See your presence', 'Sign In');
      await window.answerModal('using Circuit', 'Allow');
    });
    await consent.getByRole('button', { name: 'Allow' }).click();
    await consent.getByText("You're signed in").waitFor();
    await consent.close();
    await window.waitForStatus('Available');
    await done('See your presence').waitFor();
  });

  it('asks not to be disturbed for an hour, and the step is done', async () => {
    await press('Turn on Do Not Disturb', 'Do Not Disturb…');
    await window.pick(/for 1 h$/);
    await window.waitForSettledStatus(/until .*\d/);
    await done('Turn on Do Not Disturb').waitFor();
  });

  it('watches colleagues, and the step is done', async () => {
    const some = circuit.sandbox.company.people.slice(1, 7).map(({ user }) => user);
    const states = ['AVAILABLE', 'BUSY', 'AVAILABLE', 'DND', 'AWAY', 'OFFLINE'] as const;
    some.forEach(({ userId }, at) => {
      const state = states[at] ?? 'AVAILABLE';
      const until = state === 'DND' ? { dndUntil: Date.now() + 5_400_000 } : {};
      const message = state === 'BUSY' ? { statusMessage: 'Writing tests' } : {};
      circuit.sandbox.setPresenceOf(userId, { state, ...message, ...until });
    });
    await window.runCommand('Circuit: Add People by Email…');
    await window.answer('Type them…');
    await window.answer(some.map(user => user.emailAddress).join(', '));
    await window.quickPickTitle('Addresses to Look Up in Circuit: 6').waitFor();
    await window.page.keyboard.press('Enter');
    await window.quickPickRows().filter({ hasText: 'Now watching' }).first().waitFor();
    await window.page.keyboard.press('Escape');
    await done('Watch the people').waitFor();
  });

  it('opens the keyboard shortcuts at those of Circuit, and the step is done', async () => {
    await press('Add keyboard shortcuts', 'Open Keyboard Shortcuts');
    await window.page.locator('.keybindings-editor').getByText('Check Connection').waitFor();
    await window.page.keyboard.press('Escape');
    await done('Add keyboard shortcuts').waitFor();
    await window.screenshot('walkthrough');
  });

  it('goes back to work, and sees who can be asked, and until when not', async () => {
    writeFileSync(path.join(vscode.workspace, 'greeting.py'), greeting);
    await window.page.keyboard.press('F1');
    await window.type('greeting.py');
    await window.quickPickRows().filter({ hasText: 'greeting.py' }).first().click();
    await window.page.locator('.view-lines').getByText('daytime').first().waitFor();
    await window.openContainer('Circuit');
    await window.treeRows('People').filter({ hasText: 'Writing tests' }).waitFor();
    await window.notification('Looking up people').waitFor({ state: 'hidden' });
    await window.screenshot('do-not-disturb');
  });
});
