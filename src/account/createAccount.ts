import * as vscode from 'vscode';
import type { DisposableStore } from '../base/disposables';
import { lazy } from '../base/async';
import type { LogChannel, Logger } from '../base/log';
import type { CommandTable } from '../commandIds';
import type { Platform } from '../platform';
import type { Settings } from '../settings';
import type { CurrentAccount } from './account';
import type { AccountCommandSource } from './commands';
import { createCurrentAccount } from './currentAccount';
import { Demo } from './demo';
import { followHost } from './followHost';
import { createHostQuirks, watchTokenAnswers } from './hostQuirks';
import { CircuitAuthenticationProvider } from './provider';
import { createTokenRefresh } from './refresh';
import { createSessionAccess } from './sessionAccess';
import type { SignInParts } from './signIn/createSignIn';
import { createUriHandler, type OpenLink } from './signIn/uriHandler';
import { createClientSecrets } from './storage/clientSecrets';
import { withDeadline } from './storage/secretStore';
import { Sessions } from './storage/sessions';
import { showStorageNotices } from './storage/storageNotices';

/** The account, as the rest of the extension sees it. */
export interface AccountParts {
  readonly provider: CircuitAuthenticationProvider;
  readonly account: CurrentAccount;
  readonly demo: Pick<Demo, 'colleagues'>;
  /** The commands' implementation, loaded when the first one runs. */
  readonly loadCommands: (source: AccountCommandSource) => Promise<CommandTable<'account'>>;
}

/** What the account is built from. */
export interface AccountSource {
  /** Shared by all windows: `context.globalState`. */
  readonly memory: vscode.Memento;
  /** Where this extension runs: beside the window, or on a remote machine. */
  readonly extensionKind: vscode.ExtensionKind;
  readonly settings: Settings;
  readonly platform: Platform;
  readonly log: LogChannel;
}

/** Builds the account's parts into `parts` and registers the provider, synchronously. */
export function createAccount(source: AccountSource, parts: DisposableStore): AccountParts {
  const { memory, settings, platform, log } = source;
  const clientSecrets = createClientSecrets(withDeadline(platform.secrets));
  const quirks = createHostQuirks(memory);
  const transport = watchTokenAnswers(platform.transport, quirks);
  const sessions = parts.add(new Sessions(platform.secrets, memory));
  const demo = parts.add(new Demo(memory, () => import('../sandbox/app')));
  parts.add(showStorageNotices(sessions, log));
  parts.add(followHost(sessions, settings));
  const loadSignIn = lazy(async () => {
    const { createSignIn } = await import('./signIn/createSignIn');
    return createSignIn({ ...source, sessions, clientSecrets, transport }, parts);
  });
  const provider = parts.add(
    new CircuitAuthenticationProvider({ sessions, settings, demo, loadSignIn }),
  );
  parts.add(vscode.authentication.registerAuthenticationProvider('circuit', 'Circuit', provider));
  registerLinks(loadSignIn, log, parts);
  const sessionAccess = createSessionAccess(parts);
  if (settings.host.value.kind === 'ok') {
    void sessionAccess.check();
  }
  const refresh = createTokenRefresh(transport, clientSecrets, log);
  const folder = lazy(() => platform.sharedFolder());
  const tools = { transport, refresh, quirks, log, folder };
  const account = parts.add(createCurrentAccount(sessions, demo, sessionAccess, tools));
  return {
    provider,
    account,
    demo,
    loadCommands: async around => {
      const { accountCommands } = await import('./commands');
      const { setup } = await loadSignIn();
      const shared = { sessions, provider, setup, settings, demo, sessionAccess };
      return accountCommands({ ...shared, account, quirks, log, ...around });
    },
  };
}

/** Where links to this extension lead, by path. */
function registerLinks(
  loadSignIn: () => Promise<SignInParts>,
  log: Logger,
  parts: DisposableStore,
): void {
  const links = new Map<string, OpenLink>([
    ['/callback', async uri => (await loadSignIn()).comeBack(uri)],
    ['/setup', async uri => (await loadSignIn()).openSetupLink(uri)],
  ]);
  parts.add(vscode.window.registerUriHandler(createUriHandler(links, log)));
}
