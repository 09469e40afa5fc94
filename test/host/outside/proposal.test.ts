import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/account/account';
import { createProposer, type ProposalOutcome } from '../../../src/assistants/proposal';
import { ToolError } from '../../../src/assistants/sentences';
import { clockWords } from '../../../src/base/timeWords';
import type { PresenceChange } from '../../../src/presence/presenceChange';
import { Minutes } from './minutes';

const minuteMs = 60_000;

describe('A status that an assistant proposes', () => {
  const { showInformationMessage } = vscode.window;
  let cancelling: vscode.CancellationTokenSource;
  let minutes: Minutes;
  /** What the person was shown, and how to click on it. */
  let shown: { readonly text: string; readonly click: (button?: string) => void }[];
  let set: PresenceChange[];
  let reported: unknown[];
  let account: Account | undefined;
  let failure: Error | undefined;
  let propose: (
    input: Parameters<ReturnType<typeof createProposer>>[0],
  ) => Promise<ProposalOutcome>;

  beforeEach(() => {
    minutes = new Minutes();
    cancelling = new vscode.CancellationTokenSource();
    [shown, set, reported, failure] = [[], [], [], undefined];
    account = { label: 'me' } as Account; // only its identity is looked at
    Object.assign(vscode.window, {
      showInformationMessage: (text: string) =>
        new Promise(resolve => shown.push({ text, click: resolve })),
    });
    const proposer = createProposer(error => reported.push(error));
    const context = {
      account: () => account,
      moment: () => ({ now: Date.now(), language: 'de' }),
      setStatus: (change: PresenceChange) => {
        set.push(change);
        return failure ? Promise.reject(failure) : Promise.resolve();
      },
    };
    propose = input => proposer(input, context, cancelling.token);
  });
  afterEach(() => {
    minutes.end();
    Object.assign(vscode.window, { showInformationMessage });
    assert.equal(minutes.count, 0, 'no timer is left');
  });

  it('is shown with its end and its message, and set as it was shown', async () => {
    const before = Date.now();
    const proposing = propose({ state: 'DND', duration_minutes: 90, message: 'Writing' });
    const after = Date.now();
    await new Promise(resolve => setTimeout(resolve, 50));
    shown[0]?.click('Set Status');
    assert.deepEqual(await proposing, { outcome: 'set' });
    const [{ state, dndUntil = 0, statusMessage } = {}] = set;
    assert.deepEqual([state, statusMessage], ['DND', 'Writing']);
    const asked = dndUntil - 90 * minuteMs;
    assert.ok(before <= asked && asked <= after, 'it is counted from the question on');
    const end = clockWords(dndUntil, { now: asked, language: 'de' });
    assert.equal(
      shown[0]?.text,
      `Proposed by an assistant: set your status to Do Not Disturb until ${end}, with the message “Writing”?`,
    );
  });

  it('keeps the message where it says nothing of one', async () => {
    const proposing = propose({ state: 'BUSY' });
    shown[0]?.click('Set Status');
    await proposing;
    assert.deepEqual(set, [{ state: 'BUSY' }]);
  });

  for (const button of ["Don't Set", undefined]) {
    it(`is declined by ${button ?? 'closing it'}`, async () => {
      const proposing = propose({ state: 'BUSY' });
      shown[0]?.click(button);
      assert.deepEqual(await proposing, { outcome: 'declined' });
      assert.deepEqual(set, []);
    });
  }

  it('is declined after a minute, also where notifications are hidden; a later click sets nothing and is told so', async () => {
    const proposing = propose({ state: 'BUSY' });
    minutes.pass();
    assert.deepEqual(await proposing, { outcome: 'declined' });
    shown[0]?.click('Set Status');
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(set, []);
    assert.match(shown[1]?.text ?? '', /expired.*wasn't changed/);
  });

  it('is declined when the chat is stopped', async () => {
    const proposing = propose({ state: 'BUSY' });
    cancelling.cancel();
    assert.deepEqual(await proposing, { outcome: 'declined' });
    shown[0]?.click('Set Status');
    await Promise.resolve();
    assert.deepEqual(set, []);
  });

  it('is not set for another account', async () => {
    const proposing = proposeBusy();
    account = { label: 'somebody else' } as Account; // only its identity is looked at
    shown[0]?.click('Set Status');
    assert.deepEqual(await proposing, { outcome: 'declined' });
    assert.deepEqual(set, []);
  });

  it('is the only one: another is refused until it is answered', async () => {
    const proposing = proposeBusy();
    await assert.rejects(propose({ state: 'AWAY' }), /still deciding/);
    assert.equal(shown.length, 1);
    shown[0]?.click();
    await proposing;
    const next = proposeBusy();
    shown[1]?.click();
    assert.deepEqual(await next, { outcome: 'declined' });
  });

  it('that Circuit refuses is told to the person, and that it was not set to the model', async () => {
    failure = new Error('Circuit did not answer.');
    const proposing = proposeBusy();
    shown[0]?.click('Set Status');
    await assert.rejects(proposing, (error: unknown) => {
      assert.ok(error instanceof ToolError);
      assert.doesNotMatch(error.message, /did not answer/);
      return true;
    });
    assert.deepEqual(reported, [failure]);
  });

  function proposeBusy(): Promise<ProposalOutcome> {
    return propose({ state: 'BUSY' });
  }
});
