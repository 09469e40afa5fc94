import * as vscode from 'vscode';
import { disposeAll } from '../event';
import { noRoomWords, watchPeople } from '../people/watchCommands';
import { Refusal } from '../refusal';
import { requireReady } from './askers';
import type { CodeKit } from './codeKit';
import { personItem, type ColleagueItem } from './colleagueItems';
import type { Colleague } from './colleagues';
import { findGit } from './gitHere';
import { findRecentPeople } from './recentPeople';

/** One pick of everybody who lately worked on or owns this code. Enter watches them. */
export async function startWithTeam(kit: CodeKit): Promise<void> {
  if (!vscode.workspace.workspaceFolders?.length) {
    throw new Refusal(vscode.l10n.t('Open the folder of a repository first.'));
  }
  await requireReady(kit);
  const { colleagues, measure, notes } = await search(kit);
  const fresh = colleagues.filter(({ userId }) => !kit.lists.watchList.has(userId));
  if (fresh.length === 0) {
    const [note] = colleagues.length === 0 ? notes : [];
    throw new Refusal(note ?? vscode.l10n.t('You watch everybody of this code already.'));
  }
  const chosen = await pickPeople(fresh, measure, kit);
  const { noRoom } = await watchPeople(chosen, kit.lists.watchList);
  if (noRoom.length > 0) {
    throw new Refusal(noRoomWords());
  }
  await vscode.commands.executeCommand('circuit.people.focus');
}

function search(kit: CodeKit): Thenable<Awaited<ReturnType<typeof findRecentPeople>>> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Looking for the people of this code'),
      cancellable: true,
    },
    (_progress, token) => {
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort(new vscode.CancellationError()));
      return findRecentPeople(kit, cancel.signal);
    },
  );
}

/** Everybody is ticked. Rows fill in their presence and keep their places and ticks. */
async function pickPeople(
  people: readonly Colleague[],
  measure: 'commits' | 'fileLines' | 'selectedLines',
  { store, interest, poller }: CodeKit,
): Promise<readonly Colleague[]> {
  const pick = vscode.window.createQuickPick<ColleagueItem>();
  pick.canSelectMany = true;
  pick.title = vscode.l10n.t('Start With Your Team');
  pick.placeholder = vscode.l10n.t('Take out whom you do not want to watch, then press Enter');
  const render = (ticked: ReadonlySet<string>) => {
    pick.items = people.map(person => personItem(person, store.get(person.userId), measure));
    pick.selectedItems = pick.items.filter(({ userId }) => ticked.has(userId));
  };
  const ids = people.map(({ userId }) => userId);
  render(new Set(ids));
  const hold = interest.hold(ids);
  poller.poke();
  const following = disposeAll(
    hold,
    store.onDidChange(changed => {
      if (ids.some(id => changed.has(id))) {
        render(new Set(pick.selectedItems.map(({ userId }) => userId)));
      }
    }),
  );
  try {
    const chosen = await waitForSeveral(pick);
    return people.filter(({ userId }) => chosen.has(userId));
  } finally {
    following.dispose();
    pick.dispose();
  }
}

/** The ids of those ticked. Throws when the person left. */
function waitForSeveral(pick: vscode.QuickPick<ColleagueItem>): Promise<ReadonlySet<string>> {
  return new Promise((resolve, reject) => {
    pick.onDidAccept(() => resolve(new Set(pick.selectedItems.map(({ userId }) => userId))));
    pick.onDidHide(() => reject(new vscode.CancellationError()));
    pick.show();
  });
}

/** Offers it once for each account, right after somebody signed in and watches nobody. */
export async function offerTeam(
  kit: CodeKit,
  wasOffered: { get: () => boolean; set: () => PromiseLike<void> },
): Promise<void> {
  if (wasOffered.get() || kit.lists.watchList.userIds.length > 0 || !(await isRepository())) {
    return;
  }
  await wasOffered.set();
  const start = vscode.l10n.t('Start With Your Team');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('You are signed in. See who of the people of this code is available?'),
    start,
  );
  if (answer === start) {
    await startWithTeam(kit);
  }
}

/** Whether any of the open folders lies in a repository that git can be asked about. */
async function isRepository(): Promise<boolean> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    if ((await findGit(uri)).kind === 'here') {
      return true;
    }
  }
  return false;
}
