import * as vscode from 'vscode';
import { disposeAll, type Disposable } from '../event';
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
import type { SignInParts } from './signInParts';
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
  let loading: Promise<SignInParts> | undefined;
  const load = async () => {
    const { createSignInParts } = await import('./signInParts');
    return createSignInParts({ ...o, sessions, clientSecrets, transport });
  };
  const signInParts = () => (loading ??= load());
  const shared = { sessions, settings, demo, signInParts, log };
  const provider = new CircuitAuthenticationProvider(shared);
  const renewal = createRenewal(transport, clientSecrets, log);
  const registration = vscode.authentication.registerAuthenticationProvider(
    'circuit',
    'Circuit',
    provider,
  );
  const grant = createGrant();
  const account = createCurrentAccount(sessions, demo, grant, {
    transport,
    renewal,
    readings,
    log,
  });
  const parts = disposeAll(
    registration,
    grant,
    showStorageNotices(sessions, log),
    followHost(sessions, settings),
    { dispose: () => void loading?.then(({ signIn }) => signIn.dispose()) },
    provider,
    account,
    demo,
    sessions,
  );
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
    dispose: () => parts.dispose(),
  };
}
