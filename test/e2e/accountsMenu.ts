import type { Locator } from 'playwright-core';
import type { Window } from './window';

/** Opens VS Code's Accounts menu and gives its rows, those of opened submenus among them. */
export async function openAccounts(window: Window): Promise<Locator> {
  await window.page.locator('.activitybar .action-item:has([aria-label^="Accounts"])').click();
  const rows = window.page.locator('.monaco-menu .action-item');
  await rows.first().waitFor();
  return rows;
}

/** Chooses what can be done with the account `label`, e.g. *Sign Out*. */
export async function chooseForAccount(
  window: Window,
  label: string,
  action: string,
): Promise<void> {
  const rows = await openAccounts(window);
  await rows.filter({ hasText: label }).first().hover();
  // The mouse is not heeded for a moment after a menu has opened: the keyboard is.
  await rows.filter({ hasText: action }).last().hover();
  await window.page.keyboard.press('Enter');
}
