import * as vscode from 'vscode';
import { combinedDisposable, type Disposable } from '../base/disposables';
import { escapeIcons } from '../base/plainText';
import { NothingToDo, UserError } from '../base/userError';
import { noRoomWords, watchPeople } from '../people/watch/commands';
import type { CodeContext } from './context';
import { readAllOwners } from './owners/ownersFile';
import { findPlaces, findRecentPeople, type CodePlace } from './recentPeople';
import { type ColleagueItem, colleagueItem, type Finding } from './whoCanIAsk/colleagueItems';
import type { Colleague } from './whoCanIAsk/colleagues';
import { requireReady } from './whoCanIAsk/findColleagues';

/**
 * Lets the person pick from everybody who recently worked on this code or owns it, and watches
 * them.
 */
export async function startWithTeam(context: CodeContext): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const { signal } = new AbortController();
  if (folder === undefined || !(await hasCode(await findPlaces(context, signal)))) {
    throw new NothingToDo(vscode.l10n.t('Open a folder with a Git repository first.'));
  }
  await requireReady(context);
  await context.git.reach(folder.uri, 'asked');
  // Found again, because git may be reachable only now.
  const places = await pickPlaces(await findPlaces(context, signal));
  const { noRoom } = await watchPeople(await pickTeam(context, places), context.lists.watchList);
  if (noRoom.length > 0) {
    throw new UserError(noRoomWords());
  }
  await vscode.commands.executeCommand('circuit.people.focus');
}

/** False only if it is certain that neither git nor `CODEOWNERS` names anybody in `places`. */
async function hasCode(places: readonly CodePlace[]): Promise<boolean> {
  if (places.some(({ untold }) => untold !== 'noRepository')) {
    return true;
  }
  const owners = await Promise.all(places.map(({ uri }) => readAllOwners(uri)));
  return owners.some(({ length }) => length > 0);
}

/** Asks which of several repositories are meant, all selected at first. Throws if the person leaves. */
async function pickPlaces(places: readonly CodePlace[]): Promise<readonly CodePlace[]> {
  if (places.length < 2) {
    return places;
  }
  const items = places.map(place => ({
    label: escapeIcons(place.uri.path.split('/').at(-1) ?? ''),
    description: escapeIcons(vscode.workspace.asRelativePath(place.uri, false)),
    picked: true,
    place,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Start with Your Team'),
    placeHolder: vscode.l10n.t('Select the repositories to look in'),
    canPickMany: true,
  });
  if (!chosen?.length) {
    throw new vscode.CancellationError();
  }
  return chosen.map(({ place }) => place);
}

/** Opens at once and is filled when git and Circuit have answered. Throws if the person leaves. */
async function pickTeam(
  context: CodeContext,
  places: readonly CodePlace[],
): Promise<readonly Colleague[]> {
  const pick = vscode.window.createQuickPick<ColleagueItem>();
  pick.title = vscode.l10n.t('Start with Your Team');
  pick.placeholder = vscode.l10n.t('Finding people for this code');
  pick.canSelectMany = true;
  pick.busy = true;
  const left = new AbortController();
  const hidden = untilHidden(pick);
  hidden.catch((reason: unknown) => left.abort(reason));
  let filled: Disposable | undefined;
  try {
    pick.show();
    const team = await Promise.race([findTeam(context, places, left.signal), hidden]);
    filled = keepFilled(pick, team, context);
    await Promise.race([untilAccepted(pick), hidden]);
    const chosen = new Set(pick.selectedItems.map(({ userId }) => userId));
    return team.colleagues.filter(({ userId }) => chosen.has(userId));
  } finally {
    filled?.dispose();
    pick.dispose();
  }
}

/** The people not watched yet. Throws `NothingToDo` if there are none. */
async function findTeam(
  context: CodeContext,
  places: readonly CodePlace[],
  signal: AbortSignal,
): Promise<Finding> {
  const { colleagues, measure, notes } = await findRecentPeople(context, signal, places);
  const fresh = colleagues.filter(({ userId }) => !context.lists.watchList.has(userId));
  if (fresh.length === 0) {
    const [note] = colleagues.length === 0 ? notes : [];
    throw new NothingToDo(
      note?.replaceAll('\n', ' ') ??
        vscode.l10n.t("You're already watching everyone found for this code."),
    );
  }
  return { colleagues: fresh, measure, notes };
}

/**
 * All rows are selected at first. Rows show presence as it arrives and keep their place and
 * selection.
 */
function keepFilled(
  pick: vscode.QuickPick<ColleagueItem>,
  { colleagues, measure }: Finding,
  { store, interest }: CodeContext,
): Disposable {
  const render = (ticked: ReadonlySet<string>) => {
    pick.items = colleagues.map(person => colleagueItem(person, store.get(person.userId), measure));
    pick.selectedItems = pick.items.filter(({ userId }) => ticked.has(userId));
  };
  const ids = colleagues.map(({ userId }) => userId);
  pick.busy = false;
  pick.placeholder = vscode.l10n.t("Clear anyone you don't want to watch, then press Enter");
  render(new Set(ids));
  const hold = interest.hold(ids);
  return combinedDisposable(
    hold,
    store.onDidChange(changed => {
      if (ids.some(id => changed.has(id))) {
        render(new Set(pick.selectedItems.map(({ userId }) => userId)));
      }
    }),
  );
}

function untilHidden(pick: vscode.QuickPick<ColleagueItem>): Promise<never> {
  return new Promise((_resolve, reject) =>
    pick.onDidHide(() => reject(new vscode.CancellationError())),
  );
}

function untilAccepted(pick: vscode.QuickPick<ColleagueItem>): Promise<void> {
  return new Promise(resolve => pick.onDidAccept(() => resolve()));
}

/** Offers it once per account, after a sign-in, to a person who watches nobody. */
export async function offerTeam(
  context: CodeContext,
  wasOffered: { get: () => boolean; set: () => PromiseLike<void> },
): Promise<void> {
  if (
    wasOffered.get() ||
    context.lists.watchList.userIds.length > 0 ||
    !(await isRepository(context))
  ) {
    return;
  }
  await wasOffered.set();
  const start = vscode.l10n.t('Start with Your Team');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t("You're signed in. Do you want to see who on your team is available?"),
    start,
  );
  if (answer === start) {
    await startWithTeam(context);
  }
}

/** Whether any workspace folder is in a repository that git can read. */
async function isRepository({ git }: CodeContext): Promise<boolean> {
  const { signal } = new AbortController();
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    if ((await git.askGit('root', { uri }, signal)).kind === 'told') {
      return true;
    }
  }
  return false;
}
