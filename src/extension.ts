import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CurrentAccount } from './account/account';
import { createAccountParts } from './account/createAccount';
import type { CircuitAuthenticationProvider } from './account/provider';
import { assemble, disposeAll, type Own } from './base/event';
import { lazy } from './base/lazy';
import { createLogChannel } from './base/logChannel';
import type { Logger } from './base/logger';
import { type Activity, watchActivity } from './base/windowActivity';
import { createLateCode } from './code/lateCode';
import { PresenceInterest } from './code/presenceInterest';
import { type ContributedCommands, registerCommands } from './commands';
import { loadCommands } from './loadCommands';
import { createLatePeople } from './people/latePeople';
import type { PeopleLists } from './people/lists';
import { createLateEngine, type LateEngine } from './presence/lateEngine';
import { PresenceStore } from './presence/store';
import { createSettings, type Settings } from './settings';
import { offerToEndDnd } from './status/overdueDnd';
import { createStatusBar, type StatusBarSurroundings } from './status/statusBar';

/** What tests inside VS Code need, where no dialog can be answered. No other extension gets it. */
export interface Api {
  readonly provider: CircuitAuthenticationProvider;
}

/** What is read of package.json. */
interface Manifest {
  readonly version: string;
  readonly contributes: ContributedCommands;
}

/** Builds everything once. Asks nobody anything: requests begin when somebody is signed in. */
export function activate(context: vscode.ExtensionContext): Api | undefined {
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  const extension = assemble(own => start(context, own));
  context.subscriptions.push(extension);
  const isTested = context.extensionMode === vscode.ExtensionMode.Test;
  return isTested ? { provider: extension.provider } : undefined;
}

function start(context: vscode.ExtensionContext, own: Own): Api {
  const { globalState, workspaceState, secrets, extension } = context;
  const { version, contributes } = extension.packageJSON as Manifest; // our own package.json
  const log = own(createLogChannel());
  const settings = own(createSettings());
  const { extensionKind } = extension;
  const source = { secrets, memory: globalState, extensionKind, settings, log };
  const signingIn = own(createAccountParts(source));
  const { account, provider } = signingIn;
  const store = own(new PresenceStore());
  const activity = own(watchActivity());
  const interest = new PresenceInterest();
  const lists = loadLists({ memory: globalState, account, settings }, own);
  const folder = context.globalStorageUri;
  const engine = own(createPolling({ account, store, activity, interest, lists, folder, log }));
  const shared = { account, store, lists, poller: engine.poller };
  const claimsFolder = vscode.Uri.joinPath(folder, 'notices').fsPath;
  const people = own(createLatePeople({ ...shared, claimsFolder, version }));
  const domains = () => settings.allowedDomains.value;
  const addresses = () => settings.addresses.value;
  const memory = workspaceState;
  const code = own(createLateCode({ ...shared, interest, memory, domains, addresses }));
  const parts = { signingIn, lists, people, code, engine, store, settings, memory: globalState };
  own(createStatusBar(store, surroundingsOf(account, settings)));
  own(offerToEndDnd(store));
  own(registerCommands(contributes, account, () => loadCommands(parts), log));
  return { provider };
}

/** Whom somebody watches, found and waits for: loaded once somebody is signed in. */
function loadLists(
  o: {
    readonly memory: vscode.ExtensionContext['globalState'];
    readonly account: CurrentAccount;
    readonly settings: Settings;
  },
  own: Own,
): () => Promise<PeopleLists> {
  const { memory, account, settings } = o;
  return lazy(async () => {
    const { createLists } = await import('./people/lists');
    const { syncWatchList } = await import('./people/watch/settingsSync');
    const lists = own(createLists(memory, () => account.account));
    own(syncWatchList(memory, lists.watchList, settings.syncWatchList, account.onDidChange));
    return lists;
  });
}

/** Polling, which begins with a sign-in: whom it asks about and whose end it waits for. */
function createPolling(o: {
  readonly account: CurrentAccount;
  readonly store: PresenceStore;
  readonly activity: Activity;
  readonly interest: PresenceInterest;
  readonly lists: () => Promise<PeopleLists>;
  readonly folder: vscode.Uri;
  readonly log: Logger;
}): LateEngine {
  const { account, store, activity, log } = o;
  return createLateEngine(account, async () => {
    const lists = await o.lists();
    const { knownEnds } = await import('./people/notices/notice');
    const { createEngine } = await import('./presence/engine');
    const { createRoundsFile } = await import('./node/roundsFile');
    const options = {
      store,
      client: lazy(async () => {
        const { createCircuitClient } = await import('./circuit/client');
        return createCircuitClient(() => account.account?.access, log);
      }),
      log,
      activity,
      signedIn: account,
      interest: () => [...new Set([...lists.interest(), ...o.interest.ids])],
      dueTimes: () =>
        knownEnds(lists.notices.waiting, id => store.get(id)).map(({ endsAt }) => endsAt),
    };
    return createEngine(options, createRoundsFile(o.folder.fsPath));
  });
}

function surroundingsOf(account: CurrentAccount, settings: Settings): StatusBarSurroundings {
  return {
    isDemo: () => account.account?.kind === 'demo',
    isHostChosen: () => settings.host.value.kind !== 'none',
    onDidChange: listener =>
      disposeAll(settings.host.onDidChange(listener), account.onDidChange(listener)),
  };
}
