import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { SandboxServer } from '../../src/sandbox/server';
import { type SignedIn, startSignedIn } from './signedIn';
import type { Window } from './window';

/** Each step goes on where the one before it ended. Nobody touches the mouse. */
describe('Somebody with colleagues and a keyboard', () => {
  let signedIn: SignedIn;
  let circuit: SandboxServer;
  let window: Window;
  const person = (at: number) => {
    const found = circuit.sandbox.company.people[at];
    assert.ok(found);
    return found.user;
  };
  const rowOf = (view: string, name: string): Locator =>
    window.treeRows(view).filter({ hasText: name });
  const press = (key: string) => window.page.keyboard.press(key);

  /** Chooses an action for the row that has the focus. */
  const act = async (action: string) => {
    await press('Enter');
    await window.pickByKeys(action);
  };
  /** Gives a person's row in *People* the focus, by keys alone. */
  const focusRow = async (name: string) => {
    await window.runCommandByKeys('Circuit: Focus on People View');
    await press('Home');
    const focused = window.view('People').locator('.monaco-list-row.focused');
    while (!((await focused.textContent()) ?? '').includes(name)) {
      await press('ArrowDown');
    }
  };

  before(async () => {
    signedIn = await startSignedIn();
    ({ circuit, window } = signedIn);
    await window.page.evaluate(
      "mouse = 'untouched'; addEventListener('pointerdown', () => (mouse = 'used'), true)",
    );
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(() => signedIn.stop());

  it('finds somebody and watches them', async () => {
    const { displayName, userId } = person(1);
    circuit.sandbox.setPresenceOf(userId, { state: 'BUSY', statusMessage: 'Writing tests' });
    await window.runCommandByKeys('Circuit: Search People…');
    await window.type(displayName);
    await window.quickPickRows().filter({ hasText: 'Writing tests' }).waitFor();
    await window.screenshot('people-search');
    await press('Enter');
    await window.quickPickTitle(displayName).waitFor();
    await press('Enter');
    await window.runCommandByKeys('Circuit: Focus on People View');
    await rowOf('People', displayName).filter({ hasText: 'Writing tests' }).waitFor();
  });

  it('changes their own status on the row on top', async () => {
    await focusRow(`${person(0).displayName} (you)`);
    await press('Enter');
    await window.quickPickTitle('Circuit Status').waitFor();
    await press('Escape');
  });

  it('watches several more from a list of addresses', async () => {
    const some = [2, 3, 4, 5].map(at => person(at));
    const states = ['AVAILABLE', 'AWAY', 'OFFLINE', 'BUSY'] as const;
    some.forEach(({ userId }, at) =>
      circuit.sandbox.setPresenceOf(userId, { state: states[at] ?? 'AVAILABLE' }),
    );
    await window.runCommandByKeys('Circuit: Add People by Email…');
    await window.answer('Type them…');
    await window.answer([...some.map(user => user.emailAddress), 'nobody@x.example'].join(', '));
    await window.quickPickRows().filter({ hasText: 'nobody@x.example' }).waitFor();
    await press('Enter');
    await window.quickPickRows().filter({ hasText: 'Not found in Circuit' }).waitFor();
    await window.screenshot('people-added');
    await press('Escape');
    for (const { displayName } of some) {
      await rowOf('People', displayName).waitFor();
    }
  });

  it('puts somebody into a group, which is summed up', async () => {
    const { displayName } = person(1);
    await focusRow(displayName);
    await act('Move to Group…');
    await window.answer('New Group…');
    await window.answer('Bridge builders');
    await rowOf('People', 'Bridge builders').filter({ hasText: '0 of 1 available' }).waitFor();
    await window.screenshot('people-groups');
  });

  it('waits for somebody and is told once that they are available', async () => {
    const { displayName, userId } = person(1);
    await focusRow(displayName);
    await act('Notify Me When Available…');
    await window.answer('Within an hour');
    await rowOf('People', displayName).filter({ hasText: 'Busy · notify me' }).waitFor();
    await window.screenshot('people-awaited');
    await window.runCommandByKeys('View: Show Explorer');
    circuit.sandbox.setPresenceOf(userId, { state: 'AVAILABLE' });
    await window.runCommandByKeys('Circuit: Refresh');
    await window.notification(`“${displayName}” is available now.`).waitFor();
    await window.badge('Circuit').waitFor();
    await window.runCommandByKeys('Circuit: Focus on People View');
    await window.badge('Circuit').waitFor({ state: 'hidden' });
    await rowOf('People', 'Bridge builders').filter({ hasText: '1 of 1 available' }).waitFor();
    await window.screenshot('people-notice');
  });

  it('is asked before they disturb somebody', async () => {
    const { displayName, userId } = person(1);
    const dndUntil = Date.now() + 3_600_000;
    circuit.sandbox.setPresenceOf(userId, { state: 'DND', dndUntil });
    await window.runCommandByKeys('Circuit: Refresh');
    await rowOf('People', displayName)
      .filter({ hasText: /until .*\d/ })
      .waitFor();
    await focusRow(displayName);
    await act('Open in Circuit');
    await window
      .quickPickRows()
      .filter({ hasText: /Notify me .*\d/ })
      .waitFor();
    await window.screenshot('people-gate');
    await press('Escape');
  });

  it('opens the menu of a row by a key and stops watching somebody', async () => {
    const { displayName } = person(5);
    await focusRow(displayName);
    await press('Shift+F10');
    await window.page.locator('.monaco-menu').waitFor();
    const focused = window.page.locator('.monaco-menu .action-item.focused');
    do {
      await press('ArrowDown');
    } while (!((await focused.textContent()) ?? '').includes('Stop Watching'));
    await window.screenshot('people-menu');
    await press('Enter');
    await rowOf('People', displayName).waitFor({ state: 'hidden' });
  });

  it('finds the labels', async () => {
    await window.runCommandByKeys('Circuit: Focus on Labels View');
    const [label] = circuit.sandbox.company.labels;
    assert.ok(label);
    await rowOf('Labels', label.value).waitFor();
    await window.screenshot('people-labels');
  });

  it('has not needed the mouse', async () => {
    assert.equal(await window.page.evaluate('mouse'), 'untouched');
  });

  it('fills a group with the mouse, by dragging and from the search', async () => {
    const group = rowOf('People', 'Bridge builders');
    await window.runCommandByKeys('Circuit: Focus on People View');
    await rowOf('People', person(3).displayName).dragTo(group);
    await group.filter({ hasText: /of 2 available/ }).waitFor();
    await group.hover();
    await group.locator('.action-label[aria-label^="Add to Group"]').click();
    await window.type(person(6).displayName);
    await window.pick(person(6).displayName);
    await group.filter({ hasText: /of 3 available/ }).waitFor();
    await window.screenshot('people-group-filled');
  });

  it('finds everybody again after a reload', async () => {
    await window.reload();
    await window.runCommandByKeys('Circuit: Focus on People View');
    await rowOf('People', person(1).displayName)
      .filter({ hasText: /until .*\d/ })
      .waitFor();
    await rowOf('People', 'No Group').filter({ hasText: '1 of 2 available' }).waitFor();
  });
});
