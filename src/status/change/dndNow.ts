import * as vscode from 'vscode';
import { MINUTE_MS } from '../../base/timeWords';
import { presenceOf } from '../../presence/model';
import type { StatusChanger } from './changeStatus';

const longerMs = 15 * MINUTE_MS;

/** Ends Do Not Disturb and nothing else: another state is left as it is. */
export async function clearDnd(status: StatusChanger): Promise<void> {
  if ((await readState(status)).state === 'DND') {
    await status.change({ state: 'AVAILABLE' });
  } else {
    sayNotOn();
  }
}

/** Lets Do Not Disturb end 15 minutes later; `askEnd` where Circuit does not say when it ends. */
export async function prolongDnd(
  status: StatusChanger,
  askEnd: () => Promise<void>,
): Promise<void> {
  const { state, dndUntil } = await readState(status);
  if (state !== 'DND') {
    sayNotOn();
  } else if (dndUntil === undefined) {
    await askEnd();
  } else {
    await status.change({ state, dndUntil: Math.max(dndUntil, Date.now()) + longerMs });
  }
}

/** What is shown, if that is Do Not Disturb; else Circuit's word: it may have been set elsewhere. */
async function readState({ store, poller }: StatusChanger) {
  const { known, pending } = store.own;
  const shown = pending ?? presenceOf(known);
  return shown?.state === 'DND' ? shown : await poller.readOwn();
}

function sayNotOn(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('Do Not Disturb is off.'));
}
