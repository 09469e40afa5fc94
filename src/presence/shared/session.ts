import type { Account } from '../../account/account';
import type { CircuitError } from '../../circuit/errors';
import type { User } from '../../circuit/schemas';

/** For whom answers are shared. */
export interface SharedAccount {
  /** Identifies the account without naming the person. */
  readonly tag: string;
  /** False keeps the answers in this window: each window has its own demo company. */
  readonly betweenWindows: boolean;
}

/** The account to poll for; a new object for each sign-in. */
export interface SharedAccountSource {
  readonly kind: 'circuit' | 'demo';
  /** Identifies the account without naming anybody. */
  readonly tag: string;
}

/** What lasts from sign-in to sign-out. */
export interface PollSession {
  readonly shared: SharedAccount;
  readonly end: AbortController;
  /** The signed-in person, requested once. */
  me?: User | undefined;
  /**
   * Set when Circuit no longer accepts the sign-in: nothing is requested until there is a new one.
   */
  refused?: CircuitError | undefined;
  /** When this window last requested each id, answered or not (epoch milliseconds). */
  askedAt: ReadonlyMap<string, number>;
}

export function createPollSession(account: SharedAccountSource): PollSession {
  const shared = { tag: account.tag, betweenWindows: account.kind === 'circuit' };
  return { shared, end: new AbortController(), askedAt: new Map() };
}

/**
 * A storage key for an account's data, without its address: one account's ids mean nothing to
 * another.
 */
export function accountKey(account: Account | undefined): string | undefined {
  return account?.tag;
}
