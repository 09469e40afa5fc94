import type { Event } from '../base/event';
import type { Access } from '../circuit/types';

/** Whose presence is shown: somebody signed in at Circuit, or somebody of a made-up company. */
export interface Account {
  readonly kind: 'circuit' | 'demo';
  readonly access: Access;
  /** What the person is called on screen, e.g. the e-mail address. */
  readonly label: string;
  readonly scopes: readonly string[];
  /** Tells accounts apart in storage and in files, without naming anybody. */
  readonly tag: string;
  /** What earlier versions told them apart by, if it was signed in then. */
  readonly olderTag?: string | undefined;
}

/** The one account in use, if any. */
export interface CurrentAccount {
  readonly account: Account | undefined;
  readonly onDidChange: Event<Account | undefined>;
}
