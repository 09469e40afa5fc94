import type { Event } from '../base/event';
import type { Access } from '../circuit/types';

/** Whose presence is shown: somebody signed in at Circuit, or somebody of a made-up company. */
export interface Account {
  readonly kind: 'circuit' | 'demo';
  readonly access: Access;
  /** What the person is called on screen, e.g. the e-mail address. */
  readonly label: string;
  readonly scopes: readonly string[];
}

/** The one account in use, if any. */
export interface CurrentAccount {
  readonly account: Account | undefined;
  readonly onDidChange: Event<Account | undefined>;
}
