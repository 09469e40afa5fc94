import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposables';
import { Emitter, type Event } from '../base/event';
import { LEAST_SCOPES } from './scopes';

/**
 * The session that VS Code lets this extension use. Although the provider is ours, the person
 * decides, as for any extension: at sign-in and later in the Accounts menu.
 */
export interface SessionAccess {
  readonly sessionId: string | undefined;
  readonly onDidChange: Event<void>;
  /** Asks VS Code again, without prompting the person. */
  check(): Promise<void>;
}

/**
 * Follows VS Code's decision, from the first session or `check` on. The provider must already be
 * registered.
 */
export function createSessionAccess(parts: DisposableStore): SessionAccess {
  const changed = parts.add(new Emitter<void>());
  let sessionId: string | undefined;
  let latest = Promise.resolve();
  let checks = 0;
  const check = () => (latest = ask());
  const ask = async () => {
    const mine = ++checks;
    const session = await vscode.authentication
      .getSession('circuit', LEAST_SCOPES, { silent: true })
      .then(undefined, () => undefined);
    if (mine !== checks) {
      await latest;
    } else if (session?.id !== sessionId) {
      sessionId = session?.id;
      changed.fire();
    }
  };
  const { onDidChangeSessions } = vscode.authentication;
  parts.add(onDidChangeSessions(({ provider }) => void (provider.id === 'circuit' && check())));
  // A change made in another window's Accounts menu raises no event here.
  parts.add(vscode.window.onDidChangeWindowState(({ focused }) => void (focused && check())));
  return {
    get sessionId() {
      return sessionId;
    },
    onDidChange: changed.event,
    check,
  };
}
