import type { Page } from 'playwright-core';

/** Where something can be seen: our status bar item, the rows of a quick pick, those of the tree. */
export type Place = 'status' | 'row' | 'tree';

interface Seen {
  readonly place: Place;
  readonly text: string;
  readonly at: number;
}

declare global {
  interface Window {
    /** Kept in the page of VS Code by `startWatching`. Times are of the page's `performance.now()`. */
    benchmark?: { keyAt: number; readonly seen: Seen[]; check(): void };
  }
}

/** Has the page note each key as it is pressed, and what stands where after each change of it. */
export async function startWatching(page: Page): Promise<void> {
  await page.evaluate(() => {
    const selectors = {
      status: '[id="circuit-presence.circuit-presence.circuit.presence"]',
      row: '.quick-input-list .label-name',
      tree: '.sidebar .monaco-list-row',
    };
    const seen: Seen[] = [];
    const shown = new Map<string, string>();
    const check = () => {
      const at = performance.now();
      for (const place of ['status', 'row', 'tree'] as const) {
        const texts = [...document.querySelectorAll(selectors[place])].map(each =>
          each.textContent.trim(),
        );
        const text = texts.join('\n');
        if (shown.get(place) !== text) {
          shown.set(place, text);
          seen.push({ place, text, at });
        }
      }
    };
    window.benchmark = { keyAt: 0, seen, check };
    const noteKey = () => {
      if (window.benchmark) {
        window.benchmark.keyAt = performance.now();
      }
    };
    document.addEventListener('keydown', noteKey, true);
    new MutationObserver(check).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
}

/** When the last key was pressed. */
export async function lastKeyAt(page: Page): Promise<number> {
  return await page.evaluate(() => window.benchmark?.keyAt ?? NaN);
}

/**
 * Forgets what was seen until now, and waits until `text` stands in `place` so many times: as the
 * whole text of the status bar item, as a part of rows. Gives when that was.
 */
export async function whenSeen(
  page: Page,
  place: Place,
  text: string,
  times = 1,
  timeoutMs = 20_000,
): Promise<number> {
  await page.evaluate(() => window.benchmark?.seen.splice(0));
  const found = await page.waitForFunction(
    ({ place, text, times }) =>
      window.benchmark?.seen.find(
        each =>
          each.place === place &&
          (place === 'status' ? each.text === text : each.text.split(text).length > times),
      ),
    { place, text, times },
    { timeout: timeoutMs, polling: 50 },
  );
  return await found.evaluate(each => each?.at ?? NaN);
}

/** When `text` stood in `place` first since the last `whenSeen` began, if it did. */
export async function seenAt(page: Page, place: Place, text: string): Promise<number | undefined> {
  return await page.evaluate(
    ({ place, text }) =>
      window.benchmark?.seen.find(each => each.place === place && each.text === text)?.at,
    { place, text },
  );
}
