import * as vscode from 'vscode';
import { isClientId } from '../settings';
import { writeAdminRequest } from './adminRequest';
import { ask, cancelled } from './ask';

/** Asks for the OAuth app's client id, with help for whoever has none. */
export async function askClientId(
  origin: string,
  title: string,
  redirectUri: string,
): Promise<string> {
  const clientId = await ask({
    title,
    prompt: vscode.l10n.t('Client ID of the OAuth app that your administrator registered'),
    buttons: [
      {
        icon: 'question',
        tooltip: vscode.l10n.t('How do I get one?'),
        press: () =>
          vscode.l10n.t(
            'An administrator registers an OAuth app once for your company, in Circuit under Administration > OAuth Apps; where it is allowed, you can do so yourself under Manage applications > Custom Apps. Its redirect address is {0}.',
            redirectUri,
          ),
      },
      {
        icon: 'copy',
        tooltip: vscode.l10n.t('Copy request for my administrator'),
        press: async () => {
          await vscode.env.clipboard.writeText(writeAdminRequest(origin, redirectUri));
          return vscode.l10n.t(
            'A request with all that is needed is in the clipboard. Send it to your administrator and come back with the client ID.',
          );
        },
      },
    ],
    check: value =>
      isClientId(value)
        ? undefined
        : vscode.l10n.t('A client ID has no spaces and no special letters.'),
  });
  if (clientId === undefined) {
    throw cancelled();
  }
  return clientId;
}
