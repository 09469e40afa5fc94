import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { root } from '../launch/paths.mts';

const outsideDeadlineMs = 20_000;
const screenshots = path.join(root, 'dist/screenshots');

/** One VS Code window. All selectors are here; every wait ends by the page's default deadline. */
export class Window {
  readonly page: Page;
  /** Our item in the status bar. */
  readonly status: Locator;
  readonly quickInput: Locator;

  constructor(page: Page) {
    this.page = page;
    this.status = page.locator('[id="circuit-presence.circuit-presence.circuit.presence"]');
    this.quickInput = page.locator('.quick-input-widget:visible');
  }

  /** Waits until the extension shows itself. A first start in a cold browser may be slow. */
  async ready(): Promise<void> {
    await this.status.waitFor({ timeout: 60_000 });
  }

  /** Waits until the status bar item reads like this; icons have no text. */
  async waitForStatus(text: string | RegExp): Promise<void> {
    await this.status.filter({ hasText: text }).waitFor();
  }

  /** The same once nothing is on its way any more. */
  async waitForSettledStatus(text: string | RegExp): Promise<void> {
    const settled = this.status.filter({ hasText: text, hasNotText: '…' });
    await settled.waitFor();
  }

  /** Waits until something has come true that the page cannot wait for. */
  async untilTrue(isTrue: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = AbortSignal.timeout(outsideDeadlineMs);
    while (!(await isTrue())) {
      deadline.throwIfAborted();
      await setTimeout(50);
    }
  }

  /** A few words that stand in the status bar for a while. */
  statusMessage(text: string): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** What a screen reader says of the status bar item. */
  async statusLabel(): Promise<string> {
    return (await this.status.locator('a').getAttribute('aria-label')) ?? '';
  }

  /** Runs a command by its whole title, e.g. `Circuit: Sign In`, through the palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.type(`>${title}`);
    await this.pick(title);
  }

  /** The same with keys alone. */
  async runCommandByKeys(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.type(`>${title}`);
    await this.pickByKeys(title);
  }

  /** Moves to the row of the quick pick whose label is `label` with arrow keys, and takes it. */
  async pickByKeys(label: string): Promise<void> {
    const labels = this.page.locator('.label-name').filter({ hasText: exactly(label) });
    const row = this.quickPickRows().filter({ has: labels }).first();
    await row.waitFor();
    while (!/\bfocused\b/.test((await row.getAttribute('class')) ?? '')) {
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
  }

  /** Replaces what stands in the quick input's box. */
  async type(text: string): Promise<void> {
    await this.quickInput.locator('.quick-input-box input').fill(text);
  }

  /** Types into the quick input and presses Enter. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.page.keyboard.press('Enter');
  }

  /** Rows of the quick pick, as text can be matched on them. */
  quickPickRows(): Locator {
    return this.quickInput.locator('.quick-input-list .monaco-list-row');
  }

  /** The title of the quick pick or the input box. */
  quickPickTitle(title: string): Locator {
    return this.quickInput.locator('.quick-input-title').filter({ hasText: exactly(title) });
  }

  /** Clicks the first row of the quick pick whose label is `label`, or matches it. */
  async pick(label: string | RegExp): Promise<void> {
    const wanted = typeof label === 'string' ? exactly(label) : label;
    const rows = this.quickPickRows();
    const row = rows.filter({ has: this.page.locator('.label-name').filter({ hasText: wanted }) });
    await row.first().click();
  }

  /** A notification that says this. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  /** Clicks a button of the notification that says `text`. */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    await this.button(this.notification(text), button).click();
  }

  /** A modal question that says this. */
  modal(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box').filter({ hasText: text });
  }

  /** Clicks a button of the modal question that says `text`. */
  async answerModal(text: string | RegExp, button: string): Promise<void> {
    await this.button(this.modal(text), button).click();
  }

  /** The same with keys alone. */
  async answerModalByKeys(text: string | RegExp, button: string): Promise<void> {
    await this.button(this.modal(text), button).press('Enter');
  }

  /** Rests the pointer on the status bar item and gives what appears, with its links. */
  async hoverStatus(): Promise<Locator> {
    await this.page.mouse.move(640, 400);
    await this.status.hover();
    const tooltip = this.page.locator('.workbench-hover').filter({ hasText: 'Message' });
    await tooltip.waitFor();
    return tooltip;
  }

  /** Shows a container of the side bar by its title. */
  async openContainer(title: string): Promise<void> {
    const icon = this.page.locator(`.activitybar .action-item:has([aria-label^="${title}"])`);
    await icon.click();
    await this.page.locator('.sidebar .composite.title').filter({ hasText: title }).waitFor();
  }

  /** The number on the icon of a container of the side bar. */
  badge(title: string): Locator {
    return this.page.locator(
      `.activitybar .action-item:has([aria-label^="${title}"]) .badge-content`,
    );
  }

  /** A view of the side bar, by its title. */
  view(title: string): Locator {
    const header = this.page.locator('.pane-header h3.title').filter({ hasText: exactly(title) });
    return this.page.locator('.sidebar .pane').filter({ has: header });
  }

  /** Opens a view of the side bar, or closes it to make room for the others. */
  async expandView(title: string, expanded = true): Promise<void> {
    const header = this.view(title).locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) !== String(expanded)) {
      await header.click();
    }
    await this.view(title).locator(`.pane-header[aria-expanded="${expanded}"]`).waitFor();
  }

  /** Rows of a view's tree. Only those in sight exist. */
  treeRows(view: string): Locator {
    return this.view(view).locator('.monaco-list-row');
  }

  /** Clicks a button in a view's title. */
  async clickViewAction(view: string, action: string): Promise<void> {
    const pane = this.view(view);
    await pane.hover();
    await pane.locator(`.pane-header .action-label[aria-label^="${action}"]`).click();
  }

  /** Clicks a button of a view's welcome text. */
  async clickWelcome(view: string, button: string): Promise<void> {
    await this.button(this.view(view).locator('.welcome-view-content'), button).click();
  }

  /** Chooses a colour theme as a person does, by its name in the list; `kind` is the class VS Code gives it. */
  async chooseTheme(name: string, kind: string): Promise<void> {
    await this.runCommandByKeys('Preferences: Color Theme');
    await this.quickPickRows().filter({ hasText: 'Modern' }).first().waitFor();
    await this.type(name);
    await this.pickByKeys(name);
    await this.quickInput.waitFor({ state: 'hidden' });
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  /**
   * Waits until VS Code has kept who may use an account. In a browser it writes 100 ms after a
   * change, and a reload does not wait for it.
   */
  async waitForKeptPermission(account: string): Promise<void> {
    await this.untilTrue(() =>
      this.page.evaluate(async key => {
        const opening = indexedDB.open('vscode-web-state-db-global');
        await new Promise(resolve => opening.addEventListener('success', resolve));
        const reading = opening.result.transaction('ItemTable').objectStore('ItemTable').get(key);
        await new Promise(resolve => reading.addEventListener('success', resolve));
        opening.result.close();
        return reading.result !== undefined;
      }, `circuit-${account}`),
    );
  }

  /** Starts the window anew, as *Developer: Reload Window* does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Saves a picture of the window as `dist/screenshots/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    await saveScreenshot(this.page, name);
  }

  /** For an `afterEach`: saves a picture as `failed-….png` when the test has failed. */
  async screenshotOfFailure(test: Mocha.Test | undefined): Promise<void> {
    if (test?.state === 'failed') {
      await this.screenshot(`failed-${test.title.replaceAll(/\W+/g, '-')}`);
    }
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  private button(inside: Locator, text: string): Locator {
    return inside.locator('.monaco-button').filter({ hasText: exactly(text) });
  }
}

/** Saves a picture of any page as `dist/screenshots/<name>.png`. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
