import * as vscode from 'vscode';
import { disposeAll, type Disposable } from '../event';
import type { Settings } from '../settings';
import type { CurrentAccount } from './account';
import { accountCommands } from './accountCommands';
import { createClientSecrets } from './clientSecrets';
import { createConnectionCheck } from './checkConnection';
import { createCurrentAccount } from './currentAccount';
import { Demo } from './demo';
import { createHostReadings, watchTokenAnswers } from './hostReadings';
import { createLazyTransport } from './lazyTransport';
import { followHost } from './followHost';
import { createSignInMessages } from './messages';
import { CircuitAuthenticationProvider } from './provider';
import { createRenewal } from './renewal';
import { withDeadline } from './secretStore';
import { Sessions } from './sessions';
import { Setup } from './setup';
import { SignIn } from './signIn';
import { showStorageNotices } from './storageNotices';
import { createSupport } from './support';

/** Being signed in, as the rest of the extension sees it. */
export interface AccountParts extends Disposable {
  readonly provider: CircuitAuthenticationProvider;
  readonly account: CurrentAccount;
  readonly commands: ReturnType<typeof accountCommands>;
}

/** What being signed in is built from. */
export interface AccountSource {
  readonly secrets: vscode.SecretStorage;
  /** Kept for all windows: `context.globalState`. */
  readonly memory: vscode.Memento;
  /** Where this extension runs: beside the window, or on a remote machine. */
  readonly extensionKind: vscode.ExtensionKind;
  readonly settings: Settings;
  readonly log: vscode.LogOutputChannel;
}

/** Builds everything about being signed in and registers the provider, all at once. */
export function createAccountParts(o: AccountSource): AccountParts {
  const { memory, settings, log } = o;
  const clientSecrets = createClientSecrets(withDeadline(o.secrets));
  const readings = createHostReadings(memory);
  const transport = watchTokenAnswers(createLazyTransport(), readings);
  const sessions = new Sessions(o.secrets, memory);
  const demo = new Demo(memory, () => import('../sandbox/app'));
  const setup = new Setup(settings, clientSecrets, memory);
  const signIn = new SignIn(sessions, transport, o.extensionKind, log);
  const listener = createSignInMessages(setup, createSupport(transport, memory, log), log);
  const shared = { sessions, setup, signIn, settings, demo, listener, log };
  const provider = new CircuitAuthenticationProvider(shared);
  const renewal = createRenewal(transport, clientSecrets, log);
  const account = createCurrentAccount(sessions, demo, { transport, renewal, readings, log });
  const checkConnection = createConnectionCheck(account, readings, log);
  const parts = disposeAll(
    vscode.authentication.registerAuthenticationProvider('circuit', 'Circuit', provider),
    showStorageNotices(sessions, log),
    followHost(sessions, settings),
    signIn,
    provider,
    account,
    demo,
    sessions,
  );
  return {
    provider,
    account,
    commands: accountCommands({ ...shared, provider, checkConnection }),
    dispose: () => parts.dispose(),
  };
}
