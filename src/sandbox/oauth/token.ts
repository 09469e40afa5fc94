import type { Context } from 'hono';
import { readForm } from '../form';
import type { SandboxEnv } from '../users/api';
import type { OAuthApp, World } from '../world';
import { originOf } from './authorize';
import type { CodeGrant, TokenAnswer } from './grants';

type TokenResult =
  | { readonly kind: 'issued'; readonly answer: TokenAnswer }
  | { readonly kind: 'refused'; readonly error: string; readonly description: string };

/** `POST /oauth/token`: gives tokens for a code or a refresh token. */
export async function giveTokens(context: Context<SandboxEnv>, world: World): Promise<Response> {
  const form = await readForm(context.req.raw);
  const grantType = form.get('grant_type') ?? '';
  context.var.notes.form = { grant_type: grantType };
  const app = findApp(context, form, world);
  const result = app
    ? await exchange(grantType, form, app, world)
    : refused('invalid_client', 'Unknown client or wrong client secret.');
  context.header('Cache-Control', 'no-store');
  if (result.kind === 'issued') {
    return context.json(result.answer);
  }
  const { error, description } = result;
  if (error === 'invalid_client') {
    context.header('WWW-Authenticate', 'Basic realm="Circuit sandbox"');
  }
  return context.json({ error, error_description: description }, app ? 400 : 401);
}

/** The app whose id and secret came in the form or, as RFC 6749 2.3.1 has it, in `Basic`. */
function findApp(context: Context, form: URLSearchParams, world: World): OAuthApp | undefined {
  const basic = readBasic(context.req.header('Authorization') ?? '');
  const clientId = basic?.clientId ?? form.get('client_id');
  const clientSecret = basic?.clientSecret ?? form.get('client_secret') ?? undefined;
  return world.apps.find(app => app.clientId === clientId && app.clientSecret === clientSecret);
}

function readBasic(header: string): { clientId: string; clientSecret: string } | undefined {
  const [, base64 = ''] = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header) ?? [];
  try {
    const [clientId = '', clientSecret = ''] = atob(base64).split(':').map(decodeURIComponent);
    return clientId ? { clientId, clientSecret } : undefined;
  } catch {
    return undefined;
  }
}

async function exchange(
  grantType: string,
  form: URLSearchParams,
  app: OAuthApp,
  world: World,
): Promise<TokenResult> {
  if (grantType === 'refresh_token') {
    const answer = world.grants.refresh(form.get('refresh_token') ?? '', app.clientId);
    return answer
      ? { kind: 'issued', answer }
      : refused('invalid_grant', 'The refresh token is unknown, used or revoked.');
  }
  if (grantType !== 'authorization_code') {
    return refused('unsupported_grant_type', 'Use authorization_code or refresh_token.');
  }
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
  const verifies = readings.pkce === 'verified' || app.clientSecret === undefined;
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

function refused(error: string, description: string): TokenResult {
  return { kind: 'refused', error, description };
}
