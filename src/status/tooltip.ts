import * as vscode from 'vscode';
import { escapeLinks } from '../base/plainText';
import type { OwnPresenceText } from './ownPresenceText';

const LINKED_COMMANDS = [
  'circuit.setAvailable',
  'circuit.doNotDisturb',
  'circuit.setStatusMessage',
];

/** The lines as plain text, followed by our links. Untrusted text stays text. */
export function renderTooltip({ lines, signedIn }: OwnPresenceText): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = { enabledCommands: LINKED_COMMANDS };
  for (const line of lines) {
    tooltip.appendText(escapeLinks(line));
    tooltip.appendMarkdown('\n\n');
  }
  // `appendText` makes spaces non-breaking; long lines would then break within words.
  tooltip.value = tooltip.value.replaceAll('&nbsp;', ' ');
  if (signedIn) {
    tooltip.appendMarkdown(links());
  }
  return tooltip;
}

function links(): string {
  const oneHour = encodeURIComponent(JSON.stringify([{ durationMinutes: 60 }]));
  return [
    `[${vscode.l10n.t('Available')}](command:circuit.setAvailable)`,
    `[${vscode.l10n.t('Do Not Disturb (1 h)')}](command:circuit.doNotDisturb?${oneHour})`,
    `[${vscode.l10n.t('Message')}](command:circuit.setStatusMessage)`,
  ].join(' · ');
}
