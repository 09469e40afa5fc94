import * as vscode from 'vscode';
import { UserError } from '../../../base/userError';
import type { Settings } from '../../../settings';
import type { Sessions } from '../../storage/sessions';
import { readSetupQuery } from './setupLink';
import type { Setup } from '../setup';

/** What following a setup link works on. */
export interface SetupLinkParts {
  readonly setup: Setup;
  readonly settings: Pick<Settings, 'host'>;
  readonly sessions: Pick<Sessions, 'load'>;
}

/**
 * Fills in for the next sign-in what a setup link names, if the person agrees. Changes no setting and
 * signs nobody in. Throws a `UserError` for a link that cannot be followed.
 */
export function createSetupLinkOpener(parts: SetupLinkParts): (uri: vscode.Uri) => Promise<void> {
  let isOpen = false;
  return async uri => {
    // A page could send many: the person answers one at a time.
    if (isOpen) {
      return;
    }
    isOpen = true;
    try {
      await fillIn(uri, parts);
    } finally {
      isOpen = false;
    }
    void offerSignIn();
  };
}

async function fillIn(
  { query, fragment }: vscode.Uri,
  { setup, settings, sessions }: SetupLinkParts,
): Promise<void> {
  const link = readSetupQuery(fragment === '' ? query : '');
  if (link.kind === 'bad') {
    throw new UserError(link.reason);
  }
  if (await sessions.load()) {
    throw new UserError(
      vscode.l10n.t("You're already signed in to Circuit. Sign out before you use a setup link."),
    );
  }
  const { value: host } = settings.host;
  if (host.kind === 'ok' && host.origin !== link.app.origin) {
    throw new UserError(
      vscode.l10n.t(
        'This setup link is for {0}, but your "circuit.host" setting is {1}. To use the link, clear that setting first.',
        link.app.origin,
        host.origin,
      ),
    );
  }
  await setup.answerByLink(link.app);
}

async function offerSignIn(): Promise<void> {
  const signIn = vscode.l10n.t('Sign In');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('The address and the client ID are filled in. Sign in to keep them.'),
    signIn,
  );
  if (answer === signIn) {
    await vscode.commands.executeCommand('circuit.signIn');
  }
}
