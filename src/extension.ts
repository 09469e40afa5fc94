import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createAccountParts } from './account/accountParts';
import type { CircuitAuthenticationProvider } from './account/provider';
import { watchActivity } from './activity';
import type { Access, CircuitClient } from './circuit/client';
import { registerCommands } from './commands';
import { disposeAll } from './event';
import type { Logger } from './log';
import { createPeople } from './people/createPeople';
import { createLists } from './people/lists';
import { knownEnds } from './people/notice';
import { syncWatchList } from './people/syncWatchList';
import { createOwnPresence } from './presence/ownPresence';
import { createPoller } from './presence/poller';
import { createSharedRounds } from './presence/sharedRounds';
import { PresenceStore } from './presence/store';
import { createRoundFile } from './roundFile';
import { createSettings } from './settings';
import { offerToEndDnd } from './status/dndEnd';
import { createStatusBar } from './status/statusBar';
import { statusCommands } from './status/statusCommands';

/** What tests inside VS Code need, where no dialog can be answered. */
export interface Api {
  readonly provider: CircuitAuthenticationProvider;
}

/** Builds everything once. Asks nobody anything: requests begin when somebody is signed in. */
export function activate(context: vscode.ExtensionContext): Api {
  const { globalState, secrets, globalStorageUri } = context;
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  const log = vscode.window.createOutputChannel('Circuit', { log: true });
  const settings = createSettings();
  const { provider, account, ...accountParts } = createAccountParts({
    secrets,
    memory: globalState,
    extensionKind: context.extension.extensionKind,
    settings,
    log,
  });
  const client = createLazyClient(() => account.account?.access, log);
  const store = new PresenceStore();
  const rounds = createSharedRounds(createRoundFile(globalStorageUri.fsPath));
  const activity = watchActivity();
  const lists = createLists(globalState, () => account.account);
  const poller = createPoller({
    store,
    client,
    rounds,
    log,
    activity,
    signedIn: account,
    interest: lists.interest,
    dueTimes: () =>
      knownEnds(lists.notices.waiting, id => store.get(id)).map(({ endsAt }) => endsAt),
  });
  const people = createPeople({
    lists,
    store,
    poller,
    account,
    claimsFolder: vscode.Uri.joinPath(globalStorageUri, 'notices').fsPath,
    version: (context.extension.packageJSON as { version: string }).version, // as VS Code requires
    counters: () => ({}),
  });
  const ownPresence = createOwnPresence({ store, poller, log });

  context.subscriptions.push(
    log,
    settings,
    accountParts,
    activity,
    rounds,
    lists,
    people,
    syncWatchList(globalState, lists.watchList, settings.syncWatchList, account.onDidChange),
    poller,
    store,
    createStatusBar(store, {
      isDemo: () => account.account?.kind === 'demo',
      isHostChosen: () => settings.host.value.kind !== 'none',
      onDidChange: listener =>
        disposeAll(settings.host.onDidChange(listener), account.onDidChange(listener)),
    }),
    offerToEndDnd(store),
    registerCommands(
      {
        ...accountParts.commands,
        ...statusCommands({
          store,
          ownPresence,
          poller,
          account: () => account.account,
          workingHours: () => settings.workingHours.value,
          memory: globalState,
        }),
        ...people.commands,
      },
      log,
    ),
  );
  return { provider };
}

/** The client, loaded with the first request: starting VS Code does not pay for it. */
function createLazyClient(
  access: () => Access | undefined,
  log: Logger,
): () => Promise<CircuitClient> {
  let loading: Promise<CircuitClient> | undefined;
  const load = async () => (await import('./circuit/client')).createCircuitClient(access, log);
  return () => (loading ??= load());
}
