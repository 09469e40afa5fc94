import * as vscode from 'vscode';
import { combinedDisposable, type Disposable } from '../../base/disposables';
import type { Event } from '../../base/event';
import { inDemo } from '../../presence/stateWords';
import type { PresenceStore } from '../../presence/store';
import type { Directory, RequestForUser } from '../directory';
import { isPersonButton } from '../personButtons';
import type { Person } from '../personText';
import { findPeople } from './findPeople';
import { shownResults } from './lastSearch';
import { type SearchAnswer, type SearchItem, searchItems } from './searchItems';
import { createSearchSession } from './searchSession';

/** What the live search needs. */
export interface SearchPickOptions {
  readonly ask: RequestForUser;
  readonly title: string;
  readonly isDemo: boolean;
  readonly store: PresenceStore;
  readonly directory: Directory;
  readonly isWatched: (userId: string) => boolean;
  readonly onDidChangeWatched: Event<unknown>;
  /** Sets the people whose presence is wanted, until the next call. */
  readonly wantPresence: (userIds: readonly string[]) => void;
}

/** The result of the search: everybody found and the chosen person. */
export interface SearchChoice {
  readonly term: string;
  readonly people: readonly Person[];
  readonly chosen: string;
}

/** A quick pick that searches while the person types. Undefined if they left without choosing. */
export async function pickFromSearch(
  options: SearchPickOptions,
): Promise<SearchChoice | undefined> {
  const pick = vscode.window.createQuickPick<SearchItem>();
  pick.title = inDemo(options.title, options.isDemo);
  pick.placeholder = vscode.l10n.t('Name, exact email address, or user ID');
  pick.keepScrollPosition = true;
  // Not in VS Code's typings; otherwise the order would be another than Circuit's and the view's.
  Object.assign(pick, { sortByLabel: false });
  const search = searchWhileTyping(pick, options);
  try {
    const chosen = await waitForChoice(pick);
    const { answer } = search;
    return chosen && answer.kind === 'found'
      ? { term: answer.term, people: answer.users, chosen }
      : undefined;
  } finally {
    search.dispose();
    pick.dispose();
    options.wantPresence([]);
  }
}

/** Keeps the rows of `pick` up to date with results and presence. */
function searchWhileTyping(
  pick: vscode.QuickPick<SearchItem>,
  options: SearchPickOptions,
): Disposable & { readonly answer: SearchAnswer } {
  let answer: SearchAnswer = { kind: 'idle' };
  const render = () => replaceItems(pick, searchItems(answer, options));
  const session = createSearchSession(
    (term, typing) =>
      options.ask((client, session) =>
        findPeople(client, term, AbortSignal.any([typing, session])),
      ),
    state => {
      pick.busy = state.kind === 'searching';
      if (state.kind !== 'searching') {
        answer = state;
        learnFrom(state, options);
        render();
      }
    },
  );
  const following = combinedDisposable(
    session,
    pick.onDidChangeValue(value => session.type(value)),
    pick.onDidTriggerItemButton(({ item, button }) => runButton(item, button)),
    options.store.onDidChange(render),
    options.onDidChangeWatched(render),
  );
  return {
    get answer() {
      return answer;
    },
    dispose: () => following.dispose(),
  };
}

/** Keeps the active row active. */
function replaceItems(pick: vscode.QuickPick<SearchItem>, items: readonly SearchItem[]): void {
  const active = pick.activeItems[0]?.userId;
  pick.items = items;
  const same = items.filter(({ userId }) => userId !== '' && userId === active);
  if (same.length > 0) {
    pick.activeItems = same;
  }
}

function learnFrom(answer: SearchAnswer, { directory, wantPresence }: SearchPickOptions): void {
  if (answer.kind === 'found') {
    directory.learn(answer.users);
    wantPresence(answer.users.slice(0, shownResults).map(({ userId }) => userId));
  }
}

function runButton({ userId }: SearchItem, button: vscode.QuickInputButton): void {
  if (isPersonButton(button)) {
    void vscode.commands.executeCommand(button.command, userId);
  }
}

/** The chosen person's id; undefined after Escape. Notes cannot be chosen. */
function waitForChoice(pick: vscode.QuickPick<SearchItem>): Promise<string | undefined> {
  return new Promise(resolve => {
    pick.onDidAccept(() => {
      const userId = pick.activeItems[0]?.userId;
      if (userId) {
        resolve(userId);
      }
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
}
