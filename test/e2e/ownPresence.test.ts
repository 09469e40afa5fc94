import assert from 'node:assert/strict';
import type { SandboxServer } from '../../src/sandbox/server';
import { type SignedIn, startSignedIn } from './signedIn';
import type { Window } from './window';

const minuteMs = 60_000;

/** Each step goes on where the one before it ended. */
describe('Somebody with a status', () => {
  let signedIn: SignedIn;
  let circuit: SandboxServer;
  let window: Window;
  const own = () => circuit.sandbox.presenceOf(circuit.sandbox.me.userId);
  const changes = () => circuit.sandbox.requests.count('PUT');
  /** Opens the quick pick with one click, types and takes the first row. */
  const type = async (text: string, row: string | RegExp) => {
    await window.status.click();
    await window.type(text);
    await window.pick(row);
  };
  const choose = async (row: string | RegExp) => {
    await window.status.click();
    await window.pick(row);
  };
  /** What was set can be undone once Circuit has been asked again, which no window shows. */
  const undo = async () => {
    const row = window.quickPickRows().filter({ hasText: 'Undo the last change' });
    await window.untilTrue(async () => {
      await window.status.click();
      await window.quickPickRows().filter({ hasText: 'Busy' }).waitFor();
      const isOffered = await row.isVisible();
      await (isOffered ? row.click() : window.page.keyboard.press('Escape'));
      return isOffered;
    });
  };

  before(async () => {
    signedIn = await startSignedIn();
    ({ circuit, window } = signedIn);
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(() => signedIn.stop());

  it('sets nothing by starting, looking, leaving with Escape, reloading and closing', async () => {
    for (const row of ['Status message…', 'Account…', undefined]) {
      await window.status.click();
      await window.quickPickTitle('Circuit Status').waitFor();
      await window.screenshot('status-pick');
      if (row !== undefined) {
        await window.pick(row);
        await window.quickPickTitle('Circuit Status').waitFor({ state: 'hidden' });
        await window.quickInput.waitFor();
      }
      await window.page.keyboard.press('Escape');
      await window.quickInput.waitFor({ state: 'hidden' });
    }
    await window.reload();
    await window.waitForStatus('Available');
    await window.close();
    window = await signedIn.vscode.openWindow();
    await window.waitForStatus('Available');
    assert.equal(changes(), 0);
  });

  it('types "90m in review" and gets Do Not Disturb with an end and a message', async () => {
    const before = Date.now();
    await window.status.click();
    await window.type('90m in review');
    const row = window.quickPickRows().first();
    await row.filter({ hasText: /Do Not Disturb for 1 h 30 min, until .*: in review/ }).waitFor();
    await window.screenshot('status-typed');
    await window.page.keyboard.press('Enter');
    await window.waitForSettledStatus(/until .*\d/);
    const { state, statusMessage, dndUntil = 0 } = own();
    assert.deepEqual({ state, statusMessage }, { state: 'DND', statusMessage: 'in review' });
    assert.ok(dndUntil >= before + 90 * minuteMs && dndUntil <= Date.now() + 90 * minuteMs);
  });

  it('shows first what Enter takes, and never as more than what it says', async () => {
    const firsts: [typed: string, first: RegExp][] = [
      ['Sat in traffic', /^Set message "Sat in traffic"/],
      ['until 3 or so', /^Set message "until 3 or so"/],
      ['meeting at 3pm', /^Set message "meeting at 3pm"/],
      ['90m', /^Do Not Disturb for 1 h 30 min, until /],
      ['busy 1h', /^Busy \(no end time; only Do Not Disturb has one\)/],
    ];
    await window.status.click();
    for (const [typed, first] of firsts) {
      await window.type(typed);
      await window.quickPickRows().first().filter({ hasText: first }).waitFor();
    }
    await window.page.keyboard.press('Escape');
  });

  it('reads state, end, message, cause and age in the tooltip, and finds what can be done', async () => {
    const tooltip = await window.hoverStatus();
    const text = await tooltip.innerText();
    assert.match(
      text,
      /^Circuit presence, .*@.*\n+Do Not Disturb until .*\d.*\n+Message: in review\n+Set here at .*; checked just now\./,
    );
    assert.match(text, /Available · Do Not Disturb \(1 h\) · Message/);
    await window.screenshot('status-tooltip');
    await window.page.keyboard.press('Escape');
  });

  it('prolongs Do Not Disturb by 15 minutes, and takes that back', async () => {
    const { dndUntil = 0 } = own();
    await window.status.click();
    await window.quickPickRows().filter({ hasText: '15 minutes longer' }).waitFor();
    await window.screenshot('status-in-dnd');
    await window.pick('15 minutes longer');
    await window.untilTrue(() => own().dndUntil === dndUntil + 15 * minuteMs);
    await window.waitForSettledStatus(/until .*\d/);
    await undo();
    await window.untilTrue(() => own().dndUntil === dndUntil);
    assert.equal(own().statusMessage, 'in review');
    await window.waitForSettledStatus(/until .*\d/);
  });

  it('ends Do Not Disturb now and keeps the message', async () => {
    await choose('End Do Not Disturb now');
    await window.waitForSettledStatus('Available');
    assert.equal(own().state, 'AVAILABLE');
    assert.equal(own().statusMessage, 'in review');
  });

  it('sees what it waits for until Circuit has answered', async () => {
    circuit.setFault({ kind: 'late', ms: 1_500, answers: true, method: 'PUT' });
    await choose('Busy');
    await window.waitForStatus('Busy…');
    assert.notEqual(own().state, 'BUSY');
    await window.screenshot('status-pending');
    await window.waitForSettledStatus('Busy');
    circuit.setFault();
    assert.equal(own().state, 'BUSY');
    assert.equal(own().statusMessage, 'in review');
  });

  it('clears the message and finds the status again among the recent ones', async () => {
    await window.runCommand('Circuit: Clear Status Message');
    await window.untilTrue(() => own().statusMessage === undefined);
    assert.equal(own().state, 'BUSY');
    await type('in rev', 'in review');
    await window.waitForSettledStatus(/until .*\d/);
    assert.equal(own().statusMessage, 'in review');
  });
});
