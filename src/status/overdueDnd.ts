import * as vscode from 'vscode';
import type { DisposableStore } from '../base/disposables';
import { clockWords } from '../base/timeWords';
import type { PresenceStore } from '../presence/store';
import { inDemo } from '../presence/stateWords';
import { trackDnd } from './dndTracker';

/**
 * If Circuit still shows Do Not Disturb after its end, offers once, in the focused window, to clear
 * it. The poller asks Circuit at that time.
 */
export function offerToEndDnd(
  store: PresenceStore,
  isDemo: () => boolean,
  parts: DisposableStore,
): void {
  const overdue = trackDnd();
  let offered: number | undefined;

  const check = () => {
    const end = overdue(store.own);
    if (end !== undefined && end !== offered && vscode.window.state.focused) {
      offered = end;
      void offer(end, isDemo());
    }
  };
  parts.add(store.onDidChange(check));
  parts.add(vscode.window.onDidChangeWindowState(check));
}

async function offer(end: number, isDemo: boolean): Promise<void> {
  const clear = vscode.l10n.t('End Now');
  const answer = await vscode.window.showInformationMessage(
    inDemo(
      vscode.l10n.t(
        'Do Not Disturb should have ended at {0}, but Circuit still shows it.',
        clockWords(end, { now: Date.now() }),
      ),
      isDemo,
    ),
    clear,
  );
  if (answer === clear) {
    await vscode.commands.executeCommand('circuit.clearDoNotDisturb');
  }
}
