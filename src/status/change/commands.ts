import * as vscode from 'vscode';
import type { PresenceChange } from '../../presence/presenceChange';
import { askMessage } from './askMessage';
import {
  createStatusChanger,
  offerSignIn,
  type StatusChanger,
  readHours,
  type StatusParts,
} from './changeStatus';
import { pickDnd, pickStatus } from './statusPick';

type Run = (args: unknown) => Promise<void>;

/** The commands on the user's presence. Without arguments they ask where there is something to ask. */
export function statusCommands(
  parts: StatusParts,
): Record<string, (...args: unknown[]) => Promise<void>> {
  const status = createStatusChanger(parts);
  const set =
    (state?: PresenceChange['state']): Run =>
    async args => {
      const { readStatusArgs } = await import('./statusArgs');
      const { hours } = readHours(status);
      await status.change(readStatusArgs(args, { now: Date.now(), hours, state }));
    };
  const setMessage: Run = async args => {
    const { readMessageArgs } = await import('./statusArgs');
    await status.change(readMessageArgs(args));
  };
  const commands: Record<string, Run> = {
    'circuit.setStatus': args => (args === undefined ? pickStatus(status) : set()(args)),
    'circuit.setAvailable': (args = {}) => set('AVAILABLE')(args),
    'circuit.setAway': (args = {}) => set('AWAY')(args),
    'circuit.setBusy': (args = {}) => set('BUSY')(args),
    'circuit.doNotDisturb': args => (args === undefined ? pickDnd(status) : set('DND')(args)),
    'circuit.clearDoNotDisturb': () => clearDnd(status),
    'circuit.setStatusMessage': args =>
      args === undefined ? askMessage(status) : setMessage(args),
    'circuit.clearStatusMessage': () => status.change({ statusMessage: '' }),
  };
  return Object.fromEntries(
    Object.entries(commands).map(([id, run]) => [id, args => whenSignedIn(status, run, args)]),
  );
}

async function whenSignedIn(status: StatusChanger, run: Run, args: unknown): Promise<void> {
  if (status.store.connection.kind === 'signedOut') {
    // Not waited for: the command is over, and its message may stand there for long.
    void offerSignIn();
  } else {
    await run(args);
  }
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
