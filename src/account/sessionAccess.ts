import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposables';
import { Emitter, type Event } from '../base/event';
import { LEAST_SCOPES } from './scopes';

/**
 * Which session VS Code lets this extension use. The provider is ours, but the person decides, here
 * as for any extension: by saying yes at the sign-in, and later in the Accounts menu.
 */
export interface SessionAccess {
  readonly sessionId: string | undefined;
  readonly onDidChange: Event<void>;
  /** Asks VS Code anew, without a question to the person. */
  check(): Promise<void>;
}

/**
 * Follows VS Code's word, beginning with the first session that there is, or with a `check`. The
 * provider has to be registered.
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
  // What was said in the Accounts menu of another window is told to no extension here.
  parts.add(vscode.window.onDidChangeWindowState(({ focused }) => void (focused && check())));
  return {
    get sessionId() {
      return sessionId;
    },
    onDidChange: changed.event,
    check,
  };
}
