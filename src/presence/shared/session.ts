import type { Account } from '../../account/account';
import type { CircuitError } from '../../circuit/errors';
import type { User } from '../../circuit/schemas';
import type { SharedAccount } from './rounds';

/** Whom we poll for. Another sign-in is another object. */
export interface SharedAccountSource {
  readonly kind: 'circuit' | 'demo';
  readonly access: { readonly origin: string };
  readonly label: string;
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
  const shared = { tag: tagOf(account), betweenWindows: account.kind === 'circuit' };
  return { shared, end: new AbortController(), askedAt: new Map() };
}

/** Tells accounts apart (FNV-1a) without writing an address into a file. */
export function tagOf({ kind, access, label }: SharedAccountSource): string {
  let hash = 0x811c9dc5;
  for (const character of `${kind} ${access.origin} ${label}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/**
 * A name for what is kept for an account: ids of one account mean nothing to another. It does not
 * tell the address.
 */
export function accountKey(account: Account | undefined): string | undefined {
  return account && tagOf(account);
}
