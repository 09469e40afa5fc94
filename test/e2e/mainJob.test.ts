import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type SandboxServer, serveSandbox } from '../../src/sandbox/server';
import { startVSCode, type VSCode } from './vscode';
import { saveScreenshot, type Window } from './window';

const hourMs = 3_600_000;

/** Each step goes on where the one before it ended, as a person's morning does. */
describe('Somebody who starts to use it', () => {
  let circuit: SandboxServer;
  let vscode: VSCode;
  let window: Window;

  before(async () => {
    circuit = await serveSandbox();
    vscode = await startVSCode({
      'circuit.host': circuit.origin,
      'circuit.clientIds': { [circuit.origin]: circuit.sandbox.publicClientId },
    });
    window = await vscode.openWindow();
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(async () => {
    await vscode.stop();
    await circuit.close();
  });

  it('finds "Sign in" in the status bar, and nothing was asked of Circuit', async () => {
    await window.waitForStatus('Circuit: Sign in');
    await window.openContainer('Circuit');
    await window.screenshot('signed-out');
    assert.equal(circuit.sandbox.requests.count(), 0);
  });

  it('signs in with clicks alone and sees to be available', async () => {
    const consent = await vscode.pageOpenedBy(async () => {
      await window.status.click();
      await window.answerModal('wants to sign in using Circuit', 'Allow');
    });
    await consent.getByRole('heading').first().waitFor();
    await saveScreenshot(consent, 'consent');
    await allow(consent);
    await window.waitForStatus('Available');
    await window.screenshot('available');
  });

  it('chooses Do Not Disturb for an hour and sees its end, as Circuit does', async () => {
    const before = Date.now();
    await window.runCommand('Circuit: Do Not Disturb…');
    await window.pick(/for 1 h$/);
    await window.waitForSettledStatus(/until .*\d/);
    const { state, dndUntil = 0 } = circuit.sandbox.presenceOf(circuit.sandbox.me.userId);
    assert.equal(state, 'DND');
    assert.ok(dndUntil >= before + hourMs && dndUntil <= Date.now() + hourMs);
    assert.match(await window.statusLabel(), /do not disturb until/i);
  });

  it('searches a colleague and finds their presence in the sidebar', async () => {
    const colleague = circuit.sandbox.company.people.at(1)?.user;
    assert.ok(colleague);
    const { displayName, userId } = colleague;
    circuit.sandbox.setPresenceOf(userId, { state: 'BUSY', statusMessage: 'Writing tests' });
    await window.runCommand('Circuit: Search People…');
    await window.type(displayName);
    await window.quickPickRows().filter({ hasText: 'Writing tests' }).waitFor();
    await window.pick(displayName);
    await window.quickPickTitle(displayName).waitFor();
    await window.page.keyboard.press('Escape');
    const row = window.treeRows('Search Results').filter({ hasText: displayName });
    await row.filter({ hasText: 'Writing tests' }).waitFor();
    assert.match((await row.getAttribute('aria-label')) ?? '', /busy/i);
    await window.screenshot('search-results');
  });

  it('sees their labels', async () => {
    await window.expandView('People', false);
    await window.expandView('Labels');
    const [label] = circuit.sandbox.company.labels;
    await window.treeRows('Labels').filter({ hasText: label?.value }).waitFor();
    await window.screenshot('labels');
  });

  it('is still signed in after a reload, without being asked', async () => {
    await window.reload();
    await window.waitForStatus(/until .*\d/);
  });

  it('signs out by a command and finds "Sign in" again', async () => {
    await window.runCommand('Circuit: Sign Out');
    await window.waitForStatus('Circuit: Sign in');
  });
});

async function allow(consent: Page): Promise<void> {
  await consent.getByRole('button', { name: 'Allow' }).click();
  await consent.getByText("You're signed in").waitFor();
}
