import * as l10n from '@vscode/l10n';
import * as oauth from 'oauth4webapi';
import { wrongShape } from '../answers';
import { isCircuitError, ProtocolError } from '../errors';
import { isLoopback } from '../origin';
import type { Transport } from '../transport';
import { readTokenAnswer, type ScopeForm } from './tokenAnswer';

export { authorizeUrl, challengeOf, createState, createVerifier } from './authorizeUrl';
export { OAuthError, type OAuthErrorCode } from './oauthError';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /**
   * Epoch milliseconds by this computer's clock. Missing for most of Circuit's tokens, which never
   * expire.
   */
  readonly expiresAt?: number | undefined;
  /** The granted scopes, which may be fewer than requested. */
  readonly scopes: readonly string[];
  /** The form in which the answer listed them; Circuit's sources disagree on it. */
  readonly scopeAs?: ScopeForm | undefined;
}

/** A Circuit server and the OAuth app registered there. */
interface App {
  readonly origin: string;
  readonly transport: Transport;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Exchanges the code of a redirect for tokens. The caller has checked `state`; `iss` is checked
 * here if present. Never sent twice. Throws a `CircuitError`, including `OAuthError`.
 */
export async function exchangeCode(
  o: App & {
    readonly redirectUri: string;
    readonly code: string;
    readonly codeVerifier: string;
    readonly requestedScopes: readonly string[];
    readonly iss?: string | undefined;
  },
): Promise<Tokens> {
  const { server, client, authenticate, options, seen } = partiesOf(o);
  const redirect = redirectOf(o, server, client);
  return await collect(o, { scopes: o.requestedScopes }, seen, async () =>
    oauth.processAuthorizationCodeResponse(
      server,
      client,
      await oauth.authorizationCodeGrantRequest(
        server,
        client,
        authenticate,
        redirect,
        o.redirectUri,
        o.codeVerifier,
        options,
      ),
    ),
  );
}

/**
 * Requests a new access token. Never sent twice, since a refresh token may be single-use. The given
 * refresh token is kept if the answer has no new one. Throws like `exchangeCode`.
 */
export async function refreshTokens(
  o: App & { readonly refreshToken: string; readonly scopes: readonly string[] },
): Promise<Tokens> {
  const { server, client, authenticate, options, seen } = partiesOf(o);
  return await collect(o, o, seen, async () =>
    oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, authenticate, o.refreshToken, options),
    ),
  );
}

function partiesOf({ origin, transport, clientId, clientSecret, signal }: App) {
  const seen: { scopeAs?: ScopeForm | undefined } = {};
  const send = async (url: string, request: oauth.CustomFetchOptions<'POST', URLSearchParams>) => {
    const answer = await transport({
      method: 'POST',
      url: new URL(url),
      headers: request.headers,
      body: request.body.toString(),
      ...(signal && { signal }),
    });
    const { response, scopeAs } = readTokenAnswer(answer);
    seen.scopeAs = scopeAs;
    return response;
  };
  return {
    server: { issuer: origin, token_endpoint: new URL('/oauth/token', origin).href },
    client: { client_id: clientId },
    authenticate: clientSecret ? oauth.ClientSecretPost(clientSecret) : oauth.None(),
    options: {
      [oauth.customFetch]: send,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- only marked so to stand out
      [oauth.allowInsecureRequests]: isLoopback(origin),
    },
    seen,
  };
}

/** The redirect's parameters in the form that the library expects. */
function redirectOf(
  o: { readonly code: string; readonly iss?: string | undefined },
  server: oauth.AuthorizationServer,
  client: oauth.Client,
): URLSearchParams {
  const parameters = new URLSearchParams({
    code: o.code,
    ...(o.iss !== undefined && { iss: o.iss }),
  });
  try {
    return oauth.validateAuthResponse(server, client, parameters, oauth.skipStateCheck);
  } catch {
    throw new ProtocolError(
      l10n.t('The browser returned from a different server than it was sent to.'),
    );
  }
}

/** The library's errors contain whole answers, so none of them is passed on. */
async function collect(
  { signal }: App,
  had: { readonly scopes: readonly string[]; readonly refreshToken?: string },
  seen: { readonly scopeAs?: ScopeForm | undefined },
  request: () => Promise<oauth.TokenEndpointResponse>,
): Promise<Tokens> {
  const started = Date.now();
  try {
    const { access_token, refresh_token, expires_in, scope } = await request();
    return {
      accessToken: access_token,
      refreshToken: refresh_token ?? had.refreshToken,
      expiresAt: expires_in === undefined ? undefined : started + expires_in * 1000,
      scopes: scope === undefined ? had.scopes : scope.split(/\s+/).filter(Boolean),
      scopeAs: seen.scopeAs,
    };
  } catch (error) {
    signal?.throwIfAborted();
    throw isCircuitError(error) ? error : wrongShape();
  }
}
