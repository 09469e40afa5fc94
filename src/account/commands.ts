import * as vscode from 'vscode';
import type { Logger } from '../base/logger';
import type { Settings } from '../settings';
import type { Demo } from './demo';
import type { CircuitAuthenticationProvider } from './provider';
import { LEAST_SCOPES } from './scopes';
import type { SessionAccess } from './sessionAccess';
import { cancelled } from './signIn/inputBox';
import type { Setup } from './signIn/setup';
import type { Sessions } from './storage/sessions';

/** What the commands about being signed in work on. */
export interface AccountCommandParts {
  readonly sessions: Sessions;
  readonly provider: CircuitAuthenticationProvider;
  readonly setup: Setup;
  readonly settings: Settings;
  readonly demo: Demo;
  readonly grant: Pick<SessionAccess, 'sessionId' | 'check'>;
  readonly checkConnection: () => Promise<void>;
  readonly log: Logger;
}

/** The commands about being signed in. */
export function accountCommands(
  parts: AccountCommandParts,
): Record<string, (...args: unknown[]) => unknown> {
  return {
    'circuit.signIn': () => signIn(parts),
    'circuit.signOut': () => signOut(parts),
    'circuit.checkConnection': () => parts.checkConnection(),
    'circuit.startDemo': () => startDemo(parts),
    'circuit.leaveDemo': () => leaveDemo(parts),
  };
}

async function signIn(parts: AccountCommandParts): Promise<void> {
  const isFirstRun = parts.settings.host.value.kind === 'none' && !parts.demo.account;
  if (isFirstRun && (await askFirstRun()) === 'demo') {
    await startDemo(parts);
    return;
  }
  const { origin } = await parts.setup.findApp();
  parts.sessions.select(origin);
  const existing = await parts.sessions.load();
  if (existing && parts.demo.account) {
    await parts.demo.leave();
    return;
  }
  const isInUse = existing !== undefined && existing.id === parts.grant.sessionId;
  await letVsCodeSignIn(detailFor(origin, existing?.label), isInUse, parts.log);
  await parts.grant.check();
}

function detailFor(origin: string, label: string | undefined): string {
  return label === undefined
    ? vscode.l10n.t('The sign-in is bound to {0} and sent nowhere else.', origin)
    : vscode.l10n.t(
        'Your account here is {0}. The sign-in is bound to {1} and sent nowhere else.',
        label,
        origin,
      );
}

/**
 * VS Code asks for consent. Then it hands out the session there is, if this extension may not use it
 * yet, or else calls the provider, which tells whatever goes wrong.
 */
async function letVsCodeSignIn(detail: string, isInUse: boolean, log: Logger): Promise<void> {
  try {
    await vscode.authentication.getSession(
      'circuit',
      LEAST_SCOPES,
      isInUse ? { forceNewSession: { detail } } : { createIfNone: { detail } },
    );
  } catch {
    log.debug('VS Code ended the sign-in.');
    throw cancelled();
  }
}

async function askFirstRun(): Promise<'demo' | 'signIn'> {
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('Try with a made-up company'),
        description: vscode.l10n.t('nothing leaves this computer'),
        choice: 'demo' as const,
      },
      { label: vscode.l10n.t('Sign in'), choice: 'signIn' as const },
    ],
    { title: vscode.l10n.t('Circuit'), ignoreFocusOut: true },
  );
  if (!picked) {
    throw cancelled();
  }
  return picked.choice;
}

async function signOut({ sessions, provider, demo }: AccountCommandParts): Promise<void> {
  const session = await sessions.load();
  if (session) {
    await provider.removeSession(session.id);
    return;
  }
  // Not waited for: the command is over, whenever the message is closed.
  void vscode.window.showInformationMessage(
    demo.account
      ? vscode.l10n.t('This is the demo. "Leave the Demo" ends it.')
      : vscode.l10n.t('You are not signed in to Circuit.'),
  );
}

async function startDemo({ demo }: AccountCommandParts): Promise<void> {
  await demo.start();
}

async function leaveDemo({ demo }: AccountCommandParts): Promise<void> {
  await demo.leave();
}
