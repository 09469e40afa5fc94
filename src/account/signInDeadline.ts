import * as l10n from '@vscode/l10n';
import { Refusal } from '../refusal';

const deadlineMs = 5 * 60_000;

/** The five minutes are over. */
export class SignInTimedOut extends Refusal {}

/** Does `work`, which ends with the signal of `abort`: after five minutes by `SignInTimedOut`. */
export async function withinSignInDeadline<T>(
  abort: AbortController,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => abort.abort(timedOut()), deadlineMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

function timedOut(): SignInTimedOut {
  return new SignInTimedOut(l10n.t('Signing in was not finished within five minutes.'));
}
