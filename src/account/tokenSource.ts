import { nextEvent } from '../base/async';
import type { Logger } from '../base/log';
import { UnauthorizedError } from '../circuit/errors';
import type { Tokens } from '../circuit/oauth/grants';
import type { TokenSource } from '../circuit/types';
import type { TokenRefresh } from './refresh';
import type { OriginSession } from './storage/originSession';
import { refreshDueAt, type Session } from './storage/session';

const otherWindowMs = 3000;
const cooldownMs = 60_000;

/**
 * Gives the token of the session at `sessions`, as long as it is that of `userId`. It is refreshed
 * a little before its end or when it was refused, by one request at a time, if there is a refresh
 * token at all (none was ever seen from Circuit). A passing fault never ends the session.
 */
export function createTokenSource(
  sessions: OriginSession,
  userId: string,
  renewal: TokenRefresh,
  log: Logger,
): TokenSource {
  const renewer = new Renewer(sessions, userId, renewal, log);
  return refused => renewer.token(refused);
}

class Renewer {
  private readonly sessions: OriginSession;
  private readonly userId: string;
  private readonly renewal: TokenRefresh;
  private readonly log: Logger;
  private renewing: Promise<string> | undefined;
  /** A refresh token that is good for nothing any more. */
  private spent: string | undefined;
  /** An access token of which it is not yet known that it is the same person's. */
  private unverified: string | undefined;
  private notBefore = 0;

  constructor(sessions: OriginSession, userId: string, renewal: TokenRefresh, log: Logger) {
    this.sessions = sessions;
    this.userId = userId;
    this.renewal = renewal;
    this.log = log;
  }

  async token(refused?: string): Promise<string> {
    const session = this.check(await this.sessions.load());
    if (this.unverified === session.accessToken) {
      return await this.once(() => this.verify(session));
    }
    if (refused === undefined) {
      return refreshDueAt(session) > Date.now()
        ? session.accessToken
        : await this.renewEarly(session);
    }
    return session.accessToken === refused
      ? await this.once(() => this.renew(session))
      : session.accessToken;
  }

  private check(session: Session | undefined): Session {
    if (session?.userId !== this.userId) {
      throw new UnauthorizedError();
    }
    return session;
  }

  private once(work: () => Promise<string>): Promise<string> {
    this.renewing ??= work().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  /** While a token still lives, failing to get the next one is no reason to fail. */
  private async renewEarly(session: Session): Promise<string> {
    try {
      return await this.once(() => this.renew(session));
    } catch (error) {
      if (error instanceof UnauthorizedError || (session.expiresAt ?? Infinity) <= Date.now()) {
        throw error;
      }
      return session.accessToken;
    }
  }

  private async renew(session: Session): Promise<string> {
    const stored = this.check(await this.reload());
    const { refreshToken } = stored;
    if (
      stored.accessToken !== session.accessToken ||
      refreshToken === undefined ||
      refreshToken === this.spent ||
      Date.now() < this.notBefore
    ) {
      return stored.accessToken;
    }
    const tokens = await this.renewal.refresh(stored);
    if (tokens === 'refused') {
      this.log.info('The refresh token was refused.');
      this.spent = refreshToken;
      return (await this.waitForOtherWindow(stored)).accessToken;
    }
    return await this.keep(stored, tokens);
  }

  /** Stores the new tokens before anything is sent with them. */
  private async keep(before: Session, tokens: Tokens): Promise<string> {
    const after: Session = {
      ...before,
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      issuedAt: Date.now(),
      expiresAt: tokens.expiresAt,
      scopes: [...tokens.scopes],
    };
    this.unverified = after.accessToken;
    if (!(await this.sessions.replace(before, after))) {
      return this.check(this.sessions.session).accessToken;
    }
    this.notBefore = Date.now() + cooldownMs;
    this.log.info('The access token was refreshed.');
    return await this.verify(after);
  }

  private async verify(session: Session): Promise<string> {
    const owner = await this.renewal.whose(session);
    if (owner !== this.userId) {
      this.log.warn('The refreshed token belongs to somebody else; the session ends.');
      await this.sessions.remove(session.id);
      throw new UnauthorizedError();
    }
    this.unverified = undefined;
    return session.accessToken;
  }

  private async reload(): Promise<Session | undefined> {
    try {
      return await this.sessions.reload();
    } catch {
      return this.sessions.session;
    }
  }

  /** Another window may have used the same refresh token first and be about to store its session. */
  private async waitForOtherWindow(before: Session): Promise<Session> {
    if ((await this.reload())?.accessToken === before.accessToken) {
      await nextEvent(this.sessions.onDidChange, otherWindowMs);
    }
    return this.check(await this.reload());
  }
}
