import type { Account } from '../../account/account';
import type { CircuitError } from '../../circuit/errors';
import type { User } from '../../circuit/schemas';

/** For whom answers are shared. */
export interface SharedAccount {
  /** Tells accounts apart without naming the person. */
  readonly tag: string;
  /** False keeps the answers in this window: the made-up company is another one in each. */
  readonly betweenWindows: boolean;
}

/** Whom we poll for. Another sign-in is another object. */
export interface SharedAccountSource {
  readonly kind: 'circuit' | 'demo';
  /** Tells accounts apart, without naming anybody. */
  readonly tag: string;
}

/** What lasts from sign-in to sign-out. */
export interface PollSession {
  readonly shared: SharedAccount;
  readonly end: AbortController;
  /** The signed-in person, asked for once. */
  me?: User | undefined;
  /** Circuit does not accept the sign-in any more: nothing is asked until there is another. */
  refused?: CircuitError | undefined;
  /** When each id was last asked for by this window, answered or not (epoch milliseconds). */
  askedAt: ReadonlyMap<string, number>;
}

export function createPollSession(account: SharedAccountSource): PollSession {
  const shared = { tag: account.tag, betweenWindows: account.kind === 'circuit' };
  return { shared, end: new AbortController(), askedAt: new Map() };
}

/**
 * A name for what is kept for an account: ids of one account mean nothing to another. It does not
 * tell the address.
 */
export function accountKey(account: Account | undefined): string | undefined {
  return account?.tag;
}
