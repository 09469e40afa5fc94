import * as vscode from 'vscode';
import type { CurrentAccount } from './account/account';
import type { Demo } from './account/demo';
import { type Disposable, DisposableStore } from './base/disposables';
import type { LogChannel } from './base/log';
import type { SharedFolder } from './base/sharedFolder';
import { type Activity, watchActivity } from './base/windowActivity';
import { createCircuitClient } from './circuit/client';
import { type Code, type CodeOptions, createCode } from './code/createCode';
import { PresenceInterest } from './code/presenceInterest';
import type { CommandTable } from './commandIds';
import { createGitReach } from './git/remote/gitReach';
import { createOutside, type Outside } from './outside';
import { createPeople } from './people/createPeople';
import { updatePresenceKeys } from './people/contextKeys';
import { createLists, type PeopleLists } from './people/lists';
import { knownEnds } from './people/notices/notice';
import { meetColleagues } from './people/watch/commands';
import { syncWatchList } from './people/watch/settingsSync';
import type { Platform } from './platform';
import { createEngine, type Engine } from './presence/engine';
import type { SetNotice } from './presence/set/lateSet';
import { PresenceStore } from './presence/store';
import { Arrangements } from './presence/until/arrangements';
import type { Settings } from './settings';
import { offerToEndDnd } from './status/overdueDnd';
import { createStatusChanger, type StatusChanger } from './status/change/changeStatus';
import { statusCommands } from './status/change/commands';
import { describeSetNotice } from './status/setNotice';
import { createPersonsZone } from './status/change/timeZone';
import { pinnedKey } from './status/saved/pinnedStatuses';
import { showOwnPresence } from './status/presenceInBar';
import type { StatusBar } from './status/statusBar';
import { createEndEvents, userActivity } from './status/until/endEvents';

/** Everything that exists only while somebody is signed in. */
export interface SignedIn extends Disposable {
  readonly store: PresenceStore;
  readonly lists: PeopleLists;
  readonly commands: {
    readonly status: CommandTable<'status'>;
    readonly people: CommandTable<'people'>;
    readonly code: CommandTable<'code'>;
    readonly extensions: CommandTable<'extensions'>;
  };
  /** What answers assistants and other extensions. */
  readonly outside: Outside;
  /** After a sign-in: starts the demo with colleagues and offers others their team. */
  welcome(): Promise<void>;
}

export interface SignedInSource {
  readonly account: CurrentAccount;
  readonly demo: Pick<Demo, 'colleagues'>;
  readonly statusBar: StatusBar;
  readonly settings: Settings;
  readonly platform: Platform;
  /** Where this extension runs: locally or on a remote machine. */
  readonly extensionKind: vscode.ExtensionKind;
  /** The folder that this extension is installed in. */
  readonly home: vscode.Uri;
  /** Storage for all windows. */
  readonly globalState: vscode.ExtensionContext['globalState'];
  /** Storage for this workspace on this computer. */
  readonly workspaceState: vscode.Memento;
  readonly log: LogChannel;
}

/** Builds it for the current account; it follows later changes of account by itself. */
export async function createSignedIn(source: SignedInSource): Promise<SignedIn> {
  const sharedFolder = await source.platform.sharedFolder();
  const parts = new DisposableStore();
  try {
    return { ...build(source, sharedFolder, parts), dispose: () => parts.dispose() };
  } catch (error) {
    parts.dispose();
    throw error;
  }
}

function build(
  source: SignedInSource,
  sharedFolder: SharedFolder,
  parts: DisposableStore,
): Omit<SignedIn, 'dispose'> {
  const { account, demo, statusBar, platform, globalState, log } = source;
  const store = parts.add(new PresenceStore());
  updatePresenceKeys(store, parts);
  showOwnPresence(statusBar, store, account, parts);
  const activity = parts.add(watchActivity());
  const lists = createLists(globalState, () => account.account, parts);
  const { watchList } = lists;
  parts.add(syncLists(source, watchList));
  const interest = new PresenceInterest();
  const engine = parts.add(startEngine(source, { store, activity, lists, interest, sharedFolder }));
  const { poller } = engine;
  parts.add(interest.onDidGrow(() => poller.poke()));
  const shared = { store, poller, account, lists };
  const onceAcrossWindows = (id: string) => platform.onceAcrossWindows(id);
  const people = createPeople({ ...shared, activity, onceAcrossWindows }, parts);
  const code = buildCode(source, { ...shared, interest }, parts);
  const status = createStatus(source, { store, engine, sharedFolder }, parts);
  offerToEndDnd(store, () => account.account?.kind === 'demo', parts);
  const kept = { memory: globalState, log };
  const outside = createOutside({ account, code: code.context, status, ...kept }, parts);
  const commands = {
    ...{ status: statusCommands(status), people: people.commands, code: code.commands },
    extensions: outside.commands,
  };
  const welcome = async () => {
    if (account.account?.kind === 'demo') {
      await meetColleagues(await demo.colleagues(), watchList);
    } else {
      await code.offerTeam();
    }
  };
  return { store, lists, commands, outside, welcome };
}

/** What is built first, for what comes after it. */
interface Started {
  readonly store: PresenceStore;
  readonly activity: Activity;
  readonly lists: PeopleLists;
  /** Whom code shows. */
  readonly interest: PresenceInterest;
  readonly sharedFolder: SharedFolder;
  readonly engine: Engine;
}

function buildCode(
  { settings, platform, globalState, workspaceState, home }: SignedInSource,
  shared: Pick<CodeOptions, 'store' | 'poller' | 'account' | 'lists' | 'interest'>,
  parts: DisposableStore,
): Code {
  const git = createGitReach({ local: platform.askGit, memory: globalState, home }, parts);
  const domains = () => settings.allowedDomains.value;
  const addresses = () => settings.addresses.value;
  return createCode({ ...shared, memory: workspaceState, domains, addresses, git }, parts);
}

/** The pinned statuses follow the watch list. */
function syncLists(
  { account, settings, globalState }: SignedInSource,
  watchList: PeopleLists['watchList'],
): Disposable {
  const pinned = () => (account.account ? [pinnedKey(account.account.tag)] : []);
  const { syncWatchList: isWanted } = settings;
  return syncWatchList(globalState, watchList, pinned, isWanted, account.onDidChange);
}

function createStatus(
  { account, settings, globalState, extensionKind, log }: SignedInSource,
  { store, engine, sharedFolder: folder }: Pick<Started, 'store' | 'engine' | 'sharedFolder'>,
  parts: DisposableStore,
): StatusChanger {
  const endEvents = createEndEvents(parts);
  const activity = userActivity();
  const arrangements = parts.add(new Arrangements({ ...engine, store, folder, activity, log }));
  return createStatusChanger({
    ...engine,
    store,
    arrangements,
    endEvents,
    account: () => account.account,
    workingHours: () => settings.workingHours.value,
    memory: globalState,
    zone: createPersonsZone(globalState, extensionKind),
  });
}

/** Tells the outcome of a change that nothing waits for any more. */
function tellOfSet(notice: SetNotice): void {
  void vscode.window.showWarningMessage(describeSetNotice(notice, { now: Date.now() }));
}

/** Starts polling, with the people to ask about and the ends of Do Not Disturb to wait for. */
function startEngine(
  { account, log }: SignedInSource,
  { store, activity, lists, interest, sharedFolder }: Omit<Started, 'engine'>,
): Engine {
  const client = createCircuitClient(() => account.account?.access, log);
  return createEngine({
    store,
    client,
    folder: sharedFolder,
    log,
    activity,
    signedIn: account,
    interest: () => [...new Set([...lists.interest(), ...interest.ids])],
    dueTimes: () =>
      knownEnds(lists.notices.waiting, id => store.get(id)).map(({ endsAt }) => endsAt),
    tell: tellOfSet,
  });
}
