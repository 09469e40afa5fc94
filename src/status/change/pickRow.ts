import * as vscode from 'vscode';
import type { RowButton, StatusRow } from './row';

interface Item extends vscode.QuickPickItem {
  readonly row?: StatusRow;
}

interface ButtonItem extends vscode.QuickInputButton {
  readonly does: RowButton;
}

/** Not in VS Code's typings. Without it, rows that contain the typed text come first. */
interface UnsortedPick extends vscode.QuickPick<Item> {
  sortByLabel?: boolean;
}

/** The chosen row, and the text typed at that time. */
export interface Picked {
  readonly row: StatusRow;
  readonly typed: string;
}

/**
 * Shows rows that depend on the typed text and resolves to the chosen one; undefined after Escape.
 * `press` is called when a button of a row is clicked; the rows are shown anew afterwards.
 */
export function pickRow(options: {
  readonly title: string;
  readonly placeholder: string;
  /** The initial text. */
  readonly typed?: string;
  rows(typed: string): readonly StatusRow[];
  press?(button: RowButton): PromiseLike<void>;
}): Promise<Picked | undefined> {
  const pick: UnsortedPick = vscode.window.createQuickPick<Item>();
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.value = options.typed ?? '';
  pick.sortByLabel = false;
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
