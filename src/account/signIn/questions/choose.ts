import * as vscode from 'vscode';

/** The answer that means: show the previous step again. */
export const goBack = Symbol('back');

/** A row, and the value it stands for. */
export interface AnswerRow<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Offers rows, with VS Code's *Back* where there is a step before. `undefined` after Escape. */
export function choose<T>(
  choices: readonly AnswerRow<T>[],
  o: { readonly title: string; readonly placeholder?: string; readonly canGoBack: boolean },
): Promise<T | typeof goBack | undefined> {
  const { promise, resolve } = Promise.withResolvers<T | typeof goBack | undefined>();
  const pick = vscode.window.createQuickPick<AnswerRow<T>>();
  const end = (answer: T | typeof goBack) => {
    resolve(answer);
    pick.hide();
  };
  pick.title = o.title;
  pick.placeholder = o.placeholder;
  pick.ignoreFocusOut = true;
  pick.items = choices;
  pick.buttons = o.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  pick.onDidTriggerButton(() => end(goBack));
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    if (chosen) {
      end(chosen.value);
    }
  });
  pick.onDidHide(() => {
    resolve(undefined);
    pick.dispose();
  });
  pick.show();
  return promise;
}
