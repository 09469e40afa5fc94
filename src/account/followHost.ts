import * as vscode from 'vscode';
import type { Disposable } from '../base/disposables';
import type { HostSetting } from '../settingReaders';
import type { Settings } from '../settings';
import type { Sessions } from './storage/sessions';

/**
 * Switches to the session of the host in the setting, and says so when another one is set aside.
 */
export function followHost(sessions: Sessions, settings: Settings): Disposable {
  const select = (host: HostSetting) =>
    sessions.select(host.kind === 'ok' ? host.origin : undefined);
  select(settings.host.value);
  return settings.host.onDidChange(host => {
    const parked = sessions.current;
    select(host);
    if (parked && host.kind === 'ok' && parked.origin !== host.origin) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'Your Circuit server is now {0}. Your sign-in at {1} is kept and applies when you choose that server again.',
          host.origin,
          parked.origin,
        ),
      );
    }
  });
}
