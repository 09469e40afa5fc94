import * as vscode from 'vscode';

/** The answer that means: show the previous step again. */
export const goBack = Symbol('back');

/** A row, and the value it stands for. */
export interface AnswerRow<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** The chosen value, and what was typed by then, unless it only looked for the row. */
export interface Chosen<T> {
  readonly value: T;
  readonly typed: string;
}

/** Offers rows, with VS Code's *Back* where there is a step before. `undefined` after Escape. */
export function choose<T>(
  choices: readonly AnswerRow<T>[],
  o: { readonly title: string; readonly placeholder?: string; readonly canGoBack: boolean },
): Promise<Chosen<T> | typeof goBack | undefined> {
  const { promise, resolve } = Promise.withResolvers<Chosen<T> | typeof goBack | undefined>();
  const pick = vscode.window.createQuickPick<AnswerRow<T>>();
  const end = (answer: Chosen<T> | typeof goBack) => {
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
      const typed = pick.value.trim();
      const isFilter = chosen.label.toLowerCase().includes(typed.toLowerCase());
      end({ value: chosen.value, typed: isFilter ? '' : typed });
    }
  });
  pick.onDidHide(() => {
    resolve(undefined);
    pick.dispose();
  });
  pick.show();
  return promise;
}
