import * as vscode from 'vscode';
import type { CommandTable } from '../../commandIds';
import type { PresenceChange } from '../../presence/presenceChange';
import { askMessage } from './askMessage';
import {
  createStatusChanger,
  readHours,
  type StatusChanger,
  type StatusParts,
} from './changeStatus';
import { readMessageArgs, readStatusArgs } from './statusArgs';
import { pickDnd, pickStatus } from './statusPick';

/** The commands on the user's presence. Without arguments they ask where there is something to ask. */
export function statusCommands(parts: StatusParts): CommandTable<'status'> {
  const status = createStatusChanger(parts);
  const set = async (args: unknown, state?: PresenceChange['state']) => {
    const { hours } = readHours(status);
    await status.change(readStatusArgs(args, { now: Date.now(), hours, state }));
  };
  return {
    'circuit.setStatus': args => (args === undefined ? pickStatus(status) : set(args)),
    'circuit.setAvailable': (args = {}) => set(args, 'AVAILABLE'),
    'circuit.setAway': (args = {}) => set(args, 'AWAY'),
    'circuit.setBusy': (args = {}) => set(args, 'BUSY'),
    'circuit.doNotDisturb': args => (args === undefined ? pickDnd(status) : set(args, 'DND')),
    'circuit.clearDoNotDisturb': () => clearDnd(status),
    'circuit.setStatusMessage': args =>
      args === undefined ? askMessage(status) : status.change(readMessageArgs(args)),
    'circuit.clearStatusMessage': () => status.change({ statusMessage: '' }),
  };
}

/** Ends Do Not Disturb and nothing else: another state is left as it is. */
async function clearDnd(status: StatusChanger): Promise<void> {
  const { known, pending } = status.store.own;
  const state = pending?.state ?? (known?.kind === 'known' ? known.presence.state : undefined);
  // It may have been set elsewhere since the last poll.
  if (state === 'DND' || (await status.poller.readOwn()).state === 'DND') {
    await status.change({ state: 'AVAILABLE' });
  } else {
    void vscode.window.showInformationMessage(vscode.l10n.t('Do Not Disturb is not on.'));
  }
}
