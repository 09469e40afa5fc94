import type { OAuthApp, World } from '../world';
import type { CodeGrant, TokenAnswer } from './grants';
import { grantableScopes } from './scopes';
import { originOf } from './wayBack';

export type TokenResult =
  | { readonly kind: 'issued'; readonly answer: TokenAnswer }
  | { readonly kind: 'refused'; readonly error: string; readonly description: string };

/** Exchanges an app's grant for tokens. */
export async function exchange(
  form: URLSearchParams,
  app: OAuthApp,
  world: World,
): Promise<TokenResult> {
  switch (form.get('grant_type') ?? '') {
    case 'authorization_code':
      return takesCodes(app) ? exchangeCode(form, app, world) : unauthorized;
    case 'refresh_token':
      return takesCodes(app) ? refresh(form, app, world) : unauthorized;
    case 'client_credentials':
      return app.kind === 'bot' ? giveBotToken(form, app, world) : unauthorized;
    default:
      return refused(
        'unsupported_grant_type',
        'Use authorization_code, refresh_token or client_credentials.',
      );
  }
}

/** An OAuth error. */
export function refused(error: string, description: string): TokenResult {
  return { kind: 'refused', error, description };
}

const unauthorized = refused('unauthorized_client', 'Apps of this type cannot use this grant.');

function takesCodes({ kind }: OAuthApp): boolean {
  return kind === 'serverSide' || kind === 'own';
}

function refresh(form: URLSearchParams, app: OAuthApp, { grants }: World): TokenResult {
  const answer = grants.refresh(form.get('refresh_token') ?? '', app.clientId);
  return answer
    ? { kind: 'issued', answer }
    : refused('invalid_grant', 'The refresh token is unknown, used or revoked.');
}

/** A bot gets no refresh token: it asks again. */
function giveBotToken(form: URLSearchParams, app: OAuthApp, world: World): TokenResult {
  const scopes = grantableScopes(form.get('scope') ?? 'ALL', world);
  if (scopes.length === 0) {
    return refused(
      'invalid_scope',
      'A scope does not exist, or the app is not registered with it.',
    );
  }
  world.presences.signIn(world.bot);
  const grant = { userId: world.bot.user.userId, scopes, clientId: app.clientId };
  return { kind: 'issued', answer: world.grants.issueAccessToken(grant) };
}

async function exchangeCode(
  form: URLSearchParams,
  app: OAuthApp,
  world: World,
): Promise<TokenResult> {
  const grant = world.grants.takeCode(form.get('code') ?? '');
  const problem = grant
    ? await findProblem(grant, form, app, world)
    : 'The code is unknown, used or older than 60 s.';
  const account = world.accounts.find(person => person.user.userId === grant?.userId);
  if (!grant || !account || problem) {
    return refused('invalid_grant', problem ?? 'The account is gone.');
  }
  world.presences.signIn(account);
  const { userId, scopes, clientId } = grant;
  return { kind: 'issued', answer: world.grants.issueTokens({ userId, scopes, clientId }) };
}

async function findProblem(
  grant: CodeGrant,
  form: URLSearchParams,
  app: OAuthApp,
  { readings, redirectOrigins }: World,
): Promise<string | undefined> {
  if (grant.clientId !== app.clientId) {
    return 'The code was given to another client.';
  }
  const redirectUri = URL.parse(form.get('redirect_uri') ?? '');
  if (!redirectUri || !redirectOrigins.includes(originOf(redirectUri))) {
    return 'The origin of redirect_uri is not one the app registered.';
  }
  const verifies = readings.pkce === 'verified' || app.kind === 'own';
  const verifier = form.get('code_verifier') ?? '';
  if (grant.codeChallenge && verifies && (await challengeOf(verifier)) !== grant.codeChallenge) {
    return 'The code_verifier does not fit the code_challenge.';
  }
  return undefined;
}

/** BASE64URL(SHA256(verifier)), the method `S256` of RFC 7636. */
async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
