import type { Logger } from '../base/log';
import type { Lease, Turn } from '../base/lease';
import { UnauthorizedError } from '../circuit/errors';
import type { Tokens } from '../circuit/oauth/grants';
import type { TokenSource } from '../circuit/types';
import type { TokenRefresh } from './refresh';
import type { OriginSession } from './storage/originSession';
import { refreshDueAt, type Session } from './storage/session';
import { noteOf, SharedSession } from './storage/sharedSession';

const cooldownMs = 60_000;

/** What tokens come from. */
export interface TokenSourceParts {
  readonly sessions: OriginSession;
  /** Whose token it is; one of somebody else is never given. */
  readonly userId: string;
  readonly renewal: TokenRefresh;
  readonly log: Logger;
  /** The windows that share it refresh one at a time. */
  readonly lease: Lease;
}

/**
 * Provides the token of the session in `sessions` as long as it belongs to `userId`. The token is
 * refreshed shortly before it expires or when it was refused, if there is a refresh token at all
 * (none was ever seen from Circuit). A transient failure never ends the session.
 */
export function createTokenSource(parts: TokenSourceParts): TokenSource {
  const renewer = new Renewer(parts);
  return refused => renewer.token(refused);
}

class Renewer {
  private readonly stored: SharedSession;
  private readonly userId: string;
  private readonly renewal: TokenRefresh;
  private readonly log: Logger;
  private readonly lease: Lease;
  private renewing: Promise<string> | undefined;
  /** A refresh token that was refused for good. */
  private spent: string | undefined;
  /** An access token that has not yet been checked to belong to the same person. */
  private unverified: string | undefined;
  /** On the monotonic clock. */
  private notBefore = -Infinity;

  constructor({ sessions, userId, renewal, log, lease }: TokenSourceParts) {
    this.stored = new SharedSession(sessions, userId);
    this.userId = userId;
    this.renewal = renewal;
    this.log = log;
    this.lease = lease;
  }

  async token(refused?: string): Promise<string> {
    const session = await this.stored.load();
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

  private once(work: () => Promise<string>): Promise<string> {
    this.renewing ??= work().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  /** While the current token is valid, failing to refresh it is not a failure. */
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
    const turn = await this.takeTurn(session);
    let note = turn?.note;
    let after: Session;
    try {
      after = await this.renewInTurn(session, await this.stored.upToDate(note));
      note = noteOf(after);
    } finally {
      await turn?.end(note);
    }
    const isUnverified = this.unverified === after.accessToken;
    return isUnverified ? await this.verify(after) : after.accessToken;
  }

  private async renewInTurn(session: Session, stored: Session): Promise<Session> {
    const { refreshToken } = stored;
    if (
      stored.accessToken !== session.accessToken ||
      refreshToken === undefined ||
      refreshToken === this.spent ||
      performance.now() < this.notBefore
    ) {
      return stored;
    }
    const tokens = await this.renewal.refresh(stored);
    if (tokens === 'refused') {
      this.log.info('The refresh token was refused.');
      this.spent = refreshToken;
      return await this.stored.renewedElsewhere(stored);
    }
    return await this.keep(stored, tokens);
  }

  /** Waits for this window's turn to refresh; undefined if nothing needs refreshing any more. */
  private async takeTurn(session: Session): Promise<Turn | undefined> {
    for (;;) {
      const turn = await this.lease.take();
      if (turn === 'unshared') {
        return undefined;
      }
      if (turn !== 'taken') {
        return turn;
      }
      if ((await this.stored.reloadSoon()).accessToken !== session.accessToken) {
        return undefined;
      }
    }
  }

  /** Stores the new tokens before they are used. */
  private async keep(before: Session, tokens: Tokens): Promise<Session> {
    const after: Session = {
      ...before,
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      issuedAt: Date.now(),
      expiresAt: tokens.expiresAt,
      scopes: [...tokens.scopes],
    };
    this.unverified = after.accessToken;
    const kept = await this.stored.replace(before, after);
    if (kept !== after) {
      return kept;
    }
    this.notBefore = performance.now() + cooldownMs;
    this.log.info('The access token was refreshed.');
    return after;
  }

  private async verify(session: Session): Promise<string> {
    const owner = await this.renewal.whose(session);
    if (owner !== this.userId) {
      this.log.warn('The refreshed token belongs to somebody else; the session ends.');
      await this.stored.remove(session);
      throw new UnauthorizedError();
    }
    this.unverified = undefined;
    return session.accessToken;
  }
}
