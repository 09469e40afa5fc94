import * as vscode from 'vscode';
import { personsZone } from '../../base/zonedTime';
import type { CommandTable } from '../../commandIds';
import type { PresenceChange } from '../../presence/presenceChange';
import { askMessage } from './askMessage';
import { readHours, type StatusChanger } from './changeStatus';
import { clearDnd, prolongDnd } from './dndNow';
import { retryable } from '../retry';

/** The status commands. Without arguments they ask for what they need. */
export function statusCommands(status: StatusChanger): CommandTable<'status'> {
  const set = async (args: unknown, state?: PresenceChange['state']) =>
    retryable(status, async () => status.change(await readArgs(status, args, state)));
  const loadPicks = () => import('./statusPick');
  return {
    'circuit.setStatus': async args =>
      args === undefined ? (await loadPicks()).pickStatus(status) : set(args),
    'circuit.setAvailable': (args = {}) => set(args, 'AVAILABLE'),
    'circuit.setAway': (args = {}) => set(args, 'AWAY'),
    'circuit.setBusy': (args = {}) => set(args, 'BUSY'),
    'circuit.doNotDisturb': async args =>
      args === undefined ? (await loadPicks()).pickDnd(status) : set(args, 'DND'),
    'circuit.clearDoNotDisturb': () => retryable(status, () => clearDnd(status)),
    'circuit.prolongDoNotDisturb': () =>
      retryable(status, () => prolongDnd(status, async () => (await loadPicks()).pickDnd(status))),
    'circuit.undoStatus': () => retryable(status, () => status.undo()),
    'circuit.setStatusMessage': async args => {
      const { readMessageArgs } = await import('./statusArgs');
      await (args === undefined
        ? askMessage(status)
        : retryable(status, () => status.change(readMessageArgs(args))));
    },
    'circuit.clearStatusMessage': () =>
      retryable(status, () => status.change({ statusMessage: '' })),
  };
}

/**
 * Reads arguments; asks for the person's time zone if they contain a clock time and it is unknown.
 */
async function readArgs(
  status: StatusChanger,
  args: unknown,
  state: PresenceChange['state'],
): Promise<PresenceChange> {
  const { readStatusArgs, ZoneNeeded } = await import('./statusArgs');
  const { hours } = readHours(status);
  const read = () => {
    const timeZone = personsZone();
    const isZoneUnknown = status.zone.isElsewhere && timeZone === undefined;
    const { language } = vscode.env;
    return readStatusArgs(args, {
      now: Date.now(),
      hours,
      state,
      timeZone,
      language,
      isZoneUnknown,
    });
  };
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ZoneNeeded)) {
      throw error;
    }
    await status.zone.choose();
    return read();
  }
}
