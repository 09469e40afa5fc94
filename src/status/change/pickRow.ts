import * as vscode from 'vscode';
import type { RowButton, StatusRow } from './row';

interface Item extends vscode.QuickPickItem {
  readonly row?: StatusRow;
}

interface ButtonItem extends vscode.QuickInputButton {
  readonly does: RowButton;
}

/** The chosen row, and what was typed when it was chosen. */
export interface Picked {
  readonly row: StatusRow;
  readonly typed: string;
}

/**
 * Shows rows that follow what is typed and gives the chosen one; `undefined` after Esc, wherever it
 * was pressed. `press` runs at a click on the button of a row.
 */
export function pickRow(options: {
  readonly title: string;
  readonly placeholder: string;
  /** What stands in the box at first. */
  readonly typed?: string;
  rows(typed: string): readonly StatusRow[];
  press?(button: RowButton): PromiseLike<void>;
}): Promise<Picked | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.value = options.typed ?? '';
  // VS Code has it, though its typings do not: else rows that hold the typed text would come first.
  Object.assign(pick, { sortByLabel: false });
  const show = () => {
    pick.items = options.rows(pick.value).flatMap(toItems);
  };
  show();
  return new Promise(resolve => {
    pick.onDidChangeValue(show);
    pick.onDidTriggerItemButton(async ({ button }) => {
      const pressed = button as Partial<ButtonItem>; // one of ours
      await (pressed.does && options.press?.(pressed.does));
      show();
    });
    pick.onDidAccept(() => {
      const row = pick.selectedItems[0]?.row;
      if (row && row.act.kind !== 'nothing') {
        resolve({ row, typed: pick.value });
        pick.hide();
      }
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function toItems(row: StatusRow): Item[] {
  const item: Item = {
    iconPath: new vscode.ThemeIcon(row.icon),
    label: row.label,
    description: row.description ?? '',
    alwaysShow: row.alwaysShow ?? false,
    buttons: (row.buttons ?? []).map(toButton),
    row,
  };
  return row.group === undefined
    ? [item]
    : [{ label: row.group, kind: vscode.QuickPickItemKind.Separator }, item];
}

function toButton(does: RowButton): ButtonItem {
  const [icon, tooltip] = looksOf(does);
  return { iconPath: new vscode.ThemeIcon(icon), tooltip, does };
}

function looksOf({ kind }: RowButton): readonly [icon: string, tooltip: string] {
  switch (kind) {
    case 'pin':
      return ['pin', vscode.l10n.t('Pin')];
    case 'pinToTop':
      return ['arrow-up', vscode.l10n.t('Move to the Top')];
    case 'unpin':
      return ['pinned', vscode.l10n.t('Unpin')];
    case 'rename':
      return ['edit', vscode.l10n.t('Rename')];
    case 'forget':
      return ['clear-all', vscode.l10n.t('Clear Recent Statuses')];
  }
}
