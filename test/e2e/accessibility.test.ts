import type { AxeResults } from 'axe-core';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { root } from '../launch/paths.mts';
import { type SignedIn, startSignedIn } from './signedIn';
import type { Window } from './window';

const ourStatus = '[id="circuit-presence.circuit-presence.circuit.presence"]';
const views = '.sidebar .pane';
const quickPick = '.quick-input-widget';
const themes = [
  ['Dark Modern', 'vs-dark'],
  ['Light Modern', 'vs'],
  ['Dark High Contrast', 'hc-black'],
  ['Light High Contrast', 'hc-light'],
] as const;

describe('Somebody who does not see the window, or not well', () => {
  let signedIn: SignedIn;
  let window: Window;
  /** What VS Code's own views and lists break: nothing of ours can mend that. */
  let brokenByVSCode: ReadonlySet<string>;

  before(async () => {
    signedIn = await startSignedIn();
    ({ window } = signedIn);
    brokenByVSCode = await findRulesBrokenByVSCode(window);
    await window.openContainer('Circuit');
    await watchTwo(signedIn);
    await window.expandView('Labels');
  });

  afterEach(function () {
    return window.screenshotOfFailure(this.currentTest);
  });

  after(() => signedIn.stop());

  it('hears the status and every row as whole words that begin with what stands there', async () => {
    assert.match(
      await window.statusLabel(),
      /^Circuit presence, .*@.*: Available\. Checked just now\.$/,
    );
    const [me] = signedIn.circuit.sandbox.company.people;
    assert.deepEqual(await spokenRows(window, 'People'), [
      `${me.user.displayName} (you), Available`,
      'Tomás Oliveira, Busy, says: Writing tests',
      'Mei-Ling Zhou, Do Not Disturb until TIME',
    ]);
    await window.treeRows('Labels').first().waitFor();
    const labels = await spokenRows(window, 'Labels');
    assert.ok(labels.length > 0 && labels.every(label => /^Label \w/.test(label)));
  });

  it('sees icons of ours where VS Code has none', async () => {
    const icon = window.treeRows('People').filter({ hasText: 'Mei-Ling' });
    const drawn = await icon.locator('.custom-view-tree-node-item-icon').evaluate(node => {
      const { content, fontFamily } = getComputedStyle(node, '::before');
      const isOfFont = ({ family }: FontFace) => fontFamily.includes(family.replaceAll('"', ''));
      return { content, fonts: [...document.fonts].filter(isOfFont).map(font => font.status) };
    });
    assert.deepEqual(drawn, { content: '"\uE002"', fonts: ['loaded'] });
  });

  it('reads at 200 % until when each Do Not Disturb lasts', async () => {
    const size = window.page.viewportSize() ?? { width: 0, height: 0 };
    await window.page.setViewportSize({ width: size.width / 2, height: size.height / 2 });
    assert.deepEqual(await cutTimes(window.treeRows('People').filter({ hasText: 'until' })), []);
    await window.status.click();
    const ends = window.quickPickRows().filter({ hasText: 'until' });
    await ends.first().waitFor();
    await window.screenshot('zoom-200');
    assert.deepEqual(await cutTimes(ends.filter({ hasText: 'Disturb' })), []);
    await window.page.keyboard.press('Escape');
    await window.page.setViewportSize(size);
  });

  it('hears the rows of the quick pick without names of icons', async () => {
    await window.status.click();
    await window.quickPickTitle('Circuit Status').waitFor();
    const rows = window.quickPickRows();
    const spoken = await rows.evaluateAll(all => all.map(row => row.ariaLabel ?? ''));
    assert.equal(spoken[0], 'Available, current, Set');
    assert.ok(spoken.every(words => /^[A-Z1]/.test(words)));
    await window.page.keyboard.press('Escape');
  });

  for (const [theme, kind] of themes) {
    it(`finds nothing of ours in the way in ${theme}`, async () => {
      await window.chooseTheme(theme, kind);
      const name = theme.toLowerCase().replaceAll(' ', '-');
      await window.screenshot(`theme-${name}`);
      const found = await findViolations(window, [ourStatus, views]);
      await window.status.click();
      await window.quickPickTitle('Circuit Status').waitFor();
      await window.screenshot(`theme-${name}-pick`);
      found.push(...(await findViolations(window, [quickPick])));
      await window.page.keyboard.press('Escape');
      assert.deepEqual(
        found.filter(({ rule }) => !brokenByVSCode.has(rule)),
        [],
      );
    });
  }
});

async function watchTwo({ circuit, window }: SignedIn): Promise<void> {
  const [tomas, mei] = circuit.sandbox.company.people.slice(1).map(({ user }) => user);
  assert.ok(tomas && mei);
  const dndUntil = Date.now() + 3_600_000;
  circuit.sandbox.setPresenceOf(tomas.userId, { state: 'BUSY', statusMessage: 'Writing tests' });
  circuit.sandbox.setPresenceOf(mei.userId, { state: 'DND', dndUntil });
  await window.runCommand('Circuit: Add People by Email…');
  await window.answer('Type them…');
  await window.answer(`${tomas.emailAddress} ${mei.emailAddress}`);
  await window.quickPickRows().filter({ hasText: mei.emailAddress }).waitFor();
  await window.page.keyboard.press('Enter');
  await window.quickPickRows().filter({ hasText: mei.displayName }).waitFor();
  await window.page.keyboard.press('Escape');
  const rows = window.treeRows('People');
  await rows.filter({ hasText: 'Writing tests' }).waitFor();
  await rows.filter({ hasText: /until .*\d/ }).waitFor();
}

/** Those of some rows, at least one, that have no room for the time in them. */
async function cutTimes(rows: Locator): Promise<string[]> {
  assert.ok((await rows.count()) > 0);
  return rows.evaluateAll(all =>
    all
      .filter(row => {
        const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const node = texts.currentNode;
          const time = /\d+:\d\d/.exec(node.textContent ?? '');
          if (time) {
            const range = document.createRange();
            range.setStart(node, time.index);
            range.setEnd(node, time.index + time[0].length);
            const box = node.parentElement?.closest(
              '.monaco-icon-label, .monaco-icon-description-container',
            );
            return range.getBoundingClientRect().right > (box?.getBoundingClientRect().right ?? 0);
          }
        }
        return true;
      })
      .map(row => row.textContent),
  );
}

/** What a screen reader says of a view's rows; times of day as TIME. */
async function spokenRows(window: Window, view: string): Promise<string[]> {
  const spoken = await window
    .treeRows(view)
    .evaluateAll(rows => rows.map(row => row.ariaLabel ?? ''));
  return spoken.map(words => words.replace(/(?<=until ).*\d+:\d\d( [AP]M)?$/, 'TIME'));
}

async function findRulesBrokenByVSCode(window: Window): Promise<ReadonlySet<string>> {
  const found = await findViolations(window, [views]);
  await window.page.keyboard.press('F1');
  await window.type('>View: Show');
  await window.quickPickRows().filter({ hasText: 'View: Show Explorer' }).first().waitFor();
  found.push(...(await findViolations(window, [quickPick])));
  await window.page.keyboard.press('Escape');
  return new Set(found.map(({ rule }) => rule));
}

/** What axe-core finds wrong within these elements. */
async function findViolations(
  window: Window,
  selectors: readonly string[],
): Promise<{ rule: string; html: string }[]> {
  await window.page.evaluate(axe);
  const include = JSON.stringify(selectors.map(selector => [selector]));
  const { violations } = await window.page.evaluate<AxeResults>(`axe.run({ include: ${include} })`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => ({ rule: id, html })));
}

const axe = readFileSync(
  createRequire(path.join(root, 'package.json')).resolve('axe-core/axe.min.js'),
  'utf8',
);
