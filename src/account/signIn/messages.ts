import * as vscode from 'vscode';
import type { LogChannel } from '../../base/log';
import { isCircuitError } from '../../circuit/errors';
import type { Session } from '../storage/session';
import type { Support } from '../supportContact';
import { describeFailure } from './failure';
import type { App } from './browserSignIn';
import type { Setup } from './setup';

/** Tells the person how signing in and out went where VS Code itself does not. */
export function createSignInMessages(
  setup: Setup,
  support: Support,
  log: LogChannel,
): SignInListener {
  return {
    signedIn: session => {
      log.info('Signed in.');
      support.learn(session);
    },
    failed: (error, app) => {
      log.warn(`Signing in failed: ${kindOf(error)}`);
      void sayFailure(error, app, { setup, support, log });
    },
    cancelled: () => {
      log.info('The sign-in was cancelled.');
      vscode.window.setStatusBarMessage(vscode.l10n.t('Sign-in canceled'), 5_000);
    },
    wentBack: () => {
      log.info('The person went back from the browser.');
      if (!setup.isCommandRunning) {
        void signInAgain();
      }
    },
    signedOut: origin => {
      log.info('Signed out.');
      void saySignedOut(origin);
    },
  };
}

async function sayFailure(
  error: unknown,
  app: App | undefined,
  o: { setup: Setup; support: Support; log: LogChannel },
): Promise<void> {
  const again = vscode.l10n.t('Try Again');
  const change = vscode.l10n.t('Change OAuth App');
  const showLog = vscode.l10n.t('Show Log');
  const hint = app === undefined ? '' : o.support.hint(app.origin);
  const { sentence, isAppWrong } = describeFailure(error, hint);
  const help = isAppWrong ? change : again;
  const answer = await vscode.window.showErrorMessage(sentence, help, showLog);
  if (answer === change && app !== undefined) {
    await o.setup.changeApp(app).then(signInAgain, () => undefined);
  } else if (answer === again) {
    if (app !== undefined) {
      o.setup.answer(app);
    }
    await signInAgain();
  } else if (answer === showLog) {
    o.log.show();
  }
}

async function signInAgain(): Promise<void> {
  await vscode.commands.executeCommand('circuit.signIn');
}

async function saySignedOut(origin: string): Promise<void> {
  const open = vscode.l10n.t('Open Circuit');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      "You're signed out here. To revoke the permission itself, open Settings > Security > Connected Apps in Circuit.",
    ),
    open,
  );
  if (answer === open) {
    await vscode.env.openExternal(vscode.Uri.parse(origin, true));
  }
}

function kindOf(error: unknown): string {
  if (isCircuitError(error)) {
    return error.kind;
  }
  return error instanceof Error ? error.constructor.name : typeof error;
}

/** Events of a sign-in that the person should hear about. */
export interface SignInListener {
  signedIn(session: Session): void;
  failed(error: unknown, app: App | undefined): void;
  cancelled(): void;
  /** The questions come once more, from the last one. */
  wentBack(): void;
  signedOut(origin: string): void;
}
