import * as vscode from 'vscode';
import { MINUTE_MS } from '../../base/timeWords';
import { askMessage } from './askMessage';
import { moment, type StatusChanger, readHours } from './changeStatus';
import { dndRows, typedEndRow } from './dndRows';
import { pickRow } from './pickRow';
import { forgetRecent, listRecent } from './recentStatuses';
import type { RowAction } from './row';
import { statusRows, withTyped } from './statusRows';

/** The quick pick behind the status bar item. Esc changes nothing. */
export async function pickStatus(status: StatusChanger): Promise<void> {
  const { hours, problem } = readHours(status);
  const row = await pickRow({
    title: vscode.l10n.t('Circuit Status'),
    placeholder: problem ?? vscode.l10n.t('Choose, or type a time or a message: 90m in review'),
    rows: typed =>
      statusRows(
        {
          own: status.store.own,
          canUndo: status.ownPresence.canUndo(),
          recent: listRecent(status.memory),
          account: status.account()?.label ?? '',
          hours,
        },
        typed,
        moment(),
      ),
    forget: () => forgetRecent(status.memory),
  });
  if (row) {
    await perform(status, row.act);
  }
}

/** Asks only for an end of Do Not Disturb. */
export async function pickDnd(status: StatusChanger): Promise<void> {
  const { hours, problem } = readHours(status);
  const row = await pickRow({
    title: vscode.l10n.t('Do Not Disturb'),
    placeholder:
      problem ?? vscode.l10n.t('Circuit needs an end. Choose one or type it: 90m, 14:30, fri 9:00'),
    rows: typed => withTyped(typedEndRow(typed, moment(), hours), dndRows(moment(), hours)),
  });
  if (row) {
    await perform(status, row.act);
  }
}

async function perform(status: StatusChanger, act: RowAction): Promise<void> {
  switch (act.kind) {
    case 'set':
      return status.change(act.change);
    case 'dndFor': {
      const { minutes, statusMessage } = act;
      const dndUntil = Date.now() + minutes * MINUTE_MS;
      return status.change({ state: 'DND', dndUntil, statusMessage });
    }
    case 'undo':
      return status.undo();
    case 'writeMessage':
      return askMessage(status);
    case 'account':
      return pickAccount(status);
    case 'nothing':
      return;
  }
}

async function pickAccount(status: StatusChanger): Promise<void> {
  const leave =
    status.account()?.kind === 'demo'
      ? { label: vscode.l10n.t('Leave the Demo'), command: 'circuit.leaveDemo' }
      : { label: vscode.l10n.t('Sign Out'), command: 'circuit.signOut' };
  const check = { label: vscode.l10n.t('Check Connection'), command: 'circuit.checkConnection' };
  const choice = await vscode.window.showQuickPick([check, leave], {
    title: vscode.l10n.t('Circuit Account'),
  });
  if (choice) {
    await vscode.commands.executeCommand(choice.command);
  }
}
