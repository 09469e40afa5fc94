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
  | { readonly kind: 'denied'; readonly error: DeniedError }
  | { readonly kind: 'otherWay' };

/** Whether Circuit does not know one of the scopes or does not allow it for this app. */
export function isInvalidScope(ended: Ended): boolean {
  return ended.kind === 'denied' && ended.error === 'invalid_scope';
}

/** What the browser tab should say. */
export function outcomeOf(ended: Ended): SignInOutcome {
  switch (ended.kind) {
    case 'signedIn':
      return 'signedIn';
    case 'denied':
      return ended.error === 'access_denied' ? 'declined' : 'failed';
    case 'lacking':
    case 'otherWay':
      return 'failed';
  }
}

/** The error for a sign-in that ended this way; an `AbortError` if the person declined. */
export async function signInErrorFor(
  ended: Extract<Ended, { kind: 'lacking' | 'denied' }>,
): Promise<Error> {
  if (ended.kind === 'lacking' || ended.error === 'access_denied') {
    return new DOMException('Declined in the browser', 'AbortError');
  }
  const { OAuthError } = await import('../../circuit/oauth/grants');
  return new OAuthError(ended.error, 400);
}

const deadlineMs = 5 * 60_000;

/** The sign-in took longer than five minutes. */
export class SignInTimedOut extends UserError {}

/** The person left the browser to answer the last question anew. */
export class WentBack extends Error {
  override readonly name = 'AbortError';
}

/**
 * Runs `work` with the signal of `abort`, which is aborted with `SignInTimedOut` after five
 * minutes.
 */
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
  return new SignInTimedOut(l10n.t("Sign-in wasn't completed within five minutes."));
}

/** A failed sign-in, as it is told to the person. */
export interface Failure {
  readonly sentence: string;
  /** Trying again will not help: the OAuth app must be changed or replaced. */
  readonly isAppWrong: boolean;
}

/** Errors that only the person who registered the OAuth app can fix. */
const appCodes: ReadonlySet<unknown> = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'invalid_request',
]);

/** `supportHint` is added if an administrator has to act. */
export function describeFailure(error: unknown, supportHint: string): Failure {
  const isAppWrong = error instanceof Error && 'code' in error && appCodes.has(error.code);
  return { isAppWrong, sentence: sentenceFor(error) + (isAppWrong ? supportHint : '') };
}
