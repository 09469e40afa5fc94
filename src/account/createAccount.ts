import * as vscode from 'vscode';
import { assemble, type Disposable, type Own } from '../base/event';
import { lazy } from '../base/lazy';
import type { LogChannel } from '../base/logChannel';
import type { Settings } from '../settings';
import type { CurrentAccount } from './account';
import type { accountCommands } from './commands';
import { createCurrentAccount } from './currentAccount';
import { Demo } from './demo';
import { followHost } from './followHost';
import { createHostQuirks, watchTokenAnswers } from './hostQuirks';
import { createLazyTransport } from './lazyTransport';
import { CircuitAuthenticationProvider } from './provider';
import { createTokenRefresh } from './refresh';
import { createSessionAccess } from './sessionAccess';
import type { SignInParts, SignInSource } from './signIn/createSignIn';
import { createClientSecrets } from './storage/clientSecrets';
import { withDeadline } from './storage/secretStore';
import { Sessions } from './storage/sessions';
import { showStorageNotices } from './storage/storageNotices';

/** Being signed in, as the rest of the extension sees it. */
export interface AccountParts extends Disposable {
  readonly provider: CircuitAuthenticationProvider;
  readonly account: CurrentAccount;
  readonly demo: Pick<Demo, 'colleagues'>;
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
  readonly log: LogChannel;
}

/** Builds everything about being signed in and registers the provider, all at once. */
export function createAccountParts(o: AccountSource): AccountParts {
  return assemble(own => {
    const { memory, settings, log } = o;
    const clientSecrets = createClientSecrets(withDeadline(o.secrets));
    const readings = createHostQuirks(memory);
    const transport = watchTokenAnswers(createLazyTransport(), readings);
    const sessions = own(new Sessions(o.secrets, memory));
    const demo = own(new Demo(memory, () => import('../sandbox/app')));
    own(showStorageNotices(sessions, log));
    own(followHost(sessions, settings));
    const signInParts = loadSignIn({ ...o, sessions, clientSecrets, transport }, own);
    const shared = { sessions, settings, demo, signInParts, log };
    const provider = own(new CircuitAuthenticationProvider(shared));
    own(vscode.authentication.registerAuthenticationProvider('circuit', 'Circuit', provider));
    const grant = own(createSessionAccess());
    if (settings.host.value.kind === 'ok') {
      void grant.check();
    }
    const renewal = createTokenRefresh(transport, clientSecrets, log);
    const requests = { transport, renewal, readings, log };
    const account = own(createCurrentAccount(sessions, demo, grant, requests));
    return {
      provider,
      account,
      demo,
      commands: async () => {
        const { accountCommands } = await import('./commands');
        const { createConnectionCheck } = await import('./checkConnection');
        const checkConnection = createConnectionCheck(account, readings, log);
        const { setup } = await signInParts();
        return accountCommands({ ...shared, setup, provider, grant, checkConnection });
      },
    };
  });
}

function loadSignIn(source: SignInSource, own: Own): () => Promise<SignInParts> {
  let signIn: Disposable | undefined;
  own({ dispose: () => signIn?.dispose() });
  return lazy(async () => {
    const { createSignInParts } = await import('./signIn/createSignIn');
    const parts = createSignInParts(source);
    signIn = parts.signIn;
    return parts;
  });
}
