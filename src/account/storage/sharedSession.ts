import { nextEvent } from '../../base/async';
import { UnauthorizedError } from '../../circuit/errors';
import type { OriginSession } from './originSession';
import type { Session } from './session';

const otherWindowMs = 3000;
const lookAgainMs = 100;

/** One person's stored session, which other windows may renew. Throws when there is none any more. */
export class SharedSession {
  private readonly sessions: OriginSession;
  private readonly userId: string;

  constructor(sessions: OriginSession, userId: string) {
    this.sessions = sessions;
    this.userId = userId;
  }

  /** As this window knows it, read from the storage at its first use. */
  async load(): Promise<Session> {
    return this.check(await this.sessions.load());
  }

  /** As stored now; as this window knows it if the storage can't be read. */
  async reload(): Promise<Session> {
    return this.check(await this.read());
  }

  /** As stored after the next change, or in a moment if nothing changes. */
  async reloadSoon(): Promise<Session> {
    await nextEvent(this.sessions.onDidChange, lookAgainMs);
    return await this.reload();
  }

  /** As stored, once the storage shows what the last window to renew it, which left `note`, stored. */
  async upToDate(note: string | undefined): Promise<Session> {
    const until = performance.now() + otherWindowMs;
    let stored = await this.reload();
    while (isBehind(stored, note) && performance.now() < until) {
      stored = await this.reloadSoon();
    }
    return stored;
  }

  /** Another window may have used the same refresh token first and be about to store its session. */
  async renewedElsewhere(before: Session): Promise<Session> {
    if ((await this.read())?.accessToken === before.accessToken) {
      await nextEvent(this.sessions.onDidChange, otherWindowMs);
    }
    return await this.reload();
  }

  /** Stores `after` in place of `before`. Gives what is stored then: another window may have been first. */
  async replace(before: Session, after: Session): Promise<Session> {
    return (await this.sessions.replace(before, after)) ? after : this.check(this.sessions.session);
  }

  async remove({ id }: Session): Promise<void> {
    await this.sessions.remove(id);
  }

  private async read(): Promise<Session | undefined> {
    try {
      return await this.sessions.reload();
    } catch {
      return this.sessions.session;
    }
  }

  private check(session: Session | undefined): Session {
    if (session?.userId !== this.userId) {
      throw new UnauthorizedError();
    }
    return session;
  }
}

/** Identifies one renewal of a session without revealing anything about its tokens. */
export function noteOf({ id, issuedAt }: Session): string {
  return `${id} ${issuedAt}`;
}

/** Another window's write may become visible here only after a moment. */
function isBehind(stored: Session, note: string | undefined): boolean {
  return note?.startsWith(`${stored.id} `) === true && note !== noteOf(stored);
}
