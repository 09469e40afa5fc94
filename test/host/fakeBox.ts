import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { settle } from '../unit/account/support';

/** A box for text as VS Code makes one, driven as a person would. */
export class FakeBox {
  title = '';
  prompt = '';
  placeholder = '';
  value = '';
  busy = false;
  enabled = true;
  password = false;
  ignoreFocusOut = false;
  isShown = false;
  validationMessage: string | vscode.InputBoxValidationMessage | undefined;
  buttons: readonly vscode.QuickInputButton[] = [];
  readonly accepted = new vscode.EventEmitter<void>();
  readonly pressed = new vscode.EventEmitter<vscode.QuickInputButton>();
  readonly changed = new vscode.EventEmitter<string>();
  readonly hidden = new vscode.EventEmitter<void>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidTriggerButton = this.pressed.event;
  readonly onDidChangeValue = this.changed.event;
  readonly onDidHide = this.hidden.event;

  show() {
    this.isShown = true;
  }

  hide() {
    if (this.isShown) {
      this.isShown = false;
      this.hidden.fire();
    }
  }

  dispose() {
    this.hide();
  }

  get told() {
    const { validationMessage: told } = this;
    return typeof told === 'object' ? told.message : told;
  }

  enter(text: string) {
    this.value = text;
    this.accepted.fire();
  }

  /** Another box takes the place of this one, as a question does that a button asks. */
  async press(button: string | vscode.QuickInputButton) {
    const found = this.buttons.find(each => each === button || each.tooltip === button);
    assert.ok(found, 'There is such a button.');
    this.pressed.fire(found);
    await settle();
  }
}
