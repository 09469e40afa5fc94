import * as vscode from 'vscode';
import { fitsMessage, MESSAGE_LIMIT, plainMessage } from '../../base/plainText';
import { presenceOf } from '../../presence/model';
import type { StatusChanger } from './changeStatus';
import { retryable } from '../retry';
import { withoutEvent } from '../until/withoutEvent';

/**
 * Asks for a status message, starting from the current one. An empty one clears it; one that lasts
 * until Do Not Disturb ends is cleared then.
 */
export async function askMessage(
  status: StatusChanger,
  { untilDndEnds = false } = {},
): Promise<void> {
  status.ownPresence.lookAhead();
  const { known } = status.store.own;
  const current = plainMessage(presenceOf(known)?.statusMessage ?? '');
  const statusMessage = await vscode.window.showInputBox({
    title: vscode.l10n.t('Circuit Status Message'),
    prompt: untilDndEnds
      ? vscode.l10n.t(
          'Cleared when Do Not Disturb ends, if VS Code is running then and Circuit still shows this message.',
        )
      : vscode.l10n.t("Stays until you change it; Circuit messages don't expire."),
    value: current,
    validateInput: text =>
      fitsMessage(text)
        ? undefined
        : vscode.l10n.t('A status message can have up to {0} characters.', MESSAGE_LIMIT),
  });
  if (statusMessage !== undefined && (statusMessage !== current || untilDndEnds)) {
    const change = { statusMessage };
    await retryable(status, () =>
      untilDndEnds && statusMessage !== ''
        ? status.changeUntil(withoutEvent('dndEnd'), change)
        : status.change(change),
    );
  }
}
