import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { type SandboxServer, serveSandbox } from '../../src/sandbox/server';
import { findFreePort } from '../ports';
import { chooseForAccount, openAccounts } from './accountsMenu';
import { startVSCode, type VSCode } from './vscode';
import { saveScreenshot, type Window } from './window';

/** Each step goes on where the one before it ended. The folder in the window is hostile throughout. */
describe('Somebody who signs in', () => {
  let circuit: SandboxServer;
  let other: SandboxServer;
  let hostile: SandboxServer;
  let port: number;
  let vscode: VSCode;
  let window: Window;
  const clicks = () => window.status.click();
  const press = (key: string) => window.page.keyboard.press(key);
  const clipboard = () => window.page.evaluate(() => navigator.clipboard.readText());
  /** Chooses another Circuit in VS Code's settings, which are open until the status follows. */
  const changeHost = async (origin: string, status: string) => {
    await window.runCommand('Preferences: Open Settings (UI)');
    await window.page.locator('.settings-editor .suggest-input-container').click();
    await window.page.keyboard.insertText('circuit.host');
    await window.page.locator('.settings-editor [data-key="circuit.host"] input').fill(origin);
    await window.waitForStatus(status);
    await window.page.locator('.monaco-modal-editor-block .codicon-close').first().click();
  };

  /** Says yes to VS Code's own question and gives Circuit's page. */
  const allowVSCode = (act: () => Promise<unknown>): Promise<Page> =>
    vscode.pageOpenedBy(async () => {
      await act();
      await window.answerModal('using Circuit', 'Allow');
    });
  /** Decides on Circuit's page and reads what the page then says. */
  const decide = async (page: Page, decision: 'Allow' | 'Deny', outcome: string) => {
    await page.getByRole('button', { name: decision }).click();
    await page.getByText(outcome).waitFor();
    await page.close();
  };
  const signIn = async (act: () => Promise<unknown> = clicks) => {
    await decide(await allowVSCode(act), 'Allow', "You're signed in");
    await window.waitForStatus('Available');
  };
  /** Names the OAuth app, from the choice of how to come by one. */
  const nameApp = async (secret: string) => {
    await window.pick('I have a client ID');
    await window.quickInput.getByText('Client ID of the OAuth app').waitFor();
    await window.answer(circuit.sandbox.clientId);
    await window.quickInput.getByText('Client secret').waitFor();
    await window.answer(secret);
  };
  /** Answers everything that is asked as long as nothing is kept; the secret is wrong. */
  const answersAll = async () => {
    await clicks();
    await window.pick('Sign in');
    await window.quickPickRows().filter({ hasText: 'Europe' }).waitFor();
    await window.answer(circuit.origin); // where the rows are offered
    await nameApp('a-secret-with-a-typing-error');
  };
  /** Nothing asks, nothing tells: the box is gone and no message came. */
  const isQuiet = async () => {
    await window.quickInput.waitFor({ state: 'hidden' });
    assert.equal(await window.notification('').count(), 0);
    assert.equal(await window.modal('').count(), 0);
  };
  const demo = 'Try the Demo';
  const clearMessages = () => window.runCommand('Notifications: Clear All Notifications');

  before(async () => {
    port = await findFreePort();
    const redirectOrigins = [`http://localhost:${port}`];
    circuit = await serveSandbox({ redirectOrigins });
    other = await serveSandbox({ redirectOrigins });
    hostile = await serveSandbox({ redirectOrigins });
    vscode = await startVSCode({ 'circuit.redirectPort': port });
    writeHostileFolder(vscode.workspace, [circuit.origin, hostile.origin]);
    window = await vscode.openWindow();
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(async () => {
    await vscode.stop();
    await Promise.all([circuit, other, hostile].map(each => each.close()));
  });

  it('finds a quiet word in the status bar, which asks for one of two choices', async () => {
    await window.waitForStatus(/^\s*Circuit\s*$/);
    assert.equal(await window.notification('').count(), 0);
    await clicks();
    await window
      .quickPickRows()
      .filter({ hasText: 'A made-up company; nothing leaves this computer' })
      .waitFor();
    await window
      .quickPickRows()
      .filter({ hasText: /^\s*Sign in/ })
      .waitFor();
    await window.screenshot('sign-in-first-run');
    await press('Escape');
    await isQuiet();
  });

  it('finds in the palette only what works without a sign-in', async () => {
    await press('F1');
    await window.type('>Circuit: ');
    // VS Code's own, for each view, are there for everybody.
    const focus = 'Circuit: Focus on ';
    const rows = window.quickPickRows().filter({ hasText: /^\s*Circuit: /, hasNotText: focus });
    await rows.filter({ hasText: 'Circuit: Sign In' }).waitFor();
    await window.screenshot('sign-in-palette');
    assert.deepEqual(
      (await rows.locator('.label-name').allInnerTexts()).sort(),
      ['Check Connection', 'Copy Diagnostics', 'Get Started', 'Show Log', 'Sign In', demo].map(
        title => `Circuit: ${title}`,
      ),
    );
    await press('Escape');
    await window.runCommand('Circuit: Get Started');
    await window.page.getByText('See your presence in the status bar').first().waitFor();
    await window.runCommand('View: Close Editor');
    await window.runCommand('Circuit: Check Connection');
    await window.notification('Sign in first').waitFor();
    await clearMessages();
  });

  it('names their Circuit, the OAuth app and its secret, with help for who has none', async () => {
    await clicks();
    await window.pick('Sign in');
    await window.quickPickRows().filter({ hasText: 'Europe' }).waitFor();
    await window.screenshot('sign-in-which-circuit');
    await window.pick('Another address…');
    await window.quickInput.getByText('Address of your Circuit server').waitFor();
    await window.answer('http://circuit.example.com');
    await window.quickInput.locator('.quick-input-message').filter({ hasText: 'https' }).waitFor();
    await window.screenshot('sign-in-address');
    await window.answer(circuit.origin);
    await window.quickPickRows().filter({ hasText: 'I have a client ID' }).waitFor();
    await window.screenshot('sign-in-client-id');
    await window.pick('Ask my administrator');
    await window.untilTrue(async () => (await clipboard()).includes('MANAGE_PRESENCE'));
    assert.ok((await clipboard()).includes(`http://localhost:${port}/callback`));
    await window.quickInput.getByPlaceholder(/copied to the clipboard/).waitFor();
    await window.screenshot('sign-in-request-copied');
    await nameApp('a-secret-with-a-typing-error');
    const consent = window.modal('wants to sign in using Circuit');
    await consent.filter({ hasText: circuit.origin }).waitFor();
    await window.screenshot('sign-in-consent');
    await press('Escape');
    await isQuiet();
  });

  it('denies it in the browser, hears nothing more of it, and nothing is kept', async () => {
    const page = await allowVSCode(answersAll);
    await window.quickInput.getByText('Finish in your browser').waitFor();
    await window.screenshot('sign-in-waiting');
    await decide(page, 'Deny', 'You declined');
    await isQuiet();
    await window.waitForStatus(/^\s*Circuit\s*$/);
  });

  it('leaves the waiting box with Escape and is asked all of it anew', async () => {
    const page = await allowVSCode(answersAll);
    await window.quickInput.getByText('Finish in your browser').waitFor();
    await press('Escape');
    await window.statusMessage('Sign-in canceled').waitFor();
    await window.screenshot('sign-in-cancelled');
    await isQuiet();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('This sign-in has ended').waitFor();
    await saveScreenshot(page, 'sign-in-late-page');
    await page.close();
    await window.waitForStatus(/^\s*Circuit\s*$/);
  });

  it('goes back from the browser to each question, and the port is there for the next try', async () => {
    const first = await allowVSCode(answersAll);
    const back = () => window.quickInput.getByLabel('Back').click();
    await window.quickInput.getByText('Finish in your browser').waitFor();
    await window.quickInput.getByLabel('Paste an Access Token Instead').click();
    await window.quickInput.getByText('checked against your profile').waitFor();
    await back();
    await window.quickInput.getByText('Finish in your browser').waitFor();
    await window.screenshot('sign-in-waiting-back');
    await back();
    const second = await allowVSCode(() => nameApp('another-wrong-secret'));
    await window.quickInput.getByText('Finish in your browser').waitFor();
    await back();
    await window.quickPickRows().filter({ hasText: 'I have a client ID' }).waitFor();
    await back();
    await window.quickPickRows().filter({ hasText: 'Europe' }).waitFor();
    await back();
    await window
      .quickPickRows()
      .filter({ hasText: 'A made-up company; nothing leaves this computer' })
      .waitFor();
    await press('Escape');
    await Promise.all([first.close(), second.close()]);
    await isQuiet();
    await window.waitForStatus(/^\s*Circuit\s*$/);
  });

  it('is told when Circuit does not know the secret, and mends it there and then', async () => {
    const page = await allowVSCode(answersAll);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText("You're not signed in").waitFor();
    await saveScreenshot(page, 'sign-in-failed-page');
    await page.close();
    await window.notification(/client|secret|app/i).waitFor();
    await window.screenshot('sign-in-wrong-secret');
    await window.answerNotification(/client|secret|app/i, 'Change OAuth App');
    await signIn(() => nameApp(circuit.sandbox.clientSecret));
    await isQuiet();
  });

  it('leaves host and client ID in the settings, and no secret beside them', () => {
    const settings = readFileSync(path.join(vscode.userData, 'User/settings.json'), 'utf8');
    assert.ok(settings.includes(`"circuit.host": "${circuit.origin}"`));
    assert.ok(settings.includes(circuit.sandbox.clientId));
    assert.ok(!settings.includes(circuit.sandbox.clientSecret));
    assert.ok(!settings.includes('typing-error'));
  });

  it('is still signed in after a reload and in another window, without being asked', async () => {
    await window.waitForKeptPermission(
      `${circuit.sandbox.me.emailAddress} (${new URL(circuit.origin).host})`,
    );
    await window.reload();
    await window.waitForStatus('Available');
    const second = await vscode.openWindow();
    await second.waitForStatus('Available');
    await second.close();
    await isQuiet();
  });

  it('checks the connection and copies a report without names and tokens', async () => {
    await window.runCommand('Circuit: Check Connection');
    await window.quickPickRows().filter({ hasText: 'Read only' }).waitFor();
    await window.screenshot('check-pick');
    await window.pick('Also set my presence once, to its current state');
    await window.notification('no names or tokens').waitFor();
    await window.screenshot('check-report');
    await window.answerNotification('no names or tokens', 'Copy');
    const { displayName, emailAddress, userId } = circuit.sandbox.me;
    await window.untilTrue(async () => /PUT/.test(await clipboard()));
    const report = await clipboard();
    for (const name of [displayName, emailAddress, userId, circuit.sandbox.clientSecret]) {
      assert.ok(!report.includes(name));
    }
    assert.equal(circuit.sandbox.requests.count('PUT'), 1);
    await window.runCommand('View: Revert and Close Editor');
  });

  it('chooses another Circuit, which hears nothing, and comes back without signing in', async () => {
    await changeHost(other.origin, 'Circuit: Sign in');
    await window.notification(other.origin).waitFor();
    await window.screenshot('sign-in-parked');
    await clearMessages();
    await changeHost(circuit.origin, 'Available');
    assert.equal(other.sandbox.requests.count(), 0);
    await isQuiet();
  });

  it('takes the permission away in the Accounts menu, and gives it back with one click', async () => {
    await chooseForAccount(window, circuit.sandbox.me.emailAddress, 'Manage Trusted Extensions');
    const row = window.quickPickRows().filter({ hasText: 'Circuit Presence' });
    await row.waitFor();
    await window.screenshot('sign-in-trusted');
    await row.locator('.monaco-checkbox, input[type=checkbox]').first().click();
    await window.quickInput.getByRole('button', { name: 'OK' }).click();
    await window.waitForStatus('Circuit: Sign in');
    const before = circuit.sandbox.requests.count();
    await clicks();
    await window.modal('wants to').waitFor();
    await window.screenshot('sign-in-access');
    assert.equal(circuit.sandbox.requests.count(), before);
    await window.answerModal('wants to', 'Allow');
    await window.waitForStatus('Available');
    await isQuiet();
  });

  it('signs out in the Accounts menu while Circuit is down, and reads where to take it back', async () => {
    circuit.setFault({ kind: 'reset', at: 'before' });
    await chooseForAccount(window, circuit.sandbox.me.emailAddress, 'Sign Out');
    await window.answerModal('Sign out', 'Sign Out');
    await window.waitForStatus('Circuit: Sign in');
    await window.notification('Connected Apps').waitFor();
    await window.screenshot('signed-out-menu');
    circuit.setFault();
    await clearMessages();
  });

  it('pastes the address when another program has the port', async () => {
    const squatter = await occupy(port);
    const page = await allowVSCode(clicks);
    await window.quickInput.getByText(`port ${port}`).waitFor();
    await window.screenshot('sign-in-port-taken');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(url => url.port === String(port));
    await window.answer('https://example.com/?code=12345678');
    await window.quickInput.getByText('The address must start with').waitFor();
    await window.answer(page.url());
    await window.waitForStatus('Available');
    await page.close();
    squatter.close();
    squatter.closeAllConnections();
    await isQuiet();
  });

  it('signs out by the command', async () => {
    await window.runCommand('Circuit: Sign Out');
    await window.waitForStatus('Circuit: Sign in');
    await window.notification('Connected Apps').waitFor();
    await clearMessages();
  });

  it('pastes an access token, which is kept only if it works', async () => {
    const first = await allowVSCode(clicks);
    await first.close();
    await window.quickInput.getByLabel('Paste an Access Token Instead').click();
    await window.quickInput.getByText('checked against your profile').waitFor();
    await window.answer('not-a-token-of-this-circuit');
    await window.notification('this access token').waitFor();
    await window.screenshot('sign-in-token-refused');
    const again = () => window.answerNotification('this access token', 'Try Again');
    const second = await allowVSCode(again);
    await second.close();
    await window.quickInput.getByLabel('Paste an Access Token Instead').click();
    await window.quickInput.getByText('checked against your profile').waitFor();
    await window.answer(circuit.sandbox.issueToken());
    await window.waitForStatus('Available');
    await isQuiet();
  });

  it('sees one quiet sign when Circuit takes the sign-in back, and is somebody else after a click', async () => {
    circuit.sandbox.revokeTokens();
    await window.reload();
    await window.waitForStatus('Circuit: Sign in again');
    await isQuiet();
    const somebody = circuit.sandbox.company.people[1]?.user;
    assert.ok(somebody);
    const page = await allowVSCode(clicks);
    await page.getByText(somebody.displayName).click();
    await decide(page, 'Allow', "You're signed in");
    // VS Code's own question: it wants to be sure that another person is meant.
    await window.screenshot('sign-in-somebody-else');
    await window.answerModal(
      'Incorrect account',
      `Keep ${somebody.emailAddress} (${new URL(circuit.origin).host})`,
    );
    await window.waitForSettledStatus(/Available|Busy|Away|until/);
    const rows = await openAccounts(window);
    await rows.filter({ hasText: somebody.emailAddress }).first().waitFor();
    assert.equal(await rows.filter({ hasText: circuit.sandbox.me.emailAddress }).count(), 0);
    await window.screenshot('sign-in-accounts');
    await press('Escape');
  });

  it('never spoke to the Circuit of a hostile folder, nor in a hostile workspace', async () => {
    const file = path.join(vscode.workspace, '.vscode/hostile.code-workspace');
    const url = new URL(window.page.url());
    url.searchParams.delete('folder');
    url.searchParams.set('workspace', file);
    await window.page.goto(url.href);
    await window.ready();
    await window.waitForSettledStatus(/Available|Busy|Away|until/);
    assert.equal(hostile.sandbox.requests.count(), 0);
    assert.equal(other.sandbox.requests.count(), 0);
  });
});

/** Settings of a folder and of a workspace that would send the sign-in elsewhere. */
function writeHostileFolder(folder: string, [own = '', hostile = '']: readonly string[]): void {
  const settings = {
    'circuit.host': hostile,
    'circuit.clientIds': { [own]: 'stolen', [hostile]: 'stolen' },
    'circuit.redirectPort': 7777,
  };
  const all = { ...settings, '[json]': settings };
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(all));
  const workspace = { folders: [{ path: '..' }], settings: all };
  writeFileSync(path.join(folder, '.vscode/hostile.code-workspace'), JSON.stringify(workspace));
}

/** Another program on the port of the way back. */
function occupy(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((_, response) => response.end('Another program.'));
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
