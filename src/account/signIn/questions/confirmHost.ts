import * as vscode from 'vscode';
import type { LinkedApp } from './setupLink';

/** Whether to sign in at a host that is none of Circuit's own, shown as it really is, `xn--` and all. */
export async function confirmHost(origin: string): Promise<boolean> {
  const go = vscode.l10n.t('Continue');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Sign in at {0}?', origin),
    {
      modal: true,
      detail: vscode.l10n.t(
        "This isn't a known Circuit server. Your sign-in will only ever be sent to this address. Continue only if it belongs to your company.",
      ),
    },
    go,
  );
  return answer === go;
}

/** Whether to fill in what a link names, which anybody may have written. */
export async function confirmLink(
  { origin, clientId }: LinkedApp,
  isTrusted: boolean,
): Promise<boolean> {
  const { l10n } = vscode;
  const go = l10n.t('Continue');
  const leave = l10n.t('Ignore Link');
  const about = l10n.t(
    'The link fills in this address and the client ID {0} for your next sign-in.',
    clientId,
  );
  const warning = l10n.t(
    "This isn't a known Circuit server. Continue only if it belongs to your company and the link comes from your administrator.",
  );
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Set up Circuit at {0}?', origin),
    { modal: true, detail: isTrusted ? about : `${warning}\n\n${about}` },
    // VS Code's own Cancel is never the button that Enter presses.
    ...(isTrusted ? [go] : [leave, go]),
  );
  return answer === go;
}
