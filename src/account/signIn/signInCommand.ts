import * as vscode from 'vscode';
import type { Logger } from '../../base/log';
import type { Settings } from '../../settings';
import type { Demo } from '../demo';
import { LEAST_SCOPES } from '../scopes';
import type { SessionAccess } from '../sessionAccess';
import { goBack } from './questions/choose';
import { cancelled } from './questions/inputBox';
import type { FoundApp, Setup } from './setup';
import type { Sessions } from '../storage/sessions';

export interface SignInCommandParts {
  readonly sessions: Sessions;
  readonly setup: Setup;
  readonly settings: Settings;
  readonly demo: Demo;
  readonly sessionAccess: Pick<SessionAccess, 'sessionId' | 'check'>;
  readonly log: Logger;
}

/** *Sign In*: asks what is not set, then VS Code for its consent. Keeps nothing unless it succeeds. */
export async function signIn(parts: SignInCommandParts): Promise<void> {
  const { setup, sessions, settings } = parts;
  setup.isCommandRunning = true;
  try {
    await askAndSignIn(parts);
  } finally {
    setup.isCommandRunning = false;
    setup.forget();
    const { value: host } = settings.host;
    sessions.select(host.kind === 'ok' ? host.origin : undefined);
  }
}

/** Whoever comes back from the browser is asked the last question anew. */
async function askAndSignIn(parts: SignInCommandParts): Promise<void> {
  const app = await findAppOrDemo(parts);
  if (app === 'demo') {
    await parts.demo.start();
    return;
  }
  try {
    await signInThrough(app, parts);
  } catch (error) {
    if (!parts.setup.isReturning) {
      throw error;
    }
    await askAndSignIn(parts);
  }
}

/** Asks for what is not set yet; each question can go back to the one before. */
async function findAppOrDemo({
  setup,
  settings,
  demo,
}: SignInCommandParts): Promise<FoundApp | 'demo'> {
  const isFirstRun = settings.host.value.kind === 'none' && !demo.account && !setup.isAnswered;
  if (!isFirstRun) {
    return await setup.findApp();
  }
  for (;;) {
    if (!setup.isReturning && (await askFirstRun()) === 'demo') {
      return 'demo';
    }
    const app = await setup.findAppOrBack();
    if (app !== goBack) {
      return app;
    }
  }
}

async function signInThrough(app: FoundApp, parts: SignInCommandParts): Promise<void> {
  const { sessions, setup, sessionAccess, log } = parts;
  sessions.select(app.origin);
  const existing = await sessions.load();
  if (existing && parts.demo.account) {
    await setup.keep(app);
    await parts.demo.leave();
    return;
  }
  const isInUse = existing !== undefined && existing.id === sessionAccess.sessionId;
  await letVsCodeSignIn(detailFor(app.origin, existing?.label), isInUse, log);
  await setup.keep(app);
  await sessionAccess.check();
}

function detailFor(origin: string, label: string | undefined): string {
  return label === undefined
    ? vscode.l10n.t('Your sign-in is only ever sent to {0}.', origin)
    : vscode.l10n.t('Your account is {0}. Your sign-in is only ever sent to {1}.', label, origin);
}

/**
 * VS Code asks for consent. Then it hands out the existing session, if this extension may not use
 * it yet, or calls the provider, which reports any failure itself.
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
        label: vscode.l10n.t('Try the demo'),
        description: vscode.l10n.t('A made-up company; nothing leaves this computer'),
        choice: 'demo' as const,
      },
      {
        label: vscode.l10n.t('Sign in'),
        description: vscode.l10n.t('With your account on your Circuit server'),
        choice: 'signIn' as const,
      },
    ],
    {
      title: vscode.l10n.t('Circuit'),
      placeHolder: vscode.l10n.t('Choose how to start'),
      ignoreFocusOut: true,
    },
  );
  if (!picked) {
    throw cancelled();
  }
  return picked.choice;
}
