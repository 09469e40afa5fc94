import { nextEvent } from '../base/async';
import type { Logger } from '../base/log';
import { createLease, type Lease, type Turn } from '../base/lease';
import { createPrivateFolder } from '../base/sharedFolder';
import { UnauthorizedError } from '../circuit/errors';
import type { Tokens } from '../circuit/oauth/grants';
import type { TokenSource } from '../circuit/types';
import type { TokenRefresh } from './refresh';
import type { OriginSession } from './storage/originSession';
import { refreshDueAt, type Session } from './storage/session';

const otherWindowMs = 3000;
const lookAgainMs = 100;
const cooldownMs = 60_000;

/**
 * Provides the token of the session in `sessions` as long as it belongs to `userId`. The token is
 * refreshed shortly before it expires or when it was refused, if there is a refresh token at all
 * (none was ever seen from Circuit). The windows that share `lease` refresh one at a time. A
 * transient failure never ends the session.
 */
export function createTokenSource(
  sessions: OriginSession,
  userId: string,
  renewal: TokenRefresh,
  log: Logger,
  lease: Lease = createLease(createPrivateFolder(), 'refresh'),
): TokenSource {
  const renewer = new Renewer({ sessions, userId, renewal, log, lease });
  return refused => renewer.token(refused);
}

interface RenewerParts {
  readonly sessions: OriginSession;
  readonly userId: string;
  readonly renewal: TokenRefresh;
  readonly log: Logger;
  readonly lease: Lease;
}

class Renewer {
  private readonly sessions: OriginSession;
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

  constructor({ sessions, userId, renewal, log, lease }: RenewerParts) {
    this.sessions = sessions;
    this.userId = userId;
    this.renewal = renewal;
    this.log = log;
    this.lease = lease;
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
      after = await this.renewInTurn(session, await this.upToDate(note));
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
      return await this.waitForOtherWindow(stored);
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
      await nextEvent(this.sessions.onDidChange, lookAgainMs);
      if (this.check(await this.reload()).accessToken !== session.accessToken) {
        return undefined;
      }
    }
  }

  /** The stored session, once the storage shows what the last window to refresh it stored. */
  private async upToDate(note: string | undefined): Promise<Session> {
    const until = performance.now() + otherWindowMs;
    let stored = this.check(await this.reload());
    while (isBehind(stored, note) && performance.now() < until) {
      await nextEvent(this.sessions.onDidChange, lookAgainMs);
      stored = this.check(await this.reload());
    }
    return stored;
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
    if (!(await this.sessions.replace(before, after))) {
      return this.check(this.sessions.session);
    }
    this.notBefore = performance.now() + cooldownMs;
    this.log.info('The access token was refreshed.');
    return after;
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

/** Identifies one refresh of a session without revealing anything about its tokens. */
function noteOf({ id, issuedAt }: Session): string {
  return `${id} ${issuedAt}`;
}

/** Another window's write may become visible here only after a moment. */
function isBehind(stored: Session, note: string | undefined): boolean {
  return note?.startsWith(`${stored.id} `) === true && note !== noteOf(stored);
}
