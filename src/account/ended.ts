import type { Tokens } from '../circuit/oauth';
import type { DeniedError } from './callback';
import type { Outcome } from './callbackDesk';
import type { Session } from './storedSession';

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
export function outcomeOf(ended: Ended): Outcome {
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
export async function errorFor(ended: Exclude<Ended, { kind: 'signedIn' }>): Promise<Error> {
  if (ended.kind === 'lacking' || ended.error === 'access_denied') {
    return new DOMException('Declined in the browser', 'AbortError');
  }
  const { OAuthError } = await import('../circuit/oauth');
  return new OAuthError(ended.error, 400);
}
