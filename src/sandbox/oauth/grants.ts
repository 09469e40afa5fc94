import type { SandboxReadings } from '../readings';
import { randomSecret } from '../random';

/** What a person allowed an app to do. */
export interface Grant {
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly clientId: string;
}

/** A grant on its way through the browser. */
export interface CodeGrant extends Grant {
  readonly codeChallenge: string | undefined;
}

/** The issued codes and tokens, and whether they are still valid. */
export interface Grants {
  /** Issues a code that is valid for 60 seconds, once. */
  issueCode(grant: CodeGrant): string;
  takeCode(code: string): CodeGrant | undefined;
  /** The body of a token answer. */
  issueTokens(grant: Grant): TokenAnswer;
  /** The body of a token answer; undefined if the refresh token is invalid. */
  refresh(refreshToken: string, clientId: string): TokenAnswer | undefined;
  /** The same without a refresh token. */
  issueAccessToken(grant: Grant): TokenAnswer;
  /**
   * What an access token allows and until when (epoch milliseconds or Infinity); undefined if it is
   * unknown, expired or revoked.
   */
  check(accessToken: string): (Grant & { readonly expiresAt: number }) | undefined;
  /** Expires all access tokens; refresh tokens stay valid. */
  expireTokens(): void;
  /** Revokes everything, as a person can under *Connected Apps*. */
  revokeTokens(): void;
}

/** Circuit's token answer: `scope` a list, the last two often missing. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly scope: readonly string[] | string;
  readonly expires_in?: number;
  readonly refresh_token?: string;
}

/** All tokens of one sign-in: all are revoked if an old refresh token is used again. */
interface Family {
  readonly grant: Grant;
  refreshToken: string | undefined;
}

interface Kept<T> {
  readonly value: T;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

const codeLifetimeMs = 60_000;

export function createGrants(readings: SandboxReadings, now: () => number): Grants {
  const codes = new Map<string, Kept<CodeGrant>>();
  const families = createFamilies(readings, now);
  return {
    issueCode: grant => {
      removeWhere(codes, each => each.expiresAt <= now());
      const code = randomSecret();
      codes.set(code, { value: grant, expiresAt: now() + codeLifetimeMs });
      return code;
    },
    takeCode: code => {
      const kept = codes.get(code);
      codes.delete(code);
      return kept && kept.expiresAt > now() ? kept.value : undefined;
    },
    issueTokens: grant => families.begin(grant),
    refresh: (refreshToken, clientId) => {
      const family = families.byRefreshToken.get(refreshToken);
      if (family?.grant.clientId !== clientId) {
        return undefined;
      }
      if (family.refreshToken !== refreshToken) {
        families.end(family);
        return undefined;
      }
      return families.renew(family);
    },
    issueAccessToken: grant => families.issue({ grant, refreshToken: undefined }),
    check: accessToken => {
      const { value, expiresAt = 0 } = families.byAccessToken.get(accessToken) ?? {};
      return value && expiresAt > now() ? { ...value.grant, expiresAt } : undefined;
    },
    expireTokens: () => families.byAccessToken.clear(),
    revokeTokens: () => {
      codes.clear();
      families.byAccessToken.clear();
      families.byRefreshToken.clear();
    },
  };
}

function createFamilies(readings: SandboxReadings, now: () => number) {
  const byAccessToken = new Map<string, Kept<Family>>();
  const byRefreshToken = new Map<string, Family>();
  const issue = (family: Family): TokenAnswer => {
    removeWhere(byAccessToken, each => each.expiresAt <= now());
    const accessToken = randomSecret();
    const lifetimeMs = (readings.expiresIn ?? Infinity) * 1000;
    byAccessToken.set(accessToken, { value: family, expiresAt: now() + lifetimeMs });
    const { scopes } = family.grant;
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      scope: readings.scopeAs === 'array' ? scopes : scopes.join(' '),
      ...(readings.expiresIn !== undefined && { expires_in: readings.expiresIn }),
    };
  };
  const issueWithRefresh = (family: Family): TokenAnswer => {
    family.refreshToken = randomSecret();
    byRefreshToken.set(family.refreshToken, family);
    return { ...issue(family), refresh_token: family.refreshToken };
  };
  return {
    byAccessToken,
    byRefreshToken,
    issue,
    begin: (grant: Grant) => {
      const family = { grant, refreshToken: undefined };
      return readings.refresh === 'none' ? issue(family) : issueWithRefresh(family);
    },
    renew: (family: Family) =>
      readings.refresh === 'rotating' ? issueWithRefresh(family) : issue(family),
    end: (family: Family) => {
      removeWhere(byRefreshToken, each => each === family);
      removeWhere(byAccessToken, each => each.value === family);
    },
  };
}

function removeWhere<T>(map: Map<string, T>, test: (value: T) => boolean): void {
  for (const [key, value] of map) {
    if (test(value)) {
      map.delete(key);
    }
  }
}
