import type { Disposable } from '../../base/disposables';
import type { Event } from '../../base/event';
import { UnauthorizedError } from '../../circuit/errors';
import type { Presence } from '../../circuit/schemas';
import {
  createPollSession,
  type PollSession,
  type SharedAccount,
  type SharedAccountSource,
} from '../shared/session';
import { PollLoop, type PollPace } from './pollLoop';
import type { PollTools } from './pollOnce';
import { type Purpose, readOwnPresence, requestForUser, type UserRequest } from './userRequest';

/** Keeps the store up to date, at an interval that depends on activity. */
export interface Poller extends Disposable {
  /** Aborted when this account signs out or is replaced. */
  readonly session: AbortSignal;
  /** The account whose data the windows share; undefined while nobody is signed in. */
  readonly account: SharedAccount | undefined;
  /** Polls now, joining a poll in progress. Throws a `CircuitError`. */
  refresh(): Promise<void>;
  /** Polls newly interesting people at once. */
  poke(): void;
  /** Reads only the user's presence, applies and shares it. Throws a `CircuitError`. */
  readOwn(purpose?: Purpose): Promise<Presence>;
  /**
   * Makes a request for something the person did. Throws what the request throws; refuses without a
   * request if Circuit asked to wait (429) or no longer accepts the sign-in.
   */
  ask<T>(request: UserRequest<T>, purpose?: Purpose): Promise<T>;
}

/** What a poller goes by. */
export interface PollerOptions extends PollTools, PollPace {
  /** The signed-in account; a new object for each sign-in. */
  readonly signedIn: {
    readonly account: SharedAccountSource | undefined;
    readonly onDidChange: Event<unknown>;
  };
}

/** Starts at once if somebody is signed in, and follows changes of account. */
export function createPoller(options: PollerOptions): Poller {
  return new AccountPoller(options);
}

class AccountPoller implements Poller {
  private readonly tools: PollTools;
  private readonly pace: PollPace;
  private readonly signedIn: PollerOptions['signedIn'];
  private readonly subscription: Disposable;
  private source: SharedAccountSource | undefined;
  private current: { readonly session: PollSession; readonly poll: PollLoop } | undefined;

  constructor(options: PollerOptions) {
    const { store, client, rounds, log, interest, activity, dueTimes, signedIn } = options;
    this.tools = { store, client, rounds, log, interest };
    this.pace = { activity, dueTimes };
    this.signedIn = signedIn;
    this.subscription = signedIn.onDidChange(() => this.followAccount());
    this.followAccount();
  }

  get session(): AbortSignal {
    return this.current?.session.end.signal ?? AbortSignal.abort(new UnauthorizedError());
  }

  get account(): SharedAccount | undefined {
    return this.current?.session.shared;
  }

  async refresh(): Promise<void> {
    await this.required().poll.run({ since: Date.now(), byPerson: true });
  }

  poke(): void {
    this.current?.poll.plan();
  }

  async readOwn(purpose?: Purpose): Promise<Presence> {
    const { session, poll } = this.required();
    if (!session.me) {
      await poll.run({ since: -Infinity, byPerson: true });
    }
    if (!session.me) {
      throw new UnauthorizedError();
    }
    return await readOwnPresence(this.tools, session, session.me, purpose);
  }

  async ask<T>(request: UserRequest<T>, purpose?: Purpose): Promise<T> {
    return await requestForUser(this.tools, this.required().session, request, purpose);
  }

  dispose(): void {
    this.subscription.dispose();
    this.current?.poll.dispose();
    this.current = undefined;
  }

  private required() {
    if (!this.current) {
      throw new UnauthorizedError();
    }
    return this.current;
  }

  private followAccount(): void {
    const { account } = this.signedIn;
    if (account === this.source) {
      return;
    }
    this.source = account;
    if (account && this.current?.session.shared.tag === account.tag) {
      this.goOn(this.current);
      return;
    }
    this.end();
    if (account) {
      this.begin(createPollSession(account));
    }
  }

  private begin(session: PollSession): void {
    this.tools.rounds.open(session.shared);
    this.tools.store.setConnection({ kind: 'connecting' });
    this.current = { session, poll: new PollLoop(this.tools, this.pace, session) };
    this.current.poll.lookSoon();
  }

  /** The same person signed in again: known data stays. */
  private goOn({ session, poll }: NonNullable<typeof this.current>): void {
    if (session.refused) {
      session.refused = undefined;
      this.tools.store.setConnection({ kind: 'connecting' });
      poll.lookSoon();
    }
  }

  private end(): void {
    if (this.current) {
      this.current.poll.dispose();
      this.current = undefined;
      this.tools.store.clear();
      this.tools.store.setConnection({ kind: 'signedOut' });
      void this.tools.rounds.forget();
    }
  }
}
