import * as vscode from 'vscode';
import { escapeIcons, plainMessage } from '../../base/plainText';
import { sentenceFor } from '../../base/userError';
import type { User } from '../../circuit/schemas';
import type { PresenceStore } from '../../presence/store';
import { isAvailableNow } from '../notices/notice';
import { personButtons } from '../personButtons';
import { describeRow } from '../personText';
import { shownResults } from './lastSearch';
import type { SearchState } from './searchSession';

/** A finished search. */
export type SearchAnswer = Exclude<SearchState, { kind: 'searching' }>;

/** A row of the live search; without an id it is only a note. */
export interface SearchItem extends vscode.QuickPickItem {
  readonly userId: string;
}

/** What the rows are made of. */
export interface SearchItemSources {
  readonly store: PresenceStore;
  readonly isWatched: (userId: string) => boolean;
}

/** The rows for an answer, also for one without results and for a failed one. */
export function searchItems(
  answer: SearchAnswer,
  sources: SearchItemSources,
): readonly SearchItem[] {
  switch (answer.kind) {
    case 'idle':
      return [];
    case 'failed':
      return [tell('warning', vscode.l10n.t('The search failed.'), sentenceFor(answer.error))];
    case 'found': {
      const items = answer.users.slice(0, shownResults).map(user => personItem(user, sources));
      return items.length > 0 ? [...items, ...tellRest(answer.users.length)] : [tellNobody()];
    }
  }
}

function personItem(user: User, { store, isWatched }: SearchItemSources): SearchItem {
  const row = describeRow(user, store.get(user.userId), {
    now: Date.now(),
  });
  const detail = [user.jobTitle, user.department, user.company, user.emailAddress]
    .map(plainMessage)
    .filter(text => text !== '')
    .join(' · ');
  return {
    userId: user.userId,
    label: row.label,
    description: row.description,
    detail: escapeIcons(detail),
    iconPath: new vscode.ThemeIcon(row.icon, new vscode.ThemeColor(row.color)),
    buttons: personButtons(isWatched(user.userId), isAvailableNow(user.userId, store)),
    alwaysShow: true,
  };
}

function tellNobody(): SearchItem {
  return tell(
    'info',
    vscode.l10n.t('No people found.'),
    vscode.l10n.t('Try part of the name, a complete email address, or a user ID.'),
  );
}

function tellRest(found: number): readonly SearchItem[] {
  return found > shownResults
    ? [
        tell(
          'info',
          vscode.l10n.t('Showing the first {0} of {1} people.', shownResults, found),
          vscode.l10n.t('Type more of the name to see the others.'),
        ),
      ]
    : [];
}

function tell(icon: string, label: string, detail: string): SearchItem {
  return { userId: '', label, detail, iconPath: new vscode.ThemeIcon(icon), alwaysShow: true };
}
