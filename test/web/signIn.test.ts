import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type SandboxServer, serveSandbox } from '../../src/sandbox/server';
import type { Window } from '../e2e/window';
import { startWebVSCode, type WebVSCode } from './webVSCode';

const paste = 'http://localhost:7190';

/** Signs in up to Circuit's page, which it returns. Asks for everything that isn't known yet. */
async function openSignIn(
  vscode: WebVSCode,
  window: Window,
  circuit: SandboxServer,
  isNew = true,
): Promise<Page> {
  await window.runCommand('Circuit: Sign In');
  if (isNew) {
    await window.pick('Sign in');
    await window.pick('Another address…');
    await window.quickInput.getByText('Address of your Circuit server').waitFor();
    await window.answer(circuit.origin);
    await window.pick('I have a client ID');
    await window.quickInput.getByText('Client ID of the OAuth app').waitFor();
    await window.answer(circuit.sandbox.publicClientId);
    await window.quickInput.getByText('Client secret').waitFor();
    await window.answer('');
  }
  return await vscode.pageOpenedBy(() => window.answerModal('using Circuit', 'Allow'));
}

/** Says yes and returns the address that the browser can't load. */
async function allowAndCopy(page: Page): Promise<string> {
  const [request] = await Promise.all([
    page.waitForRequest(each => each.url().startsWith(paste)),
    page.getByRole('button', { name: 'Allow' }).click(),
  ]);
  return request.url();
}

/** Each step continues where the previous one ended. */
describe('Somebody who signs in from a browser', () => {
  let circuit: SandboxServer;
  let vscode: WebVSCode;
  let window: Window;
  const polls = () => circuit.sandbox.requests.count('GET', '/rest/v2/users/presence');

  before(async () => {
    vscode = await startWebVSCode({ keepsSecrets: true });
    circuit = await serveSandbox({ redirectOrigins: [paste, vscode.origin], allowOrigins: ['*'] });
    window = await vscode.openWindow('one');
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(async () => {
    await vscode.stop();
    await circuit.close();
  });

  it('pastes the address that the browser cannot load', async () => {
    await window.waitForStatus('Circuit');
    const page = await openSignIn(vscode, window, circuit);
    await window.quickInput.getByText("That page won't load").waitFor();
    await window.screenshot('web-sign-in-paste');
    const address = await allowAndCopy(page);
    await page.close();
    await window.answer(address);
    await window.waitForStatus('Available');
  });

  it('sets a status, finds a colleague and is told when somebody is available', async () => {
    await window.runCommand('Circuit: Set Busy');
    await window.waitForSettledStatus('Busy');
    const { me, company } = circuit.sandbox;
    assert.equal(circuit.sandbox.presenceOf(me.userId).state, 'BUSY');
    const { userId, displayName } = company.people.at(1)?.user ?? me;
    circuit.sandbox.setPresenceOf(userId, { state: 'AWAY' });
    await window.runCommand('Circuit: Search People…');
    await window.type(displayName);
    await window.pick(displayName);
    await window.pick('Notify Me When Available…');
    await window.answer('Within an hour');
    circuit.sandbox.setPresenceOf(userId, { state: 'AVAILABLE' });
    await window.runCommand('Circuit: Refresh');
    await window.notification(`“${displayName}” is available now.`).waitFor();
    await window.screenshot('web-signed-in');
  });

  it('is still signed in after a reload', async () => {
    await window.reload();
    await window.waitForStatus('Busy');
  });

  it('opens a second window, which asks no more of Circuit than one', async () => {
    await window.runCommand('Circuit: Refresh');
    await window.waitForSettledStatus('Busy');
    const before = polls();
    const second = await vscode.openWindow('two');
    await second.waitForStatus('Busy');
    await window.page.waitForTimeout(35_000);
    assert.ok(polls() - before <= 2, `${polls() - before} polls in some 40 s`);
    await second.runCommand('Circuit: Set Away');
    await second.waitForSettledStatus('Away');
    await window.waitForStatus('Away');
    await second.close();
  });

  it('hears of a sign-out, and of a sign-in, in another window', async () => {
    const second = await vscode.openWindow('two');
    await second.waitForStatus('Away');
    await second.runCommand('Circuit: Sign Out');
    await window.waitForStatus('Circuit: Sign in');
    const page = await openSignIn(vscode, second, circuit, false);
    const address = await allowAndCopy(page);
    await page.close();
    await second.answer(address);
    await second.waitForStatus('Away');
    await window.waitForStatus('Away');
    await second.close();
  });

  it('comes back by itself where the administrator has allowed it', async () => {
    await window.runCommand('Circuit: Sign Out');
    await window.waitForStatus('Circuit: Sign in');
    const first = await openSignIn(vscode, window, circuit, false);
    const page = await vscode.pageOpenedBy(() =>
      window.quickInput.locator('[aria-label^="Return Automatically"]').click(),
    );
    await window.quickInput.getByText('returns here automatically').waitFor();
    await window.screenshot('web-sign-in-page');
    await first.close();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('You can close this page now').waitFor();
    await window.waitForStatus('Away');
    await page.close();
  });

  it('comes back so the next time, without choosing it', async () => {
    await window.runCommand('Circuit: Sign Out');
    const page = await openSignIn(vscode, window, circuit, false);
    await window.quickInput.getByText('returns here automatically').waitFor();
    await page.getByRole('button', { name: 'Allow' }).click();
    await window.waitForStatus('Away');
  });

  it('reads that Circuit is down or lets no browsers in, where it is one of both', async () => {
    circuit.setFault({ kind: 'reset', at: 'before' });
    await window.runCommand('Circuit: Refresh');
    await window.waitForStatus('Unreachable, was Away');
    await window.status.hover();
    await window.screenshot('web-unreachable');
    circuit.setFault();
    await window.runCommand('Circuit: Refresh');
    await window.waitForStatus(/^\s*Away$/);
  });
});

describe('Somebody whose browser keeps no secrets', () => {
  let circuit: SandboxServer;
  let vscode: WebVSCode;
  let window: Window;

  before(async () => {
    vscode = await startWebVSCode({ keepsSecrets: false });
    circuit = await serveSandbox({
      redirectOrigins: [paste],
      allowOrigins: ['*'],
      hideHeaders: true,
    });
    window = await vscode.openWindow('one');
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(async () => {
    await vscode.stop();
    await circuit.close();
  });

  it('signs in with an access token, and sets Do Not Disturb', async () => {
    const page = await openSignIn(vscode, window, circuit);
    await page.close();
    await window.quickInput.locator('[aria-label^="Paste an Access Token"]').click();
    await window.quickInput.getByText('The token is checked').waitFor();
    await window.answer(circuit.sandbox.issueToken());
    await window.waitForStatus('Available');
    await window.runCommand('Circuit: Do Not Disturb…');
    await window.answer('30m');
    await window.waitForSettledStatus('until');
    const { dndUntil = 0 } = circuit.sandbox.presenceOf(circuit.sandbox.me.userId);
    assert.ok(Math.abs(dndUntil - Date.now() - 30 * 60_000) < 60_000);
  });

  it('is left alone by a Circuit that has too much to do, though it cannot say for how long', async () => {
    circuit.setFault({ kind: 'status', status: 429 });
    await window.runCommand('Circuit: Refresh');
    await window.waitForStatus('Unreachable');
    circuit.setFault();
  });

  it('is told after a reload why they have to do it again', async () => {
    await window.reload();
    await window.notification('VS Code lost your Circuit sign-in').waitFor();
    await window.waitForStatus('Circuit: Sign in');
    await window.screenshot('web-secrets-lost');
    await window.answerNotification('VS Code lost your Circuit sign-in', 'Sign In');
    await window.modal('using Circuit').waitFor();
  });
});
