/**
 * What Circuit Presence offers to other VS Code extensions. Version 1.
 *
 * Copy this file into your extension; `example/` beside it uses all of it in forty lines.
 *
 * - Your extension has to run in the same extension host as Circuit Presence, which is the one on the
 *   person's own computer: there, `vscode.extensions.getExtension` finds it. In a remote window an
 *   extension that runs on the remote machine cannot reach it.
 * - The person is asked once for each extension and account. Ask when they use something that needs it,
 *   not when VS Code starts.
 * - You learn states only: no name, no id, no status message, nothing about the past, and nothing of
 *   whom the person watches.
 */
import type { Event } from 'vscode';

/** What `vscode.extensions.getExtension('circuit-presence.circuit-presence')?.activate()` resolves to. */
export interface CircuitPresenceExports {
  /** Throws for any other version, and when it cannot be told which extension calls. */
  getAPI(version: 1): CircuitPresence;
}

/** The API, for the extension that called `getAPI`. Do not hand it on. */
export interface CircuitPresence {
  /** Whether somebody is signed in to a real Circuit; false during the demo. */
  readonly enabled: boolean;
  readonly onDidChangeEnablement: Event<boolean>;

  /**
   * Resolves to whether your extension may use the rest. The person is asked only if they have answered
   * neither *Allow* nor *Never*, and at most once while a window is open; no answer within a minute is
   * *Not Now*. Resolves to false without a question while `enabled` is false.
   *
   * @param reason What it is for, as a sentence in the person's language. 150 characters are shown.
   */
  requestAccess(reason: string): Promise<boolean>;

  /**
   * The availability of people by e-mail address: every address you gave is a key of the answer. It is
   * `unknown` for addresses outside of the domains that the person allows, for people Circuit does not
   * know, and for addresses beyond the 200 that a window looks up in a day for all extensions together.
   * For the next five minutes these people are kept up to date: asking again costs nothing.
   *
   * Rejects without access, and for more than 50 addresses.
   */
  getPresence(addresses: readonly string[]): Promise<ReadonlyMap<string, Availability>>;

  /** Fires with the addresses, of those you asked about in the last five minutes, that changed. */
  readonly onDidChange: Event<readonly string[]>;
}

/** Whether somebody can be asked. */
export interface Availability {
  /**
   * `hidden`: this person does not show it. `unknown`: nobody knows, which is not the same as `offline`.
   * Later minor versions may add states: treat one that you do not know as `unknown`.
   */
  readonly state: 'available' | 'away' | 'busy' | 'doNotDisturb' | 'offline' | 'hidden' | 'unknown';
  /** When Do Not Disturb ends, in epoch milliseconds. */
  readonly until?: number;
  /** When Circuit was asked, in epoch milliseconds; missing where nothing is known. */
  readonly checkedAt?: number;
}
