import type * as vscode from 'vscode';
import type { LogChannel } from '../../base/logChannel';
import type { Memento } from '../../base/memento';
import type { Transport } from '../../circuit/transport';
import type { Settings } from '../../settings';
import type { SignInListener } from '../provider';
import type { ClientSecrets } from '../storage/clientSecrets';
import type { Sessions } from '../storage/sessions';
import { createSupport } from '../supportContact';
import { createSignInMessages } from './messages';
import { Setup } from './setup';
import { SignIn } from './signIn';

/** What only signing in and out needs: loaded with the first time. */
export interface SignInParts {
  readonly setup: Setup;
  readonly signIn: SignIn;
  readonly listener: SignInListener;
}

/** What signing in is built from. */
export interface SignInSource {
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly clientSecrets: ClientSecrets;
  readonly memory: Memento;
  readonly transport: Transport;
  readonly extensionKind: vscode.ExtensionKind;
  readonly log: LogChannel;
}

export function createSignInParts(o: SignInSource): SignInParts {
  const { transport, memory, log } = o;
  const setup = new Setup(o.settings, o.clientSecrets, memory);
  return {
    setup,
    signIn: new SignIn(o.sessions, transport, o.extensionKind, log),
    listener: createSignInMessages(setup, createSupport(transport, memory, log), log),
  };
}
