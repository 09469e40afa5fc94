import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AccessList } from '../../../src/extensions/accessList';
import { AccessQuestions } from '../../../src/extensions/accessQuestions';
import { createMemory } from '../status/world';
import { Minutes } from './minutes';

const reviews = { id: 'a.reviews', name: 'Reviews' };

describe('Asking whether an extension may see availability', () => {
  const { showInformationMessage } = vscode.window;
  let minutes: Minutes;
  let account: string | undefined;
  let clicks: ((button?: string) => void)[];
  let access: AccessList;
  /** Each window has questions of its own. */
  let openWindow: () => AccessQuestions;

  beforeEach(() => {
    minutes = new Minutes();
    account = 'ada';
    clicks = [];
    access = new AccessList(createMemory(), () => account);
    openWindow = () => new AccessQuestions(access, () => account);
    Object.assign(vscode.window, {
      showInformationMessage: () => new Promise(resolve => clicks.push(resolve)),
    });
  });
  afterEach(() => {
    minutes.end();
    Object.assign(vscode.window, { showInformationMessage });
    assert.equal(minutes.count, 0, 'no timer is left');
  });

  for (const [button, isAllowed] of [
    ['Allow', true],
    ['Never', false],
  ] as const) {
    it(`ends for good with ${button}, in every window, for this account and this extension`, async () => {
      const window = openWindow();
      const asking = window.require(reviews, 'Why.');
      clicks[0]?.(button);
      assert.equal(await asking, isAllowed);
      assert.equal(await openWindow().require(reviews, 'Why.'), isAllowed);
      assert.equal(clicks.length, 1);
      const another = openWindow().require({ id: 'b.other', name: 'Other' }, 'Why.');
      assert.equal(clicks.length, 2);
      clicks[1]?.();
      assert.equal(await another, false);
      account = 'bob';
      const forBob = window.require(reviews, 'Why.');
      assert.equal(clicks.length, 3);
      clicks[2]?.();
      assert.equal(await forBob, false);
    });
  }

  for (const button of ['Not Now', undefined]) {
    it(`ends in this window with ${button ?? 'closing it'}`, async () => {
      const window = openWindow();
      const asking = window.require(reviews, 'Why.');
      clicks[0]?.(button);
      assert.equal(await asking, false);
      assert.equal(await window.require(reviews, 'Why.'), false);
      assert.equal(clicks.length, 1);
      const elsewhere = openWindow().require(reviews, 'Why.');
      assert.equal(clicks.length, 2);
      clicks[1]?.('Allow');
      assert.equal(await elsewhere, true);
    });
  }

  it('is over after a minute, and a later click counts the next time', async () => {
    const window = openWindow();
    const asking = window.require(reviews, 'Why.');
    minutes.pass();
    assert.equal(await asking, false);
    clicks[0]?.('Allow');
    await new Promise(setImmediate);
    assert.equal(await window.require(reviews, 'Why.'), true);
  });

  it('answers for the account it was asked for, whoever is signed in by then', async () => {
    const asking = openWindow().require(reviews, 'Why.');
    account = 'bob';
    clicks[0]?.('Allow');
    assert.equal(await asking, false);
    assert.equal(access.entries.size, 0);
    account = 'ada';
    assert.equal(access.entries.get(reviews.id), 'allowed');
  });
});
