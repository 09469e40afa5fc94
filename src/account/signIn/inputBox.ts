import * as vscode from 'vscode';

/** A button of an input box, which stays open and shows the localised sentence `press` gives. */
export interface AskButton {
  readonly icon: string;
  readonly tooltip: string;
  readonly press: () => string | PromiseLike<string>;
}

/** Asks for one line; undefined when the person closed the box. */
export function ask(o: {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  readonly buttons?: readonly AskButton[];
  /** A localised sentence on what is wrong, or undefined. */
  readonly check?: (text: string) => string | undefined;
}): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const box = vscode.window.createInputBox();
  const buttons = new Map<vscode.QuickInputButton, AskButton['press']>(
    (o.buttons ?? []).map(({ icon, tooltip, press }) => [
      { iconPath: new vscode.ThemeIcon(icon), tooltip },
      press,
    ]),
  );
  box.title = o.title;
  box.prompt = o.prompt;
  box.placeholder = o.placeholder;
  box.password = o.password ?? false;
  box.ignoreFocusOut = true;
  box.buttons = [...buttons.keys()];
  box.onDidTriggerButton(async pressed => tell(box, await buttons.get(pressed)?.()));
  box.onDidChangeValue(() => (box.validationMessage = undefined));
  box.onDidAccept(() => {
    box.validationMessage = o.check?.(box.value.trim());
    if (box.validationMessage === undefined) {
      resolve(box.value.trim());
      box.hide();
    }
  });
  box.onDidHide(() => {
    resolve(undefined);
    box.dispose();
  });
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

/** Ends a sign-in quietly. */
export function cancelled(): DOMException {
  return new DOMException('Cancelled', 'AbortError');
}
