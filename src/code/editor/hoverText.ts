import * as vscode from 'vscode';
import { escapeIcons, escapeLinks } from '../../base/plainText';
import { isUserId } from '../../circuit/ids';
import { describeRow, type Person } from '../../people/personText';
import type { Known } from '../../presence/model';

const actions = [
  ['circuit.person.open', () => vscode.l10n.t('Open in Circuit')],
  ['circuit.person.watch', () => vscode.l10n.t('Watch')],
  ['circuit.person.notify', () => vscode.l10n.t('Notify Me When Available…')],
  ['circuit.person.actions', () => vscode.l10n.t('More…')],
] as const;

/**
 * One line about the person and one with actions. The first contains the person's own text and is
 * not trusted; the second is trusted with four commands and contains only our own words.
 */
export function hoverText(
  person: Person,
  known: Known | undefined,
  isWatched: boolean,
): vscode.MarkdownString[] {
  const moment = { now: Date.now() };
  const { icon, spoken } = describeRow(person, known, moment);
  const line = new vscode.MarkdownString('', true);
  line.appendMarkdown(`$(${icon}) `).appendText(inertText(spoken));
  return isUserId(person.userId) ? [line, actionLinks(person.userId, isWatched)] : [line];
}

/** Escapes icons and links, including the automatic links of bare addresses. */
function inertText(text: string): string {
  return escapeLinks(escapeIcons(text)).replace(/:\/\/|\bwww\b/gi, '$&\u200B');
}

function actionLinks(userId: string, isWatched: boolean): vscode.MarkdownString {
  const args = encodeURIComponent(JSON.stringify([userId]));
  const fitting = actions.filter(([command]) => !(isWatched && command === 'circuit.person.watch'));
  const links = fitting.map(([command, label]) => `[${label()}](command:${command}?${args})`);
  const text = new vscode.MarkdownString(links.join(' · '));
  text.isTrusted = { enabledCommands: actions.map(([command]) => command) };
  return text;
}
