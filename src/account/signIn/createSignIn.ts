import type * as vscode from 'vscode';
import type { DisposableStore } from '../../base/disposables';
import type { LogChannel } from '../../base/log';
import type { Memento } from '../../base/memento';
import type { Transport } from '../../circuit/transport';
import type { Platform } from '../../platform';
import type { Settings } from '../../settings';
import type { ClientSecrets } from '../storage/clientSecrets';
import type { Sessions } from '../storage/sessions';
import { createSupport } from '../supportContact';
import { createSignInMessages, type SignInListener } from './messages';
import { createSetupLinkOpener } from './questions/openSetupLink';
import { Setup } from './setup';
import { SignIn } from './signIn';
import type { OpenLink } from './uriHandler';
import { WaysBack } from './waysBack';

/** What only signing in and out needs, loaded at the first use. */
export interface SignInParts {
  readonly setup: Setup;
  readonly signIn: SignIn;
  readonly listener: SignInListener;
  readonly openSetupLink: OpenLink;
  /** Takes what a page of VS Code's own site brought back. */
  readonly comeBack: OpenLink;
}

/** What signing in is built from. */
export interface SignInSource {
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly clientSecrets: ClientSecrets;
  readonly memory: Memento;
  readonly transport: Transport;
  readonly platform: Pick<Platform, 'listenForCallback'>;
  readonly extensionKind: vscode.ExtensionKind;
  readonly log: LogChannel;
}

/** Builds these parts into `parts`. */
export function createSignIn(o: SignInSource, parts: DisposableStore): SignInParts {
  const { transport, memory, log } = o;
  const setup = new Setup(o.settings, o.clientSecrets, memory);
  const ways = parts.add(new WaysBack({ ...o, listenForCallback: o.platform.listenForCallback }));
  return {
    setup,
    openSetupLink: createSetupLinkOpener({ ...o, setup }),
    signIn: parts.add(new SignIn({ ...o, ways })),
    comeBack: uri => {
      ways.comeBack(uri);
      return Promise.resolve();
    },
    listener: createSignInMessages(setup, createSupport(transport, memory, log), log),
  };
}
