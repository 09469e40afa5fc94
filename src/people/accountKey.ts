import type { Account } from '../account/account';

/** A name for what is kept for an account: ids of one account mean nothing to another. */
export function accountKey(account: Account | undefined): string | undefined {
  return (
    account && (account.kind === 'demo' ? 'demo' : `${account.access.origin} ${account.label}`)
  );
}
