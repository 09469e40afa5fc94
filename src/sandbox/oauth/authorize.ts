import type { Context } from 'hono';
import { readForm } from '../form';
import type { SandboxEnv } from '../users/api';
import type { World } from '../world';
import { type AuthorizeRequest, type ParsedRequest, parseRequest } from './authorizeRequest';
import { consentPage, problemPage } from '../pages/consentPage';
import { addressOfError, addressWith } from './wayBack';

/** `GET /oauth/authorize`: the page that asks for account and consent. */
export function showConsent(
  context: Context<SandboxEnv>,
  world: World,
): Response | Promise<Response> {
  const parsed = parseRequest(new URL(context.req.url).searchParams, world);
  return parsed.kind === 'asked'
    ? consentPage(context, parsed.request, world)
    : refuse(context, parsed, world);
}

/** `POST /oauth/authorize`: the page's own form, to the address of the page. */
export async function takeConsent(context: Context<SandboxEnv>, world: World): Promise<Response> {
  const parsed = parseRequest(new URL(context.req.url).searchParams, world);
  if (parsed.kind !== 'asked') {
    return refuse(context, parsed, world);
  }
  const { wayBack } = parsed.request;
  const form = await readForm(context.req.raw);
  if (form.get('decision') === 'deny') {
    return redirectTo(context, addressOfError(wayBack, 'access_denied', world.readings));
  }
  const account = world.accounts.find(person => person.user.userId === form.get('userId'));
  if (form.get('decision') !== 'allow' || !account) {
    return problemPage(context, 'The form came without a decision or an account.');
  }
  if (wayBack.responseType === 'token') {
    world.presences.signIn(account);
  }
  const result = grantTo(parsed.request, account.user.userId, world);
  return redirectTo(context, addressWith(wayBack, result));
}

/** What an app gets through the browser: a code, or a token without a refresh token. */
function grantTo(
  { app, wayBack, scopes, codeChallenge }: AuthorizeRequest,
  userId: string,
  { grants }: World,
): Record<string, string | undefined> {
  const grant = { userId, scopes, clientId: app.clientId };
  if (wayBack.responseType === 'code') {
    return { code: grants.issueCode({ ...grant, codeChallenge }) };
  }
  const answer = grants.issueAccessToken(grant);
  return {
    access_token: answer.access_token,
    token_type: answer.token_type,
    expires_in: answer.expires_in?.toString(),
    scope: scopes.join(' '),
  };
}

function refuse(
  context: Context<SandboxEnv>,
  parsed: Exclude<ParsedRequest, { kind: 'asked' }>,
  { readings }: World,
): Response | Promise<Response> {
  return parsed.kind === 'wrong'
    ? redirectTo(context, addressOfError(parsed.wayBack, parsed.error, readings))
    : problemPage(context, parsed.reason);
}

function redirectTo(context: Context<SandboxEnv>, url: URL): Response {
  context.header('Cache-Control', 'no-store');
  context.header('Referrer-Policy', 'no-referrer');
  return context.redirect(url.href, 303);
}
