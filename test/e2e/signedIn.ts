import { type SandboxServer, serveSandbox } from '../../src/sandbox/server';
import { findFreePort } from '../ports';
import { startVSCode, type VSCode } from './vscode';
import type { Window } from './window';

/** A window of somebody who has signed in, and the Circuit they signed in to. */
export interface SignedIn {
  readonly circuit: SandboxServer;
  readonly vscode: VSCode;
  readonly window: Window;
  stop(): Promise<void>;
}

/**
 * Starts both and signs in as a new user does, by keys alone, in `folder` or an empty one; with more
 * `settings`, and other extensions beside ours, if there are any.
 */
export async function startSignedIn(
  folder?: string,
  more: { readonly settings?: object; readonly others?: readonly string[] } = {},
): Promise<SignedIn> {
  const redirectPort = await findFreePort();
  const redirectOrigins = [`http://localhost:${redirectPort}`];
  const circuit = await serveSandbox({ redirectOrigins });
  const settings = {
    'circuit.host': circuit.origin,
    'circuit.clientIds': { [circuit.origin]: circuit.sandbox.publicClientId },
    'circuit.redirectPort': redirectPort,
    ...more.settings,
  };
  const vscode = await startVSCode(settings, folder, more);
  const window = await vscode.openWindow();
  await window.waitForStatus('Circuit: Sign in');
  await consent(vscode, window, () => window.runCommandByKeys('Circuit: Sign In'));
  await window.waitForStatus('Available');
  return {
    circuit,
    vscode,
    window,
    stop: async () => {
      await vscode.stop();
      await circuit.close();
    },
  };
}

/** Does `act`, which asks to sign in, and says yes to VS Code and to Circuit by keys. */
export async function consent(
  vscode: VSCode,
  window: Window,
  act: () => Promise<unknown>,
): Promise<void> {
  const page = await vscode.pageOpenedBy(async () => {
    await act();
    await window.answerModalByKeys('using Circuit', 'Allow');
  });
  await page.getByRole('button', { name: 'Allow' }).press('Enter');
  await page.getByText("You're signed in").waitFor();
  await page.close();
}
