import * as vscode from 'vscode';

/** A button on a person's row in a quick pick, and the command it runs. */
export interface PersonButton extends vscode.QuickInputButton {
  readonly command: string;
}

export function isPersonButton(button: vscode.QuickInputButton): button is PersonButton {
  return 'command' in button;
}

/** Watch, open, copy the email address, and be told of who is not available. */
export function personButtons(isWatched: boolean, isAvailable: boolean): readonly PersonButton[] {
  const { l10n, ThemeIcon } = vscode;
  return [
    isWatched
      ? {
          command: 'circuit.person.unwatch',
          iconPath: new ThemeIcon('eye-closed'),
          tooltip: l10n.t('Stop Watching'),
        }
      : {
          command: 'circuit.person.watch',
          iconPath: new ThemeIcon('eye'),
          tooltip: l10n.t('Watch'),
        },
    {
      command: 'circuit.person.open',
      iconPath: new ThemeIcon('link-external'),
      tooltip: l10n.t('Open in Circuit'),
    },
    {
      command: 'circuit.person.copyEmail',
      iconPath: new ThemeIcon('copy'),
      tooltip: l10n.t('Copy Email Address'),
    },
    ...(isAvailable
      ? []
      : [
          {
            command: 'circuit.person.notify',
            iconPath: new ThemeIcon('bell'),
            tooltip: l10n.t('Notify Me When Available…'),
          },
        ]),
  ];
}
