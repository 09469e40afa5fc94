import type { Event } from '../base/event';
import type { Access } from '../circuit/types';

/** The account whose presence is shown: a real Circuit sign-in or a person in the demo company. */
export interface Account {
  readonly kind: 'circuit' | 'demo';
  readonly access: Access;
  /** The name shown for the account, such as an email address. */
  readonly label: string;
  readonly scopes: readonly string[];
  /** Identifies the account in storage and in shared files without naming anybody. */
  readonly tag: string;
  /** The identifier that earlier versions used, if the person signed in with one of them. */
  readonly olderTag?: string | undefined;
}

/** The one account in use, if any. */
export interface CurrentAccount {
  readonly account: Account | undefined;
  readonly onDidChange: Event<Account | undefined>;
}
