import type { Locator } from 'playwright-core';
import type { Window } from './window';

/** The text in a window and the files beside it, as somebody works with them. */
export class Editor {
  private readonly window: Window;

  constructor(window: Window) {
    this.window = window;
  }

  /** A file's row in the Explorer, which has to be in sight. */
  file(name: string): Locator {
    return this.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`);
  }

  /** Opens a file from the Explorer. */
  async open(name: string): Promise<void> {
    await this.window.runCommand('View: Show Explorer');
    await this.file(name).dblclick();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** Selects whole lines, counted from 1; `last` is not among them. */
  async select(first: number, last: number): Promise<void> {
    await this.goTo(first, 1);
    for (let line = first; line < last; line += 1) {
      await this.page.keyboard.press('Shift+ArrowDown');
    }
  }

  /** Puts the cursor somewhere; both count from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+g');
    await this.window.answer(`:${line}:${column}`);
    await this.window.quickInput.waitFor({ state: 'hidden' });
  }

  /** Chooses an action of the menu behind the three dots at the right of the tabs. */
  async chooseInTitle(action: string): Promise<void> {
    await this.page.locator('.editor-actions .codicon-toolbar-more').first().click();
    await this.choose(action);
  }

  /** Chooses an action of the menu that a right click on `place` opens. */
  async chooseInContext(place: Locator, action: string): Promise<void> {
    await place.click({ button: 'right' });
    await this.choose(action);
  }

  /** The words of the menu that is open, from top to bottom. */
  get menuItems(): Locator {
    return this.page.locator('.monaco-menu .action-label:not(.separator)');
  }

  /** Chooses an action of the menu that is open, by a key: clicks in its first moment are lost. */
  async choose(action: string): Promise<void> {
    await this.page.locator('.monaco-menu .action-label').filter({ hasText: action }).hover();
    await this.page
      .locator('.monaco-menu .action-item.focused')
      .filter({ hasText: action })
      .press('Enter');
  }

  /** The links above lines. */
  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a').filter({ hasText: text });
  }

  /** Rests at the cursor, by keys, as often as it takes until what appears says `wanted`. */
  async hover(wanted: string | RegExp): Promise<void> {
    const hover = this.page.locator('.monaco-hover:visible').filter({ hasText: wanted });
    await this.window.untilTrue(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+k');
      await this.page.keyboard.press('Control+i');
      return isSoonVisible(hover);
    });
    await hover.evaluate(async element => {
      await Promise.all(element.getAnimations().map(({ finished }) => finished));
    });
  }

  private get page() {
    return this.window.page;
  }
}

/** Within a second, or else it has to be asked for again. */
async function isSoonVisible(locator: Locator): Promise<boolean> {
  try {
    await locator.waitFor({ timeout: 1_000 });
    return true;
  } catch {
    return false;
  }
}
