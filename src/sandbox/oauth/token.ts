import type { Context } from 'hono';
import { readForm } from '../form';
import type { SandboxEnv } from '../users/api';
import type { OAuthApp, World } from '../world';
import { errorBody } from '../wire';
import { exchange, refused } from './exchange';

/** `POST /oauth/token` */
export async function giveTokens(context: Context<SandboxEnv>, world: World): Promise<Response> {
  const form = await readForm(context.req.raw, world.readings.bodies);
  context.var.notes.form = { grant_type: form.get('grant_type') ?? '' };
  const app = findApp(context, form, world);
  const result = app
    ? await exchange(form, app, world)
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

/**
 * `GET /oauth/token/{token}`: validates a token, as in an earlier specification and the SDK.
 * `expirationTime` (epoch milliseconds) is missing if the token never expires.
 */
export function validateToken(context: Context<SandboxEnv>, { grants }: World): Response {
  const accessToken = context.req.param('token') ?? '';
  const grant = grants.check(accessToken);
  context.header('Cache-Control', 'no-store');
  if (!grant) {
    return context.json(errorBody(404, 'The token was not found.'), 404);
  }
  const { clientId, scopes, expiresAt } = grant;
  const expires = Number.isFinite(expiresAt) && { expirationTime: expiresAt };
  return context.json({ accessToken, clientId, ...expires, scopes });
}

/** The app whose id and secret came in the form or, by RFC 6749 section 2.3.1, in `Basic`. */
function findApp(
  context: Context,
  form: URLSearchParams,
  { apps, readings }: World,
): OAuthApp | undefined {
  const basic = readBasic(context.req.header('Authorization') ?? '');
  const clientId = basic?.clientId ?? form.get('client_id');
  const clientSecret = basic?.clientSecret ?? form.get('client_secret') ?? undefined;
  const known = apps.filter(({ kind }) => kind !== 'own' || readings.publicClient === 'pkce');
  return known.find(app => app.clientId === clientId && app.clientSecret === clientSecret);
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
