import * as vscode from 'vscode';
import { disposeAll, type Disposable } from '../event';
import { late } from '../late';
import type { Settings } from '../settings';
import type { CurrentAccount } from './account';
import type { accountCommands } from './accountCommands';
import { createClientSecrets } from './clientSecrets';
import { createCurrentAccount } from './currentAccount';
import { Demo } from './demo';
import { createGrant } from './grant';
import { createHostReadings, watchTokenAnswers } from './hostReadings';
import { createLazyTransport } from './lazyTransport';
import { followHost } from './followHost';
import { CircuitAuthenticationProvider } from './provider';
import { createRenewal } from './renewal';
import { withDeadline } from './secretStore';
import { Sessions } from './sessions';
import { showStorageNotices } from './storageNotices';

/** Being signed in, as the rest of the extension sees it. */
export interface AccountParts extends Disposable {
  readonly provider: CircuitAuthenticationProvider;
  readonly account: CurrentAccount;
  /** Loads what the commands do. */
  readonly commands: () => Promise<ReturnType<typeof accountCommands>>;
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
  const following = disposeAll(showStorageNotices(sessions, log), followHost(sessions, settings));
  let signIn: Disposable | undefined;
  const signInParts = late(async () => {
    const { createSignInParts } = await import('./signInParts');
    const parts = createSignInParts({ ...o, sessions, clientSecrets, transport });
    signIn = parts.signIn;
    return parts;
  });
  const shared = { sessions, settings, demo, signInParts, log };
  const provider = new CircuitAuthenticationProvider(shared);
  const registration = register(provider);
  const grant = createGrant();
  const tools = { transport, renewal: createRenewal(transport, clientSecrets, log), readings, log };
  const account = createCurrentAccount(sessions, demo, grant, tools);
  return {
    provider,
    account,
    commands: async () => {
      const { accountCommands } = await import('./accountCommands');
      const { createConnectionCheck } = await import('./checkConnection');
      const checkConnection = createConnectionCheck(account, readings, log);
      const { setup } = await signInParts();
      return accountCommands({ ...shared, setup, provider, grant, checkConnection });
    },
    dispose: () => {
      signIn?.dispose();
      disposeAll(registration, following, grant, provider, account, demo, sessions).dispose();
    },
  };
}

function register(provider: CircuitAuthenticationProvider): Disposable {
  return vscode.authentication.registerAuthenticationProvider('circuit', 'Circuit', provider);
}
