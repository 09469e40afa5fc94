import type { Locator } from 'playwright-core';
import type { Window } from './window';

/** Pixels between a line and what git says of it. */
const blameIndent = 60;

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

  /** Chooses an action of the menu that is open. */
  async choose(action: string): Promise<void> {
    await this.page.locator('.monaco-menu .action-label').filter({ hasText: action }).click();
  }

  /** The links above lines. */
  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a').filter({ hasText: text });
  }

  /** Rests with the pointer on `text`, as often as it takes until what appears says `wanted`. */
  async hoverOver(text: string, wanted: string | RegExp): Promise<void> {
    await this.hoverAt(() => this.placeOf(text), wanted);
  }

  /** The same at the cursor, by keys. */
  async hoverAtCursor(wanted: string | RegExp): Promise<void> {
    await this.hoverUntil(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+k');
      await this.page.keyboard.press('Control+i');
    }, wanted);
  }

  /** The same right of the line with `text`, where blame is shown. */
  async hoverRightOf(text: string, wanted: string | RegExp): Promise<void> {
    await this.hoverAt(async () => {
      const { y, right } = await this.placeOf(text);
      return { x: right + blameIndent, y };
    }, wanted);
  }

  private get page() {
    return this.window.page;
  }

  private async hoverAt(
    place: () => Promise<{ x: number; y: number }>,
    wanted: string | RegExp,
  ): Promise<void> {
    await this.hoverUntil(async () => {
      const { x, y } = await place();
      await this.page.mouse.move(x, y + 200);
      await this.page.mouse.move(x, y, { steps: 5 });
    }, wanted);
  }

  private async hoverUntil(rest: () => Promise<void>, wanted: string | RegExp): Promise<void> {
    const hover = this.page.locator('.monaco-hover:visible').filter({ hasText: wanted });
    await this.window.untilTrue(async () => {
      await rest();
      return isSoonVisible(hover);
    });
    await hover.evaluate(async element => {
      await Promise.all(element.getAnimations().map(({ finished }) => finished));
    });
  }

  /** The middle of `text` on the screen, and where its line ends. */
  private placeOf(text: string): Promise<{ x: number; y: number; right: number }> {
    const line = this.page.locator('.view-line').filter({ hasText: text });
    return line.evaluate((element, wanted) => {
      const start = (element.textContent ?? '').indexOf(wanted);
      const box = (from: number, to: number) => {
        const range = document.createRange();
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        let before = 0;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const length = node.textContent?.length ?? 0;
          if (from >= before && from <= before + length) {
            range.setStart(node, from - before);
          }
          if (to >= before && to <= before + length) {
            range.setEnd(node, to - before);
          }
          before += length;
        }
        return range.getBoundingClientRect();
      };
      const { x, y, width, height } = box(start, start + wanted.length);
      const { right } = box(0, element.textContent?.length ?? 0);
      return { x: x + width / 2, y: y + height / 2, right };
    }, text);
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
