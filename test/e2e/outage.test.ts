import assert from 'node:assert/strict';
import type { SandboxServer } from '../../src/sandbox/server';
import { consent, type SignedIn, startSignedIn } from './signedIn';
import type { Window } from './window';

/** Each step goes on where the one before it ended. */
describe('Somebody whose Circuit fails', () => {
  let signedIn: SignedIn;
  let circuit: SandboxServer;
  let window: Window;
  const choose = async (row: string) => {
    await window.status.click();
    await window.pick(row);
  };

  before(async () => {
    signedIn = await startSignedIn();
    ({ circuit, window } = signedIn);
  });

  afterEach(async function () {
    await window.screenshotOfFailure(this.currentTest);
    circuit.setFault();
    await window.runCommand('Notifications: Clear All Notifications');
  });

  after(() => signedIn.stop());

  it('is told once that a change was not taken, and sees what is true', async () => {
    circuit.setFault({ kind: 'status', status: 403, method: 'PUT' });
    await choose('Away');
    const message = window.notification('Circuit');
    await message.waitFor();
    assert.match(await message.innerText(), /Your status wasn't changed\./);
    assert.match(await message.innerText(), /Show Log/);
    await window.waitForSettledStatus('Available');
    await window.screenshot('outage-refused');
  });

  it('sees what was known last while connections break, and recovers', async () => {
    circuit.setFault({ kind: 'reset', at: 'before' });
    await window.runCommand('Circuit: Refresh');
    await window.waitForStatus('Unreachable, was Available');
    assert.match(await window.statusLabel(), /Circuit unreachable; last known: Available\./);
    circuit.setFault();
    await window.runCommand('Circuit: Refresh');
    await window.waitForStatus(/^\s*Available$/);
  });

  it('hears of a colleague from when their presence is, and no more once that is over', async () => {
    const displayName = circuit.sandbox.company.people.at(1)?.user.displayName ?? '';
    await window.runCommand('Circuit: Search People…');
    await window.type(displayName);
    await window.pick(displayName);
    await window.quickPickTitle(displayName).waitFor();
    await window.page.keyboard.press('Escape');
    await window.openContainer('Circuit');
    const row = window.treeRows('Search Results').filter({ hasText: displayName });
    await row.waitFor();
    const isSpoken = async (words: RegExp) =>
      words.test((await row.getAttribute('aria-label')) ?? '');
    assert.ok(!(await isSpoken(/, as of/)));
    circuit.setFault({ kind: 'reset', at: 'before' });
    await window.runCommand('Circuit: Refresh');
    await window.untilTrue(() => isSpoken(/, as of .*\d/));
    circuit.setFault();
    await window.runCommand('Circuit: Refresh');
    await window.untilTrue(async () => !(await isSpoken(/, as of/)));
  });

  it('sees what was known last while Circuit answers 503, and recovers with a change', async () => {
    circuit.setFault({ kind: 'status', status: 503 });
    await window.runCommand('Circuit: Refresh');
    await window.waitForStatus('Unreachable, was Available');
    await window.hoverStatus();
    await window.screenshot('outage-unreachable');
    await choose('Away');
    await window.notification("Circuit hasn't confirmed the change.").waitFor();
    circuit.setFault();
    await window.answerNotification("Circuit hasn't confirmed the change.", 'Try Again');
    await window.statusMessage('Circuit is reachable again.').waitFor();
    await window.waitForStatus(/^\s*Away$/);
    await window.screenshot('outage-back');
    await choose('Busy');
    await window.waitForStatus(/^\s*Busy$/);
  });

  it('signs in again with one click once Circuit has taken the sign-in back', async () => {
    circuit.sandbox.revokeTokens();
    await choose('Available');
    await window.waitForStatus('Circuit: Sign in again');
    assert.match(await window.statusLabel(), /Signed out by Circuit.*Sign in again\.$/);
    await window.screenshot('outage-signed-out');
    await consent(signedIn.vscode, window, () => window.status.click());
    await window.waitForStatus(/^\s*Busy$/);
  });
});
