import { nextEvent } from '../base/async';
import type { Event } from '../base/event';
import { combinedDisposable, type Disposable } from '../base/disposables';
import { lookUpUsers } from '../circuit/lookUpUsers';
import type { Poller } from '../presence/polling/poller';
import type { PresenceStore } from '../presence/store';
import type { PresenceInterest } from './presenceInterest';
import { AddressBook, type Entry } from './whoCanIAsk/addressBook';
import { type AddressRules, askableAddress } from './whoCanIAsk/addressRules';

const mostAtOnce = 50;
const mostADay = 200;
const dayMs = 24 * 60 * 60_000;
const waitMs = 5_000;

export interface PeopleByAddressParts {
  readonly store: PresenceStore;
  readonly poller: Pick<Poller, 'ask'>;
  readonly interest: Pick<PresenceInterest, 'linger'>;
  readonly rules: () => AddressRules;
  readonly onDidChangeAccount: Event<unknown>;
}

/**
 * People for assistants and other extensions, by addresses in the allowed domains. However much they
 * ask, this window looks up at most 200 addresses for them in 24 hours.
 */
export class PeopleByAddress implements Disposable {
  private readonly parts: PeopleByAddressParts;
  private readonly book: AddressBook;
  private readonly following: Disposable;
  /** When each address was looked up, in epoch milliseconds. */
  private lookedUp = new Map<string, number>();

  constructor(parts: PeopleByAddressParts) {
    this.parts = parts;
    this.book = new AddressBook(async addresses => {
      const { found } = await parts.poller.ask(
        (client, signal) => lookUpUsers(client, addresses, signal),
        'inPassing',
      );
      return found;
    });
    this.following = combinedDisposable(parts.onDidChangeAccount(() => this.book.clear()));
  }

  /**
   * What Circuit says of the first 50 addresses, by address as given. Missing is who may not be asked
   * about, and who is new when Circuit does not answer.
   */
  async find(addresses: readonly string[]): Promise<ReadonlyMap<string, Entry>> {
    const rules = this.parts.rules();
    const askable = addresses.slice(0, mostAtOnce).flatMap(given => {
      const address = askableAddress(given, rules);
      return address === undefined ? [] : [{ given, address }];
    });
    await this.learn(new Set(askable.map(({ address }) => address)));
    return new Map(
      askable.flatMap(({ given, address }) => {
        const entry = this.book.get(address);
        return entry === undefined ? [] : [[given, entry]];
      }),
    );
  }

  /** Has these people polled for the next five minutes, and waits up to five seconds for who is new. */
  async look(userIds: readonly string[]): Promise<void> {
    const { store, interest } = this.parts;
    interest.linger(userIds);
    const deadline = Date.now() + waitMs;
    const isMissing = () => userIds.some(id => store.get(id) === undefined);
    while (isMissing() && Date.now() < deadline && store.connection.kind !== 'offline') {
      await nextEvent(store.onDidChange, deadline - Date.now());
    }
  }

  dispose(): void {
    this.following.dispose();
  }

  /** Only an address that Circuit was asked about counts. */
  private async learn(addresses: ReadonlySet<string>): Promise<void> {
    const now = Date.now();
    this.lookedUp = new Map([...this.lookedUp].filter(([, at]) => now - at < dayMs));
    const fresh = [...addresses]
      .filter(address => !this.lookedUp.has(address))
      .slice(0, mostADay - this.lookedUp.size);
    fresh.forEach(address => this.lookedUp.set(address, now));
    await this.book.learnQuietly([...addresses].filter(address => this.lookedUp.has(address)));
    fresh
      .filter(address => this.book.get(address) === undefined)
      .forEach(address => this.lookedUp.delete(address));
  }
}
