import type { OAuthApp, World } from '../world';
import { grantableScopes } from './scopes';
import { originOf, type WayBack } from './wayBack';

/** A request of an app at the sign-in page. */
export interface AuthorizeRequest {
  readonly app: OAuthApp;
  readonly wayBack: WayBack;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | undefined;
  readonly loginHint: string;
}

export type ParsedRequest =
  | { readonly kind: 'asked'; readonly request: AuthorizeRequest }
  /** The request is invalid; the app is told by a redirect. */
  | { readonly kind: 'wrong'; readonly error: string; readonly wayBack: WayBack }
  /** The redirect address may not be the app's, so there is no redirect. */
  | { readonly kind: 'foreign'; readonly reason: string };

export function parseRequest(query: URLSearchParams, world: World): ParsedRequest {
  const app = world.apps.find(each => each.clientId === query.get('client_id'));
  if (!app) {
    return { kind: 'foreign', reason: 'No app is registered with this client_id.' };
  }
  const redirectUri = URL.parse(query.get('redirect_uri') ?? '');
  if (!redirectUri || !world.redirectOrigins.includes(originOf(redirectUri))) {
    return { kind: 'foreign', reason: 'The origin of redirect_uri is not one the app registered.' };
  }
  const responseType = query.get('response_type') === 'token' ? 'token' : 'code';
  const wayBack = { redirectUri, state: query.get('state') ?? undefined, responseType } as const;
  const scopes = grantableScopes(query.get('scope') ?? '', world);
  const error = findError(query, app, scopes, world);
  if (error) {
    return { kind: 'wrong', error, wayBack };
  }
  const codeChallenge = query.get('code_challenge') ?? undefined;
  const loginHint = query.get('login_hint') ?? '';
  return { kind: 'asked', request: { app, wayBack, scopes, codeChallenge, loginHint } };
}

function findError(
  query: URLSearchParams,
  app: OAuthApp,
  scopes: readonly string[],
  { readings }: World,
): string | undefined {
  const type = query.get('response_type');
  if (type !== 'code' && type !== 'token') {
    return 'unsupported_response_type';
  }
  if (type !== responseTypeOf(app, readings)) {
    return 'unauthorized_client';
  }
  if (scopes.length === 0) {
    return 'invalid_scope';
  }
  const challenge = query.get('code_challenge');
  const mayGoWithout = app.kind !== 'own' && (readings.pkce === 'ignored' || !challenge);
  const isRight =
    query.get('code_challenge_method') === 'S256' && /^[\w-]{43}$/.test(challenge ?? '');
  return type === 'token' || mayGoWithout || isRight ? undefined : 'invalid_request';
}

/** The response type that apps of a kind are registered for. */
function responseTypeOf({ kind }: OAuthApp, readings: World['readings']): string | undefined {
  switch (kind) {
    case 'serverSide':
      return 'code';
    case 'clientSide':
      return 'token';
    case 'own':
      return readings.publicClient === 'pkce' ? 'code' : undefined;
    case 'bot':
      return undefined;
  }
}
