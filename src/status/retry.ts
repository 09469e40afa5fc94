import * as vscode from 'vscode';
import type { Account } from '../account/account';
import { RetryableError, SignInRequiredError, UserError } from '../base/userError';
import { isCircuitError } from '../circuit/errors';
import { describeFailedSet } from '../presence/set/confirmSet';
import type { PresenceStore } from '../presence/store';

export interface RetryParts {
  readonly store: PresenceStore;
  account(): Account | undefined;
}

const shownMs = 10_000;

/**
 * Runs `act`. If it fails because of Circuit, throws an error that tells the status and can be
 * retried at any time: `act` reads the clock again.
 */
export async function retryable(parts: RetryParts, act: () => Promise<void>): Promise<void> {
  const asked = parts.account();
  try {
    await act();
  } catch (error) {
    const sentence = describeFailedSet(error);
    if (sentence === undefined) {
      throw error;
    }
    if (isUnreachable(error) || parts.store.connection.kind === 'offline') {
      tellWhenBack(parts.store);
    }
    const retry = () => {
      checkAccount(asked, parts.account());
      return retryable(parts, act);
    };
    throw new RetryableError(sentence, async () => retry(), error);
  }
}

/** A change for one account is never applied to another. */
function checkAccount(asked: Account | undefined, current: Account | undefined): void {
  if (!current) {
    throw new SignInRequiredError();
  }
  const isSame =
    asked?.label === current.label &&
    asked.kind === current.kind &&
    asked.access.origin === current.access.origin;
  if (!isSame) {
    throw new UserError(
      vscode.l10n.t('A different account is signed in now. Choose your status again.'),
    );
  }
}

/** The polls may not have noticed yet that it is. */
function isUnreachable(error: unknown): boolean {
  return isCircuitError(error) && error.kind === 'network';
}

/** After a failed set, the status bar tells once that Circuit can be reached again. */
function tellWhenBack(store: PresenceStore): void {
  if (waiting.has(store)) {
    return;
  }
  waiting.add(store);
  const listener = store.onDidChangeConnection(({ kind }) => {
    if (kind === 'offline' || kind === 'connecting') {
      return;
    }
    listener.dispose();
    waiting.delete(store);
    if (kind === 'online') {
      vscode.window.setStatusBarMessage(vscode.l10n.t('Circuit is reachable again.'), shownMs);
    }
  });
}

/** The stores that are being waited for. */
const waiting = new WeakSet<PresenceStore>();
