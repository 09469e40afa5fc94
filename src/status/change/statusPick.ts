import * as vscode from 'vscode';
import type { Memento } from '../../base/memento';
import { MINUTE_MS } from '../../base/timeWords';
import { UserError } from '../../base/userError';
import { personsZone } from '../../base/zonedTime';
import { askMessage } from './askMessage';
import { clearDnd } from './dndNow';
import { moment, type StatusChanger, readHours } from './changeStatus';
import { dndRows } from './dndRows';
import { type Picked, pickRow } from './pickRow';
import { listPinned, pin, renamePinned, unpin } from '../saved/pinnedStatuses';
import { forgetRecent, listRecent } from '../saved/recentStatuses';
import { retryable } from '../retry';
import { type RowAction, type RowButton, withTyped } from './row';
import { type ShownZone, statusRows } from './statusRows';
import { isSameStatus, type SavedStatus } from '../saved/savedStatus';
import { untilRows } from '../until/untilRows';
import { withoutEvent } from '../until/withoutEvent';
import { typedEndRows } from './typedRows';

/** The quick pick behind the status bar item. Escape changes nothing. */
export async function pickStatus(status: StatusChanger, typed = ''): Promise<void> {
  status.ownPresence.lookAhead();
  const { hours, problem } = readHours(status);
  const picked = await pickRow({
    typed,
    title: vscode.l10n.t('Circuit Status'),
    placeholder:
      problem ?? vscode.l10n.t('Choose a status, or type a time or message: 90m in review'),
    rows: typed =>
      statusRows(
        {
          own: status.store.own,
          undoTarget: status.ownPresence.undoTarget(),
          ends: status.endEvents.current(),
          pinned: listPinned(status.memory),
          recent: listRecent(status.memory),
          account: status.account()?.label ?? '',
          hours,
          zone: shownZone(status),
        },
        typed,
        moment(status.zone),
      ),
    press: button => press(status, button),
  });
  await take(status, picked, pickStatus);
}

/** Shows only the ends of Do Not Disturb. */
export async function pickDnd(status: StatusChanger, typed = ''): Promise<void> {
  status.ownPresence.lookAhead();
  const { hours, problem } = readHours(status);
  const rows = (typed: string) => {
    const now = moment(status.zone);
    const live = typedEndRows(typed, { moment: now, hours, isDnd: false });
    const events = untilRows(status.endEvents.current(), status.store.own, now);
    return withTyped(live, [...dndRows(now, hours), ...events], typed, now);
  };
  const picked = await pickRow({
    typed,
    title: vscode.l10n.t('Do Not Disturb'),
    placeholder: problem ?? vscode.l10n.t('Choose an end time or type one: 90m, 14:30, fri 9:00'),
    rows,
  });
  await take(status, picked, pickDnd);
}

/** Carries out a row. If it needs a time zone that was never asked for, shows the rows again. */
async function take(
  status: StatusChanger,
  picked: Picked | undefined,
  pickAgain: (status: StatusChanger, typed: string) => Promise<void>,
): Promise<void> {
  if (!picked) {
    return;
  }
  const { row, typed } = picked;
  const wasAsked = row.usesClock === true && (await status.zone.askOnce());
  if (!wasAsked) {
    return retryable(status, () => perform(status, row.act));
  }
  // After Escape nothing is set; the rows still show the computer's zone.
  return personsZone() === undefined ? undefined : pickAgain(status, typed);
}

function shownZone({ zone }: StatusChanger): ShownZone | undefined {
  const chosen = personsZone();
  const name = chosen ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone.isElsewhere ? { name, isChosen: chosen !== undefined } : undefined;
}

async function perform(status: StatusChanger, act: RowAction): Promise<void> {
  switch (act.kind) {
    case 'set':
      return status.change(act.change);
    case 'dndFor': {
      const { minutes, statusMessage } = act;
      const dndUntil = Date.now() + minutes * MINUTE_MS;
      const change = { state: 'DND', dndUntil, statusMessage } as const;
      return act.clearsMessage
        ? status.changeUntil(withoutEvent('dndEnd'), change)
        : status.change(change);
    }
    case 'until':
      return status.changeUntil(act.end, act.change);
    case 'endNow':
      return status.goBack(act.change);
    case 'chooseLength':
      return pickDnd(status);
    case 'endDnd':
      return clearDnd(status);
    case 'chooseZone':
      return status.zone.choose();
    case 'undo':
      return status.undo();
    case 'writeMessage':
      return askMessage(status);
    case 'writeMessageForDnd':
      return askMessage(status, { untilDndEnds: true });
    case 'account':
      return pickAccount(status);
    case 'nothing':
      return;
  }
}

/** Does what a button on a saved status says. The pick goes on. */
async function press(status: StatusChanger, { kind, status: saved }: RowButton): Promise<void> {
  const { memory } = status;
  switch (kind) {
    case 'pin':
    case 'pinToTop':
      return pinOrSay(memory, saved);
    case 'unpin':
      return unpin(memory, saved);
    case 'forget':
      return forgetRecent(memory);
    case 'rename': {
      const name = await vscode.window.showInputBox({
        title: vscode.l10n.t('Rename Pinned Status'),
        prompt: vscode.l10n.t('Leave it empty to show the message instead.'),
        value: listPinned(memory).find(each => isSameStatus(each, saved))?.name ?? '',
      });
      await (name === undefined ? undefined : renamePinned(memory, saved, name));
      return pickStatus(status);
    }
  }
}

async function pinOrSay(memory: Memento, saved: SavedStatus): Promise<void> {
  try {
    await pin(memory, saved);
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
    void vscode.window.showInformationMessage(error.message);
  }
}

async function pickAccount(status: StatusChanger): Promise<void> {
  const isDemo = status.account()?.kind === 'demo';
  const leave = isDemo
    ? { label: vscode.l10n.t('Leave the Demo'), command: 'circuit.leaveDemo' }
    : { label: vscode.l10n.t('Sign Out'), command: 'circuit.signOut' };
  const check = { label: vscode.l10n.t('Check Connection'), command: 'circuit.checkConnection' };
  const access = { label: vscode.l10n.t('Manage Access…'), command: 'circuit.manageAccess' };
  const choice = await vscode.window.showQuickPick([check, ...(isDemo ? [] : [access]), leave], {
    title: vscode.l10n.t('Circuit Account'),
  });
  if (choice) {
    await vscode.commands.executeCommand(choice.command);
  }
}
