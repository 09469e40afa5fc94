import type { Logger } from '../base/log';
import type { Tokens } from '../circuit/oauth/grants';
import type { Transport } from '../circuit/transport';
import type { ClientSecrets } from './storage/clientSecrets';
import type { Session } from './storage/session';

/** The requests a token source makes. Both throw a `CircuitError`. */
export interface TokenRefresh {
  /** `refused`: Circuit refused for good, so trying again is pointless. */
  refresh(session: Session): Promise<Tokens | 'refused'>;
  /** The owner of the session's token: the `userId` of `GET /users/profile`. */
  whose(session: Session): Promise<string>;
}

/** Codes after which the same refresh token may still work. */
const passing: ReadonlySet<string> = new Set(['server_error', 'temporarily_unavailable']);

/** Renews tokens at the origin they came from. */
export function createTokenRefresh(
  transport: Transport,
  clientSecrets: ClientSecrets,
  log: Logger,
): TokenRefresh {
  return {
    async refresh({ origin, clientId, refreshToken, scopes }) {
      if (clientId === undefined || refreshToken === undefined) {
        return 'refused';
      }
      const { OAuthError, refreshTokens } = await import('../circuit/oauth/grants');
      const clientSecret = await clientSecrets.get(origin);
      try {
        return await refreshTokens({
          origin,
          transport,
          clientId,
          clientSecret,
          refreshToken,
          scopes,
        });
      } catch (error) {
        if (error instanceof OAuthError && !passing.has(error.code)) {
          return 'refused';
        }
        throw error;
      }
    },

    async whose({ origin, accessToken }) {
      const { readProfile } = await import('./signIn/completeSignIn');
      return (await readProfile({ origin, transport }, accessToken, log)).userId;
    },
  };
}
