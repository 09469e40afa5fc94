import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CurrentAccount } from './account/account';
import { createAccount } from './account/createAccount';
import type { CircuitAuthenticationProvider } from './account/provider';
import { takeOverKept } from './account/storage/accountTag';
import { type Disposable, DisposableStore } from './base/disposables';
import { createLogChannel, type LogChannel } from './base/log';
import type { CircuitPresenceExports } from '../api/circuitPresence';
import { registerTools } from './assistants/registerTools';
import { registerCommands, reportFailure } from './commands';
import { createExports } from './extensions/exports';
import type { Platform } from './platform';
import { createSettings, type Settings } from './settings';
import { createStatusBar } from './status/statusBar';
import { WhileSignedIn } from './whileSignedIn';

/** What other extensions get; and in tests, where no dialog can be answered, what signs in. */
export interface Exports extends CircuitPresenceExports {
  readonly provider?: CircuitAuthenticationProvider;
}

/** Builds everything once. Sends no request: those begin when somebody is signed in. */
export function activateOn(platform: Platform, context: vscode.ExtensionContext): Exports {
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  const parts = new DisposableStore();
  context.subscriptions.push(parts);
  try {
    const { provider, ...api } = start(platform, context, parts);
    return context.extensionMode === vscode.ExtensionMode.Test ? { ...api, provider } : api;
  } catch (error) {
    parts.dispose();
    throw error;
  }
}

function start(
  platform: Platform,
  context: vscode.ExtensionContext,
  parts: DisposableStore,
): Required<Exports> {
  const { globalState, workspaceState, extension, extensionUri: home } = context;
  const { version } = extension.packageJSON as { readonly version: string }; // Our own package.json.
  const log = parts.add(createLogChannel());
  const settings = parts.add(createSettings(extension.packageJSON));
  const { extensionKind } = extension;
  const { account, demo, provider, loadCommands } = createAccount(
    { memory: globalState, extensionKind, settings, platform, log },
    parts,
  );
  parts.add(takeOver(account, [globalState, workspaceState]));
  updateAccountKeys(account, parts);
  const statusBar = createStatusBar(settings.host, parts);
  const signedIn = new WhileSignedIn(
    account,
    async () => {
      const { createSignedIn } = await import('./signedIn');
      const shared = { account, demo, statusBar, settings, platform, log };
      return await createSignedIn({ ...shared, globalState, workspaceState, extensionKind, home });
    },
    log,
    parts,
  );
  const accountCommands = () => loadCommands({ id: extension.id, version, signedIn });
  registerCommands('account', accountCommands, log, parts);
  registerCommands('status', async () => (await signedIn.get()).commands.status, log, parts);
  registerCommands('people', async () => (await signedIn.get()).commands.people, log, parts);
  registerCommands('code', async () => (await signedIn.get()).commands.code, log, parts);
  return { provider, ...openToOthers(context, { account, settings, signedIn, log }, parts) };
}

/** What assistants and other extensions reach. */
function openToOthers(
  { extension }: vscode.ExtensionContext,
  { account, settings, signedIn, log }: OpenedParts,
  parts: DisposableStore,
): CircuitPresenceExports {
  const outside = async () => (await signedIn.get()).outside;
  registerCommands('extensions', async () => (await outside()).commands, log, parts);
  const source = async () => (await outside()).tools;
  const report = (error: unknown) => void reportFailure('circuit_propose_status', error, log);
  registerTools({ isAllowed: settings.assistants, source, report, log }, parts);
  const answerer = async () => (await outside()).answerer;
  return createExports({ ownId: extension.id, account, answerer }, parts);
}

interface OpenedParts {
  readonly account: CurrentAccount;
  readonly settings: Settings;
  readonly signedIn: WhileSignedIn;
  readonly log: LogChannel;
}

/** Migrates what an earlier version stored for the signed-in account, before anything reads it. */
function takeOver(account: CurrentAccount, mementos: readonly vscode.Memento[]): Disposable {
  const takeOverAll = () => {
    for (const memento of mementos) {
      // What cannot be written now is migrated at the next start.
      takeOverKept(memento, account.account).catch(() => undefined);
    }
  };
  takeOverAll();
  return account.onDidChange(takeOverAll);
}

/** Keeps `circuit.demo`. `circuit.connection` is `signedOut` until somebody is signed in. */
function updateAccountKeys(account: CurrentAccount, parts: DisposableStore): void {
  const tell = (key: string, value: string | boolean) =>
    void vscode.commands.executeCommand('setContext', key, value);
  const update = () => tell('circuit.demo', account.account?.kind === 'demo');
  tell('circuit.connection', 'signedOut');
  update();
  parts.add(account.onDidChange(update));
}
