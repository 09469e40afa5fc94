import type { Account } from '../account/account';
import { tagOf } from '../presence/polledAccount';

/**
 * A name for what is kept for an account: ids of one account mean nothing to another. It does not
 * tell the address.
 */
export function accountKey(account: Account | undefined): string | undefined {
  return account && tagOf(account);
}
