import * as vscode from 'vscode';

type Choice = string | { readonly title?: string; readonly label?: string };

/**
 * Stands in for VS Code's own dialogs, which no test can click: keeps what is asked and answers with
 * the label that `answer` gives for it; without one the dialog is closed.
 */
export class Answers {
  /** The message, or the title of the quick pick, of each dialog. */
  readonly asked: string[] = [];
  /** Ids of the commands that were run from here on. They are not carried out. */
  readonly commands: string[] = [];
  answer: (question: string) => string | undefined = () => undefined;
  private readonly window = { ...vscode.window };
  private readonly executeCommand = vscode.commands.executeCommand;

  constructor() {
    const message = (text: string, ...rest: readonly (Choice | vscode.MessageOptions)[]) =>
      Promise.resolve(this.choose(text, rest));
    Object.assign(vscode.window, {
      showInformationMessage: message,
      showWarningMessage: message,
      showErrorMessage: message,
      showQuickPick: (items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) =>
        Promise.resolve(this.pick(items, options)),
    });
  }

  /** From now on commands are noted and not carried out. */
  noteCommands(): void {
    Object.assign(vscode.commands, {
      executeCommand: (id: string) => Promise.resolve(void this.commands.push(id)),
    });
  }

  restore(): void {
    const { showInformationMessage, showWarningMessage, showErrorMessage, showQuickPick } =
      this.window;
    Object.assign(vscode.window, {
      showInformationMessage,
      showWarningMessage,
      showErrorMessage,
      showQuickPick,
    });
    Object.assign(vscode.commands, { executeCommand: this.executeCommand });
  }

  private pick(items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) {
    const label = this.choose(options?.title ?? '', items);
    return options?.canPickMany ? items.filter(({ picked }) => picked) : label;
  }

  private choose<T extends object | string>(question: string, choices: readonly T[]) {
    this.asked.push(question);
    const wanted = this.answer(question);
    return wanted === undefined
      ? undefined
      : choices.find(choice => Object.values(named(choice)).includes(wanted));
  }
}

function named(choice: object | string): Record<string, unknown> {
  return typeof choice === 'string' ? { title: choice } : { ...choice };
}
