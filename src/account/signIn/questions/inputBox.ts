import * as vscode from 'vscode';
import { goBack } from './choose';

/** Asks for one line of text, with *Back*. Throws an `AbortError` if the person closes the box. */
export function ask(o: {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  /** What stands in the box at first; what is wrong with it is said at once. */
  readonly typed?: string;
  readonly password?: boolean;
  /** Closes the box. */
  readonly over?: AbortSignal;
  /** A localised sentence on what is wrong, or undefined. */
  readonly check?: (text: string) => string | undefined;
}): Promise<string | typeof goBack> {
  const { promise, resolve, reject } = Promise.withResolvers<string | typeof goBack>();
  const box = vscode.window.createInputBox();
  const end = (answer: string | typeof goBack) => {
    resolve(answer);
    box.hide();
  };
  box.title = o.title;
  box.prompt = o.prompt;
  box.placeholder = o.placeholder;
  box.value = o.typed ?? '';
  box.validationMessage = box.value === '' ? undefined : o.check?.(box.value);
  box.password = o.password ?? false;
  box.ignoreFocusOut = true;
  box.buttons = [vscode.QuickInputButtons.Back];
  box.onDidTriggerButton(() => end(goBack));
  box.onDidChangeValue(() => (box.validationMessage = undefined));
  box.onDidAccept(() => {
    box.validationMessage = o.check?.(box.value.trim());
    if (box.validationMessage === undefined) {
      end(box.value.trim());
    }
  });
  box.onDidHide(() => {
    reject(cancelled());
    box.dispose();
  });
  o.over?.addEventListener('abort', () => box.hide());
  box.show();
  return promise;
}

/** Shows a sentence below the box until the person types. */
export function tell(box: vscode.InputBox, message: string | undefined): void {
  box.validationMessage =
    message === undefined
      ? undefined
      : { message, severity: vscode.InputBoxValidationSeverity.Info };
}

/** An error that ends the sign-in without a message. */
export function cancelled(): DOMException {
  return new DOMException('Cancelled', 'AbortError');
}
