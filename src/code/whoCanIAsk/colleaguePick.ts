import * as vscode from 'vscode';
import { combinedDisposable, type Disposable } from '../../base/disposables';
import { isPersonButton } from '../../people/personButtons';
import type { CodeContext } from '../context';
import { type ColleagueItem, colleagueItems, type Finding } from './colleagueItems';

/**
 * Shows the people found by `gather` as soon as it resolves, with presence as it arrives; choosing
 * one shows the actions for that person. Throws what `gather` throws.
 */
export async function showColleagues(
  title: string,
  gather: (signal: AbortSignal) => Promise<Finding>,
  context: CodeContext,
): Promise<void> {
  const pick = vscode.window.createQuickPick<ColleagueItem>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Finding people for this code');
  pick.keepScrollPosition = true;
  pick.busy = true;
  const closed = new AbortController();
  const switchOff: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('circle-slash'),
    tooltip: vscode.l10n.t('Turn Off People Lookup in This Workspace'),
  };
  pick.buttons = [switchOff];
  const choice = waitForChoice(pick, switchOff, context);
  const filling = gather(closed.signal).then(finding => {
    pick.busy = false;
    return keepFilled(pick, finding, context);
  });
  try {
    const userId = await Promise.race([choice, filling.then(() => choice)]);
    if (userId !== undefined) {
      await vscode.commands.executeCommand('circuit.person.actions', userId);
    }
  } finally {
    closed.abort(new vscode.CancellationError());
    pick.dispose();
    filling.then(
      filled => filled.dispose(),
      () => undefined,
    );
  }
}

function keepFilled(
  pick: vscode.QuickPick<ColleagueItem>,
  finding: Finding,
  { store, lists, interest }: CodeContext,
): Disposable {
  const ids = finding.colleagues.map(({ userId }) => userId);
  pick.placeholder =
    ids.length > 0 ? vscode.l10n.t('Select a person to see what you can do') : undefined;
  const render = () => {
    const chosen = movedTo(pick);
    pick.items = colleagueItems(
      finding,
      userId => store.get(userId),
      userId => lists.watchList.has(userId),
    );
    const again = pick.items.filter(({ userId }) => userId === chosen);
    if (again.length > 0) {
      pick.activeItems = again;
    }
  };
  render();
  const hold = interest.hold(ids);
  return combinedDisposable(
    hold,
    store.onDidChange(changed => ids.some(id => changed.has(id)) && render()),
    lists.watchList.onDidChange(render),
  );
}

/** The row the person moved to. Until they move, Enter takes the first row. */
function movedTo({ items, activeItems }: vscode.QuickPick<ColleagueItem>): string | undefined {
  const first = items.find(({ userId }) => userId !== '');
  const active = activeItems[0]?.userId;
  return active === '' || active === first?.userId ? undefined : active;
}

/** The chosen person's id; `undefined` after Escape. */
function waitForChoice(
  pick: vscode.QuickPick<ColleagueItem>,
  switchOff: vscode.QuickInputButton,
  { consent }: CodeContext,
): Promise<string | undefined> {
  return new Promise(resolve => {
    pick.onDidAccept(() => {
      const userId = pick.activeItems[0]?.userId;
      if (userId) {
        resolve(userId);
      }
    });
    pick.onDidTriggerItemButton(({ item, button }) => {
      if (isPersonButton(button)) {
        void vscode.commands.executeCommand(button.command, item.userId);
      }
    });
    pick.onDidTriggerButton(button => {
      if (button === switchOff) {
        void consent.set(false);
        pick.hide();
      }
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
}
