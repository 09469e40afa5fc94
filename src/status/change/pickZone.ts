import * as vscode from 'vscode';

/**
 * Asks for a time zone, which can also be found by offset and time, and resolves to its IANA name.
 */
export async function pickZone(): Promise<string | undefined> {
  const now = Date.now();
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const names = [own, ...Intl.supportedValuesOf('timeZone').filter(name => name !== own)];
  const items = names.map(name => ({
    label: name,
    description: zoneWords(name, now),
    detail: name === own ? vscode.l10n.t('Time zone of the computer VS Code runs on') : undefined,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Select Your Time Zone'),
    placeHolder: vscode.l10n.t(
      'VS Code is running on another computer, whose time zone may differ from yours',
    ),
    matchOnDescription: true,
  });
  return chosen?.label;
}

/** A zone's offset and current time, such as `GMT+1, 14:10`. */
function zoneWords(timeZone: string, now: number): string {
  const language = vscode.env.language;
  const time = new Intl.DateTimeFormat(language, { timeZone, hour: 'numeric', minute: '2-digit' });
  const offset = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(now)
    .find(({ type }) => type === 'timeZoneName');
  return `${offset?.value ?? ''}, ${time.format(now)}`;
}
