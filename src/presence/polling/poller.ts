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
import { type Purpose, readOwnPresence, requestForUser, type UserRequest } from './userRequest';

/** Keeps the store fresh, at a pace that depends on who looks. */
export interface Poller extends Disposable {
  /** Aborted when this account signs out or another one takes its place. */
  readonly session: AbortSignal;
  /** For whom the windows share what they know; undefined while nobody is signed in. */
  readonly account: SharedAccount | undefined;
  /** Asks Circuit now, joining a run that goes on. Throws a `CircuitError`. */
  refresh(): Promise<void>;
  /** Interest grew: who was never asked for is asked for at once. */
  poke(): void;
  /** Asks for the user's presence alone, and applies and shares it. Throws a `CircuitError`. */
  readOwn(purpose?: Purpose): Promise<Presence>;
  /**
   * Makes a request for something the person did. Throws what the request throws, and without any
   * request when Circuit asked to wait (429) or does not accept the sign-in any more. After a minute
   * of a longer wait only what a person does on purpose goes out.
   */
  ask<T>(request: UserRequest<T>, purpose?: Purpose): Promise<T>;
}

/** What a poller goes by. */
export interface PollerOptions extends PollPace {
  /** Who is signed in; another sign-in is another object. */
  readonly signedIn: {
    readonly account: SharedAccountSource | undefined;
    readonly onDidChange: Event<unknown>;
  };
}

/** Begins at once if somebody is signed in, and follows who is. */
export function createPoller(options: PollerOptions): Poller {
  return new AccountPoller(options);
}

class AccountPoller implements Poller {
  private readonly options: PollerOptions;
  private readonly subscription: Disposable;
  private source: SharedAccountSource | undefined;
  private current: { readonly session: PollSession; readonly poll: PollLoop } | undefined;

  constructor(options: PollerOptions) {
    this.options = options;
    this.subscription = options.signedIn.onDidChange(() => this.followAccount());
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
    return await readOwnPresence(this.options, session, session.me, purpose);
  }

  async ask<T>(request: UserRequest<T>, purpose?: Purpose): Promise<T> {
    return await requestForUser(this.options, this.required().session, request, purpose);
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
    const { account } = this.options.signedIn;
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
    this.options.rounds.open(session.shared);
    this.options.store.setConnection({ kind: 'connecting' });
    this.current = { session, poll: new PollLoop(this.options, session) };
    this.current.poll.lookSoon();
  }

  /** The same person with another sign-in: what is known stays. */
  private goOn({ session, poll }: NonNullable<typeof this.current>): void {
    if (session.refused) {
      session.refused = undefined;
      this.options.store.setConnection({ kind: 'connecting' });
      poll.lookSoon();
    }
  }

  private end(): void {
    if (this.current) {
      this.current.poll.dispose();
      this.current = undefined;
      this.options.store.clear();
      this.options.store.setConnection({ kind: 'signedOut' });
      void this.options.rounds.forget();
    }
  }
}
