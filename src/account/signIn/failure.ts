import * as l10n from '@vscode/l10n';
import { sentenceFor, UserError } from '../../base/userError';
import type { Tokens } from '../../circuit/oauth/grants';
import type { Session } from '../storage/session';
import type { DeniedError } from './callback';
import type { SignInOutcome } from './loopback';

/** How one tab of the browser ended. */
export type Ended =
  | { readonly kind: 'signedIn'; readonly session: Session }
  /** Works, but lacks the scope for setting presence. */
  | { readonly kind: 'lacking'; readonly tokens: Tokens }
  | { readonly kind: 'denied'; readonly error: DeniedError };

/** Whether Circuit does not know one of the scopes, or does not let this app ask for it. */
export function isInvalidScope(ended: Ended): boolean {
  return ended.kind === 'denied' && ended.error === 'invalid_scope';
}

/** What the tab is to say. */
export function outcomeOf(ended: Ended): SignInOutcome {
  switch (ended.kind) {
    case 'signedIn':
      return 'signedIn';
    case 'denied':
      return ended.error === 'access_denied' ? 'declined' : 'failed';
    case 'lacking':
      return 'failed';
  }
}

/** What a sign-in throws that ended so: an `AbortError` where the person said no. */
export async function signInErrorFor(ended: Exclude<Ended, { kind: 'signedIn' }>): Promise<Error> {
  if (ended.kind === 'lacking' || ended.error === 'access_denied') {
    return new DOMException('Declined in the browser', 'AbortError');
  }
  const { OAuthError } = await import('../../circuit/oauth/grants');
  return new OAuthError(ended.error, 400);
}

const deadlineMs = 5 * 60_000;

/** The five minutes are over. */
export class SignInTimedOut extends UserError {}

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

/** A sign-in that failed, as the person is to hear of it. */
export interface Failure {
  readonly sentence: string;
  /** Trying again does not help: the OAuth app has to be another, or be changed. */
  readonly isAppWrong: boolean;
}

/** Codes that only whoever registered the OAuth app can do something about. */
const appCodes: ReadonlySet<unknown> = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'invalid_request',
]);

/** `supportHint` is added where an administrator has to act. */
export function describeFailure(error: unknown, supportHint: string): Failure {
  const isAppWrong = error instanceof Error && 'code' in error && appCodes.has(error.code);
  return { isAppWrong, sentence: sentenceFor(error) + (isAppWrong ? supportHint : '') };
}
