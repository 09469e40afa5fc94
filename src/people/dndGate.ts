import * as vscode from 'vscode';
import { escapeIcons, isolate } from '../base/plainText';
import { clockWords } from '../base/timeWords';
import { presenceOf } from '../presence/model';
import { shownState } from '../presence/stateWords';
import type { PeopleContext } from './context';
import { tellComing } from './notices/commands';
import { nameOf, type Person } from './personText';

interface GateItem extends vscode.QuickPickItem {
  readonly choice: 'remind' | 'copy' | 'go';
}

/** How long a reminder stays valid after the known end, in case the person extends it. */
const patienceMs = 8 * 60 * 60_000;

/**
 * Asks before opening or calling somebody in Do Not Disturb. Resolves to true if there is nothing
 * to ask or the answer is to go on.
 */
export async function passDndGate(
  person: Person,
  parts: PeopleContext,
  wish: 'open' | 'call',
): Promise<boolean> {
  const known = parts.store.get(person.userId);
  if (shownState(known) !== 'DND') {
    return true;
  }
  const until = presenceOf(known)?.dndUntil;
  const moment = { now: Date.now() };
  // An end that has passed since the last poll is not mentioned.
  const end = until === undefined || until <= moment.now ? undefined : clockWords(until, moment);
  const chosen = await vscode.window.showQuickPick(gateItems(end, wish), {
    title: gateTitle(isolate(nameOf(person)), end),
  });
  switch (chosen?.choice) {
    case 'go':
      return true;
    case 'remind':
      await parts.notices.add({
        noticeId: crypto.randomUUID(),
        condition: 'dndOver',
        people: [person],
        expiresAt: Math.max(until ?? 0, moment.now) + patienceMs,
      });
      tellComing([person]);
      return false;
    case 'copy':
      await vscode.env.clipboard.writeText(noteFor(isolate(nameOf(person))));
      vscode.window.setStatusBarMessage(
        vscode.l10n.t('The note was copied to the clipboard.'),
        3_000,
      );
      return false;
    case undefined:
      return false;
  }
}

function gateTitle(name: string, end: string | undefined): string {
  return escapeIcons(
    end
      ? vscode.l10n.t('{0} is in Do Not Disturb until {1}', name, end)
      : vscode.l10n.t('{0} is in Do Not Disturb', name),
  );
}

function gateItems(end: string | undefined, wish: 'open' | 'call'): readonly GateItem[] {
  const { l10n } = vscode;
  return [
    {
      choice: 'remind',
      label: end ? l10n.t('Notify me at {0}', end) : l10n.t('Notify me when it ends'),
      iconPath: new vscode.ThemeIcon('bell'),
    },
    {
      choice: 'copy',
      label: l10n.t('Copy a note to send'),
      detail: l10n.t('To leave in Circuit or send by email, for when they have time.'),
      iconPath: new vscode.ThemeIcon('copy'),
    },
    {
      choice: 'go',
      label: wish === 'call' ? l10n.t('Call anyway') : l10n.t('Open anyway'),
      iconPath: new vscode.ThemeIcon(wish === 'call' ? 'call-outgoing' : 'link-external'),
    },
  ];
}

function noteFor(name: string): string {
  return vscode.l10n.t(
    "Hello {0}, I didn't want to disturb you. Please get in touch when you have a moment.",
    name,
  );
}
