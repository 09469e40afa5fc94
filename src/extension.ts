import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createAccountParts } from './account/accountParts';
import type { CircuitAuthenticationProvider } from './account/provider';
import { watchActivity } from './activity';
import type { Access, CircuitClient } from './circuit/client';
import { CodeInterest } from './code/codeInterest';
import { createLateCode } from './code/lateCode';
import { registerCommands } from './commands';
import { disposeAll } from './event';
import type { Logger } from './log';
import { createPeople } from './people/createPeople';
import { createLists } from './people/lists';
import { knownEnds } from './people/notice';
import { syncWatchList } from './people/syncWatchList';
import { createLateEngine } from './presence/lateEngine';
import { PresenceStore } from './presence/store';
import { createSettings } from './settings';
import { offerToEndDnd } from './status/dndEnd';
import { createStatusBar } from './status/statusBar';

/** What tests inside VS Code need, where no dialog can be answered. */
export interface Api {
  readonly provider: CircuitAuthenticationProvider;
}

/** What is read of package.json. */
interface Manifest {
  readonly version: string;
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** Builds everything once. Asks nobody anything: requests begin when somebody is signed in. */
export function activate(context: vscode.ExtensionContext): Api {
  const { globalState, workspaceState, secrets, globalStorageUri } = context;
  const manifest = context.extension.packageJSON as Manifest; // our own package.json
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
  const activity = watchActivity();
  const interest = new CodeInterest();
  const lists = createLists(globalState, () => account.account);
  const polling = {
    store,
    client,
    log,
    activity,
    signedIn: account,
    interest: () => [...new Set([...lists.interest(), ...interest.ids])],
    dueTimes: () =>
      knownEnds(lists.notices.waiting, id => store.get(id)).map(({ endsAt }) => endsAt),
  };
  const engine = createLateEngine(account, async () => {
    const { createEngine } = await import('./presence/engine');
    const { createRoundFile } = await import('./roundFile');
    return createEngine(polling, createRoundFile(globalStorageUri.fsPath));
  });
  const { poller, ownPresence } = engine;
  const people = createPeople({
    lists,
    store,
    poller,
    account,
    claimsFolder: vscode.Uri.joinPath(globalStorageUri, 'notices').fsPath,
    version: manifest.version,
    counters: () => ({}),
  });
  const code = createLateCode({
    store,
    poller,
    account,
    lists,
    interest,
    memory: workspaceState,
    domains: () => settings.allowedDomains.value,
    addresses: () => settings.addresses.value,
  });

  context.subscriptions.push(
    log,
    settings,
    accountParts,
    activity,
    lists,
    people,
    code,
    syncWatchList(globalState, lists.watchList, settings.syncWatchList, account.onDidChange),
    engine,
    store,
    createStatusBar(store, {
      isDemo: () => account.account?.kind === 'demo',
      isHostChosen: () => settings.host.value.kind !== 'none',
      onDidChange: listener =>
        disposeAll(settings.host.onDidChange(listener), account.onDidChange(listener)),
    }),
    offerToEndDnd(store),
    registerCommands(
      manifest.contributes.commands.map(({ command }) => command),
      async () => {
        const accountCommands = await accountParts.commands();
        return {
          ...accountCommands,
          'circuit.signIn': async (...args: unknown[]) => {
            await accountCommands['circuit.signIn']?.(...args);
            if (account.account?.kind === 'circuit') {
              await code.offerTeam();
            }
          },
          ...(await people.commands()),
          ...(await code.commands()),
          ...(await import('./status/statusCommands')).statusCommands({
            store,
            ownPresence,
            poller,
            account: () => account.account,
            workingHours: () => settings.workingHours.value,
            memory: globalState,
          }),
        };
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
