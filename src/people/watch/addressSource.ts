import * as vscode from 'vscode';

interface SourceItem extends vscode.QuickPickItem {
  readonly read: () => PromiseLike<string | undefined>;
}

/** Asks for the source of the email addresses and returns its text. Undefined after Escape. */
export async function pickAddressText(): Promise<string | undefined> {
  const chosen = await vscode.window.showQuickPick(listSources(), {
    title: vscode.l10n.t('Add People by Email'),
    placeHolder: vscode.l10n.t('Where should addresses come from?'),
  });
  return chosen?.read();
}

/** The clipboard is read only if chosen. An input box would lose a list's line breaks. */
function listSources(): readonly SourceItem[] {
  const { l10n, ThemeIcon, window } = vscode;
  const editor = window.activeTextEditor;
  const selected = editor?.selections.map(selection => editor.document.getText(selection));
  const selection = selected?.join('\n') ?? '';
  return [
    {
      label: l10n.t('Clipboard'),
      iconPath: new ThemeIcon('clippy'),
      read: () => vscode.env.clipboard.readText(),
    },
    ...(selection.trim()
      ? [
          {
            label: l10n.t('Selection'),
            iconPath: new ThemeIcon('selection'),
            read: () => Promise.resolve(selection),
          },
        ]
      : []),
    ...(editor
      ? [
          {
            label: l10n.t('Open file'),
            iconPath: new ThemeIcon('file'),
            read: () => Promise.resolve(editor.document.getText()),
          },
        ]
      : []),
    {
      label: l10n.t('Type them…'),
      iconPath: new ThemeIcon('edit'),
      read: () =>
        window.showInputBox({
          title: l10n.t('Email Addresses'),
          prompt: l10n.t('Separated by commas or spaces'),
        }),
    },
  ];
}
