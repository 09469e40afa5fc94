import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { SandboxServer } from '../../src/sandbox/server';
import { type SignedIn, startSignedIn } from './signedIn';
import { createDebuggedFolder, type DebuggedFolder } from './tinyDebugger';
import type { Window } from './window';

const minuteMs = 60_000;
/** Long enough for a restart, and for a window that may be gone. */
const longWait = { timeout: 50_000 };

/** Each step continues where the previous one ended. */
describe('Somebody who wants quiet until it is over', () => {
  let debugged: DebuggedFolder;
  let signedIn: SignedIn;
  let circuit: SandboxServer;
  let window: Window;
  const own = () => circuit.sandbox.presenceOf(circuit.sandbox.me.userId);
  const changes = () => circuit.sandbox.requests.count('PUT');
  /** Opens the status pick and types. Until it has, earlier rows may be replaced. */
  const openAndType = async () => {
    await window.status.click();
    await window.type('until');
    await window.quickPickRows().filter({ hasText: 'Set message "until"' }).waitFor();
  };
  const choose = async (row: RegExp) => {
    await openAndType();
    await window.pick(row);
  };
  const startDebugging = async () => {
    await window.runCommand('Debug: Start Debugging');
    await window.page.locator('.debug-toolbar').waitFor();
  };
  const untilBusy = async () => {
    await window.status.filter({ hasText: 'Busy', hasNotText: '…' }).waitFor(longWait);
    const { state, statusMessage } = own();
    assert.deepEqual({ state, statusMessage }, { state: 'BUSY', statusMessage: 'in review' });
  };
  const keptFiles = () => {
    const kept = path.join(
      signedIn.vscode.userData,
      'User/globalStorage/circuit-presence.circuit-presence',
    );
    return readdirSync(kept).filter(name => name.startsWith('until-'));
  };

  before(async () => {
    debugged = createDebuggedFolder();
    signedIn = await startSignedIn(debugged.folder, { others: [debugged.extension] });
    ({ circuit, window } = signedIn);
    const { userId } = circuit.sandbox.me;
    circuit.sandbox.setPresenceOf(userId, { state: 'BUSY', statusMessage: 'in review' });
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(async () => {
    await signedIn.stop();
    debugged.remove();
  });

  it('is offered no end that is not near', async () => {
    await window.status.click();
    await window.type('until');
    await window.quickPickRows().filter({ hasText: 'next working day' }).waitFor();
    const rows = await window
      .quickPickRows()
      .filter({ hasText: /debugging|task|terminal/ })
      .count();
    assert.equal(rows, 0);
    await window.page.keyboard.press('Escape');
  });

  it('gets Do Not Disturb until debugging ends, for 15 minutes at a time', async () => {
    await startDebugging();
    const before = Date.now();
    await openAndType();
    await window.screenshot('until-pick');
    await window.pick(/until debugging ends/);
    await window.waitForSettledStatus('until debugging ends');
    const { state, statusMessage, dndUntil = 0 } = own();
    assert.deepEqual({ state, statusMessage }, { state: 'DND', statusMessage: 'in review' });
    assert.ok(dndUntil >= before + 15 * minuteMs && dndUntil <= Date.now() + 15 * minuteMs);
    const tooltip = await window.hoverStatus();
    assert.match(await tooltip.innerText(), /until debugging ends[^]*This window extends it until/);
    await window.screenshot('until-tooltip');
    await window.page.keyboard.press('Escape');
  });

  it('has the earlier status back when it is over', async () => {
    await window.runCommand('Debug: Stop');
    await window.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    assert.equal(own().state, 'DND', 'it may be a restart');
    await untilBusy();
    assert.equal(changes(), 2);
    assert.deepEqual(keptFiles(), []);
  });

  it('gets it until a task ends', async () => {
    await window.runCommand('Tasks: Run Task');
    await window.pick('deploy');
    await window.quickInput.waitFor({ state: 'hidden' });
    await window.untilTrue(async () => {
      await openAndType();
      const rows = window.quickPickRows().filter({ hasText: 'until the task "deploy" ends' });
      const row = rows.first();
      const isOffered = await row.isVisible();
      await (isOffered ? row.click() : window.page.keyboard.press('Escape'));
      return isOffered;
    });
    await window.waitForSettledStatus('until the task ends');
    assert.equal(own().state, 'DND');
    debugged.endTask();
    await untilBusy();
  });

  it('ends it with one choice, and nothing follows', async () => {
    await startDebugging();
    await choose(/until debugging ends/);
    await window.waitForSettledStatus('until debugging ends');
    await window.status.click();
    await window.quickPickRows().first().filter({ hasText: 'back to Busy: in review' }).waitFor();
    await window.screenshot('until-now');
    await window.page.keyboard.press('Enter');
    await untilBusy();
    assert.deepEqual(keptFiles(), []);
  });

  it('has the earlier status back after the extension host was killed', async () => {
    await choose(/until debugging ends/);
    await window.waitForSettledStatus('until debugging ends');
    await window.runCommand('Tiny: Kill the Extension Host');
    await untilBusy();
    assert.deepEqual(keptFiles(), []);
  });

  it('pins a status with its length and message, names it, and sets it again', async () => {
    const button = (row: string, action: string) =>
      window.quickPickRows().filter({ hasText: row }).locator(`[aria-label="${action}"]`);
    await window.status.click();
    await window.type('45m 🍝 Lunch');
    await window.quickPickRows().first().filter({ hasText: 'for 45 min' }).waitFor();
    await window.page.keyboard.press('Enter');
    await window.waitForSettledStatus(/until .*\d/);
    await window.status.click();
    await window.type('Lunch');
    await window.quickPickRows().filter({ hasText: '45 min' }).hover();
    await button('45 min', 'Pin').click();
    await window.quickPickRows().filter({ hasText: 'Pinned' }).waitFor();
    await window.screenshot('until-pinned');
    await button('45 min', 'Rename').click();
    await window.quickPickTitle('Rename Pinned Status').waitFor();
    await window.answer('Noon');
    await window.quickPickTitle('Circuit Status').waitFor();
    await window.type('Noon');
    await window.quickPickRows().filter({ hasText: 'Set message "Noon"' }).waitFor();
    await window.pick('Noon');
    await window.untilTrue(() => changes() > 0 && own().statusMessage === '🍝 Lunch');
    assert.equal(own().state, 'DND');
  });
});
