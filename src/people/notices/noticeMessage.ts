import * as vscode from 'vscode';
import { escapeIcons, escapeLinks } from '../../base/plainText';
import { clockWords } from '../../base/timeWords';
import { inDemo } from '../../presence/stateWords';
import { nameOf, type Person, quote } from '../personText';
import type { Notice } from './notice';

/** Shows the notification with likely next actions. */
export async function showNotice(notice: Notice, isDemo: boolean): Promise<void> {
  const [person, ...others] = notice.people;
  const actions =
    person && others.length === 0
      ? [
          { title: vscode.l10n.t('Open in Circuit'), command: 'circuit.person.open' },
          { title: vscode.l10n.t('Call'), command: 'circuit.person.call' },
        ]
      : [{ title: vscode.l10n.t('Show People'), command: 'circuit.people.focus' }];
  const chosen = await vscode.window.showInformationMessage(
    inDemo(noticeWords(notice), isDemo),
    ...actions,
  );
  if (chosen) {
    await vscode.commands.executeCommand(chosen.command, person?.userId);
  }
}

/** Says in passing that a notice has run out. */
export function showNoticeEnd({ people, expiresAt }: Notice, isDemo: boolean): void {
  const end = clockWords(expiresAt, { now: Date.now() });
  const words = vscode.l10n.t('Stopped waiting for {0} at {1}.', joinNames(people), end);
  vscode.window.setStatusBarMessage(escapeIcons(inDemo(words, isDemo)), 10_000);
}

function noticeWords({ condition, people }: Notice): string {
  const names = joinNames(people);
  if (condition === 'dndOver') {
    return vscode.l10n.t('{0} is no longer in Do Not Disturb.', names);
  }
  return people.length === 1
    ? vscode.l10n.t('{0} is available now.', names)
    : vscode.l10n.t('{0} are all available now.', names);
}

/**
 * Names for a message, as a list in the display language, without links and each in quotation
 * marks, so that a name that reads like a sentence is seen to be a name.
 */
export function joinNames(people: readonly Person[]): string {
  const list = new Intl.ListFormat(vscode.env.language, { type: 'conjunction' });
  return escapeLinks(list.format(people.map(person => quote(nameOf(person)))));
}
