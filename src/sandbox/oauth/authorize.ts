import type { Context } from 'hono';
import { readForm } from '../form';
import { scopeWords } from '../operations';
import type { SandboxEnv } from '../users/api';
import type { AuthorizeRequest, OAuthApp, World } from '../world';
import { consentPage, problemPage } from './consentPage';

type Parsed =
  | { readonly kind: 'asked'; readonly request: AuthorizeRequest }
  /** The app asked for something it may not: it is told by a redirect. */
  | { readonly kind: 'wrong'; readonly error: string; readonly redirect: URL }
  /** Nobody knows whether the redirect address is the app's: no redirect. */
  | { readonly kind: 'foreign'; readonly reason: string };

/** `GET /oauth/authorize`: the page that asks who one is and whether one agrees. */
export function showConsent(
  context: Context<SandboxEnv>,
  world: World,
): Response | Promise<Response> {
  const parsed = parse(new URL(context.req.url).searchParams, world);
  return parsed.kind === 'asked'
    ? consentPage(context, parsed.request, world)
    : refuse(context, parsed);
}

/** `POST /oauth/authorize`: the page's own form, to the address of the page. */
export async function takeConsent(context: Context<SandboxEnv>, world: World): Promise<Response> {
  const parsed = parse(new URL(context.req.url).searchParams, world);
  if (parsed.kind !== 'asked') {
    return refuse(context, parsed);
  }
  const { app, redirectUri, scopes, state, codeChallenge } = parsed.request;
  const form = await readForm(context.req.raw);
  if (form.get('decision') === 'deny') {
    return redirectTo(context, withResult(redirectUri, { error: 'access_denied', state }));
  }
  const account = world.accounts.find(person => person.user.userId === form.get('userId'));
  if (form.get('decision') !== 'allow' || !account) {
    return problemPage(context, 'The form came without a decision or an account.');
  }
  const grant = { userId: account.user.userId, scopes, clientId: app.clientId, codeChallenge };
  const code = world.grants.issueCode(grant);
  return redirectTo(context, withResult(redirectUri, { code, state }));
}

function parse(query: URLSearchParams, world: World): Parsed {
  const app = world.apps.find(each => each.clientId === query.get('client_id'));
  if (!app) {
    return { kind: 'foreign', reason: 'No app is registered with this client_id.' };
  }
  const redirectUri = URL.parse(query.get('redirect_uri') ?? '');
  if (!redirectUri || !world.redirectOrigins.includes(originOf(redirectUri))) {
    return { kind: 'foreign', reason: 'The origin of redirect_uri is not one the app registered.' };
  }
  const state = query.get('state') ?? undefined;
  const codeChallenge = query.get('code_challenge') ?? undefined;
  const asked = (query.get('scope') ?? '').split(',');
  const scopes = grantable(asked, world);
  const error = findError(query, { app, scopes, codeChallenge }, world);
  if (error) {
    return { kind: 'wrong', error, redirect: withResult(redirectUri, { error, state }) };
  }
  const loginHint = query.get('login_hint') ?? '';
  return { kind: 'asked', request: { app, redirectUri, scopes, state, codeChallenge, loginHint } };
}

/** What of the asked scopes the app is registered with; nothing when one does not exist. */
function grantable(asked: readonly string[], { appScopes }: World): readonly string[] {
  return asked.every(scope => Object.hasOwn(scopeWords, scope))
    ? asked.filter(scope => appScopes.includes('ALL') || appScopes.includes(scope))
    : [];
}

function findError(
  query: URLSearchParams,
  asked: { app: OAuthApp; scopes: readonly string[]; codeChallenge: string | undefined },
  { readings }: World,
): string | undefined {
  if (query.get('response_type') !== 'code') {
    return 'unsupported_response_type';
  }
  if (asked.scopes.length === 0) {
    return 'invalid_scope';
  }
  const hasSecret = asked.app.clientSecret !== undefined;
  const method = query.get('code_challenge_method');
  const pkceIsRight = asked.codeChallenge
    ? method === 'S256' && /^[\w-]{43}$/.test(asked.codeChallenge)
    : hasSecret;
  return pkceIsRight || (hasSecret && readings.pkce === 'ignored') ? undefined : 'invalid_request';
}

/** Circuit compares protocol, domain and port. Also for schemes whose `URL.origin` is `null`. */
export function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

function withResult(redirectUri: URL, result: Record<string, string | undefined>): URL {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(result)) {
    if (value !== undefined) {
      url.searchParams.set(name, value);
    }
  }
  return url;
}

function refuse(
  context: Context<SandboxEnv>,
  parsed: Exclude<Parsed, { kind: 'asked' }>,
): Response | Promise<Response> {
  return parsed.kind === 'wrong'
    ? redirectTo(context, parsed.redirect)
    : problemPage(context, parsed.reason);
}

function redirectTo(context: Context<SandboxEnv>, url: URL): Response {
  context.header('Cache-Control', 'no-store');
  context.header('Referrer-Policy', 'no-referrer');
  return context.redirect(url.href, 303);
}
