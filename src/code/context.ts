import type { Account } from '../account/account';
import type { Event } from '../base/event';
import type { PeopleLists } from '../people/lists';
import type { Poller } from '../presence/polling/poller';
import type { PresenceStore } from '../presence/store';
import type { GitReach } from '../git/remote/gitReach';
import type { Consent } from './consent';
import type { PresenceInterest } from './presenceInterest';
import type { AddressBook } from './whoCanIAsk/addressBook';
import type { AddressRules } from './whoCanIAsk/addressRules';

/** The dependencies of every part about code, created in `createCode`. */
export interface CodeContext {
  readonly store: PresenceStore;
  readonly poller: Pick<Poller, 'ask' | 'poke' | 'refresh'>;
  readonly account: () => Account | undefined;
  readonly onDidChangeAccount: Event<unknown>;
  readonly lists: PeopleLists;
  readonly book: AddressBook;
  readonly rules: () => AddressRules;
  readonly interest: PresenceInterest;
  readonly consent: Consent;
  readonly git: GitReach;
}
