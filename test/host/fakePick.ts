import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A row as a person sees it. */
export interface SeenRow extends vscode.QuickPickItem {
  readonly buttons?: readonly vscode.QuickInputButton[];
}

const separator = vscode.QuickPickItemKind.Separator;

/** A quick pick that a test drives at once, without VS Code drawing it. */
export class FakePick {
  title = '';
  placeholder: string | undefined = '';
  busy = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  selectedItems: readonly SeenRow[] = [];
  activeItems: readonly SeenRow[] = [];
  sortByLabel: boolean | undefined;
  isShown = false;
  private text = '';
  private rows: readonly SeenRow[] = [];
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly accepted = new vscode.EventEmitter<void>();
  private readonly hidden = new vscode.EventEmitter<void>();
  private readonly pressed = new vscode.EventEmitter<{
    item: SeenRow;
    button: vscode.QuickInputButton;
  }>();
  readonly onDidChangeValue = this.changed.event;
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidTriggerItemButton = this.pressed.event;
  private readonly pressedAbove = new vscode.EventEmitter<vscode.QuickInputButton>();
  readonly onDidTriggerButton = this.pressedAbove.event;

  get items(): readonly SeenRow[] {
    return this.rows;
  }

  /** The first row is active then, as in VS Code. */
  set items(items: readonly SeenRow[]) {
    this.rows = items;
    this.activeItems = items.filter(({ kind }) => kind !== separator).slice(0, 1);
  }

  get value(): string {
    return this.text;
  }

  set value(text: string) {
    this.text = text;
    this.changed.fire(text);
  }

  get labels(): readonly string[] {
    return this.items.filter(({ kind }) => kind !== separator).map(({ label }) => label);
  }

  get headings(): readonly string[] {
    return this.items.filter(({ kind }) => kind === separator).map(({ label }) => label);
  }

  row(label: string): SeenRow {
    const found = this.items.find(each => plain(each.label) === label);
    assert.ok(found, `${label}: ${this.labels.join(', ')}`);
    return found;
  }

  choose(label: string): void {
    this.activeItems = this.selectedItems = [this.row(label)];
    this.accepted.fire();
  }

  /** Presses Enter on what is selected. */
  accept(): void {
    this.accepted.fire();
  }

  press(label: string, tooltip: string): void {
    const item = this.row(label);
    const button = item.buttons?.find(each => each.tooltip === tooltip);
    assert.ok(button, tooltip);
    this.pressed.fire({ item, button });
  }

  /** Presses a button above the rows. */
  pressAbove(tooltip: string): void {
    const button = this.buttons.find(each => each.tooltip === tooltip);
    assert.ok(button, tooltip);
    this.pressedAbove.fire(button);
  }

  show(): void {
    this.isShown = true;
  }

  hide(): void {
    if (this.isShown) {
      this.isShown = false;
      this.hidden.fire();
    }
  }

  dispose(): void {
    this.isShown = false;
  }
}

/** Without the marks around text of others. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '');

/** Every quick pick that is made from here on, until `restore`. */
export function fakePicks(): { readonly made: FakePick[]; restore(): void } {
  const { createQuickPick } = vscode.window;
  const made: FakePick[] = [];
  Object.assign(vscode.window, {
    createQuickPick: () => {
      made.at(-1)?.hide();
      const pick = new FakePick();
      made.push(pick);
      return pick;
    },
  });
  return { made, restore: () => Object.assign(vscode.window, { createQuickPick }) };
}
