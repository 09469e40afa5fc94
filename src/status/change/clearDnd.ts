import * as vscode from 'vscode';
import type { StatusChanger } from './changeStatus';

/** Ends Do Not Disturb and nothing else: another state is left as it is. */
export async function clearDnd(status: StatusChanger): Promise<void> {
  const { known, pending } = status.store.own;
  const state = pending?.state ?? (known?.kind === 'known' ? known.presence.state : undefined);
  // It may have been set elsewhere since the last poll.
  if (state === 'DND' || (await status.poller.readOwn()).state === 'DND') {
    await status.change({ state: 'AVAILABLE' });
  } else {
    void vscode.window.showInformationMessage(vscode.l10n.t('Do Not Disturb is not on.'));
  }
}
