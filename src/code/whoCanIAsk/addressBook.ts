import type { User } from '../../circuit/schemas';
import type { Purpose } from '../../presence/polling/userRequest';

/** The owner of an address, as Circuit reported within the last 24 hours. */
export type Entry =
  | { readonly kind: 'person'; readonly userId: string; readonly displayName: string }
  /** Circuit does not know the address. */
  | { readonly kind: 'nobody' };

/**
 * Looks up addresses, at most 25 per call; those missing from the answer are unknown to Circuit.
 */
export type LookUpAddresses = (
  addresses: readonly string[],
  purpose: Purpose,
) => Promise<ReadonlyMap<string, User>>;

const restMs = 60_000;
const keptMs = 24 * 60 * 60_000;
const most = 5_000;
/** Two calls: nobody waits longer, and a repository cannot make the extension look up more. */
const mostAtOnce = 50;

/**
 * The users behind email addresses, including unknown ones. In memory only: addresses of people who
 * never agreed to it must not be written to disk, and looking them up again takes two calls.
 */
export class AddressBook {
  private readonly lookUp: LookUpAddresses;
  private readonly now: () => number;
  private entries = new Map<string, { readonly entry: Entry; readonly at: number }>();
  private asked = new Map<string, Promise<void>>();
  private quietUntil = 0;

  constructor(lookUp: LookUpAddresses, now: () => number = Date.now) {
    this.lookUp = lookUp;
    this.now = now;
  }

  /** What is known without a request; undefined if it was not looked up within 24 hours. */
  get(emailAddress: string): Entry | undefined {
    const found = this.entries.get(emailAddress);
    return found && this.now() - found.at < keptMs ? found.entry : undefined;
  }

  /**
   * Looks up the first 50 addresses not known yet, joining calls in progress. Throws what the
   * look-up throws; then nothing is remembered.
   */
  async learn(emailAddresses: Iterable<string>, purpose: Purpose = 'onPurpose'): Promise<void> {
    const wanted = [...new Set(emailAddresses)].filter(address => !this.get(address));
    const running = wanted.flatMap(address => this.asked.get(address) ?? []);
    const fresh = wanted.filter(address => !this.asked.has(address)).slice(0, mostAtOnce);
    const own = fresh.length > 0 ? [this.ask(fresh, purpose)] : [];
    await Promise.all([...new Set([...running, ...own])]);
  }

  /** The same for background look-ups: fails silently, then pauses for a minute. */
  async learnQuietly(emailAddresses: Iterable<string>): Promise<void> {
    if (this.now() < this.quietUntil) {
      return;
    }
    try {
      await this.learn(emailAddresses, 'inPassing');
    } catch {
      this.quietUntil = this.now() + restMs;
    }
  }

  /** Forgets everybody, since they belong to the account that looked them up. */
  clear(): void {
    this.entries = new Map();
    this.asked = new Map();
    this.quietUntil = 0;
  }

  private async ask(addresses: readonly string[], purpose: Purpose): Promise<void> {
    const { asked } = this;
    const answer = this.keep(addresses, purpose);
    addresses.forEach(address => asked.set(address, answer));
    try {
      await answer;
    } finally {
      addresses.forEach(address => asked.delete(address));
    }
  }

  private async keep(addresses: readonly string[], purpose: Purpose): Promise<void> {
    const { entries } = this;
    const users = await this.lookUp(addresses, purpose);
    for (const address of addresses) {
      entries.delete(address);
      entries.set(address, { entry: toEntry(users.get(address)), at: this.now() });
    }
    for (const address of [...entries.keys()].slice(0, Math.max(0, entries.size - most))) {
      entries.delete(address);
    }
  }
}

function toEntry(user: User | undefined): Entry {
  return user
    ? { kind: 'person', userId: user.userId, displayName: user.displayName }
    : { kind: 'nobody' };
}
