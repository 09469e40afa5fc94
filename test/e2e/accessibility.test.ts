import type { AxeResults } from 'axe-core';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../launch/paths.mts';
import { startSignedIn, type SignedIn } from './signedIn';
import type { Window } from './window';

const ourStatus = '[id="circuit-presence.circuit-presence.circuit.presence"]';
const ourViews = '.sidebar .pane';
const quickPick = '.quick-input-widget';

/** Name to VS Code's setting, and to what the window carries then. */
const themes = {
  dark: ['Dark Modern', '.vs-dark'],
  light: ['Light Modern', '.vs'],
  'high-contrast dark': ['Default High Contrast', '.hc-black'],
  'high-contrast light': ['Default High Contrast Light', '.hc-light'],
} as const;

describe('Somebody who cannot see the window, or not well', () => {
  let signedIn: SignedIn;
  let window: Window;

  before(async () => {
    signedIn = await startSignedIn();
    ({ window } = signedIn);
    const { circuit } = signedIn;
    const [tomas, mei] = circuit.sandbox.company.people.slice(1, 3).map(({ user }) => user);
    assert.ok(tomas && mei);
    const dndUntil = Date.now() + 3_600_000;
    circuit.sandbox.setPresenceOf(tomas.userId, { state: 'BUSY', statusMessage: 'Writing tests' });
    circuit.sandbox.setPresenceOf(mei.userId, { state: 'DND', dndUntil });
    await window.runCommand('Circuit: Add Many People by E-mail Address…');
    await window.answer('Type them');
    await window.answer(`${tomas.emailAddress} ${mei.emailAddress}`);
    await window.quickPickTitle('Look Up 2 Addresses in Circuit').waitFor();
    await window.page.keyboard.press('Enter');
    await window.quickPickTitle('2 of 2 addresses added').waitFor();
    await window.page.keyboard.press('Escape');
    await window.openContainer('Circuit');
    await window.expandView('Labels');
    await window.treeRows('People').filter({ hasText: /until \d/ }).waitFor();
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(() => signedIn.stop());

  it('hears the status and every row as a sentence of their own', async () => {
    const rows = window.treeRows('People');
    const labels = await rows.evaluateAll(all => all.map(row => row.getAttribute('aria-label')));
    console.log(labels, await window.statusLabel());
    const other = await window.treeRows('Labels').evaluateAll(all => all.map(row => row.getAttribute('aria-label')));
    console.log(other);
  });

  for (const [name, [theme, className]] of Object.entries(themes)) {
    it(`finds nothing in the way in a ${name} theme`, async () => {
      signedIn.changeSettings({ 'workbench.colorTheme': theme });
      await window.page.locator(`.monaco-workbench${className}`).waitFor();
      console.log(await findViolations(window, [ourStatus, ourViews]));
      await window.screenshot(`accessible-${name.replace(' ', '-')}`);
      await window.status.click();
      await window.quickPickTitle('Circuit Status').waitFor();
      console.log(await findViolations(window, [quickPick]));
      await window.screenshot(`accessible-${name.replace(' ', '-')}-pick`);
      await window.page.keyboard.press('Escape');
    });
  }
});

/** What axe-core finds wrong within these elements, a line each. */
async function findViolations(window: Window, selectors: readonly string[]): Promise<string[]> {
  await window.page.evaluate(axe);
  const found: AxeResults = await window.page.evaluate(
    `axe.run(${JSON.stringify(selectors.map(each => [each]))}, { resultTypes: ['violations'] })`,
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const axe = readFileSync(
  createRequire(path.join(root, 'package.json')).resolve('axe-core/axe.min.js'),
  'utf8',
);
