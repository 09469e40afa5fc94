import type { Availability } from '../../api/circuitPresence';
import type { Disposable } from '../base/disposables';
import type { PeopleByAddress } from '../code/peopleByAddress';
import { availabilityOf } from '../presence/availability';
import type { PresenceStore } from '../presence/store';
import type { AccessQuestions, NamedExtension } from './accessQuestions';

const mostAtOnce = 50;
const newsMs = 5 * 60_000;

/**
 * What one extension was told about an address, and until when it is told of changes (epoch
 * milliseconds).
 */
interface Told {
  readonly caller: Caller;
  readonly address: string;
  readonly userId: string;
  readonly availability: Availability;
  readonly until: number;
}

/** An extension, and how to tell it that the presence of some addresses has changed. */
export interface Caller extends NamedExtension {
  readonly tell: (addresses: readonly string[]) => void;
}

export interface AnswererParts {
  readonly store: PresenceStore;
  readonly people: Pick<PeopleByAddress, 'find' | 'look'>;
  readonly questions: Pick<AccessQuestions, 'isAllowed' | 'require'>;
}

/** Answers extensions while somebody is signed in. */
export class Answerer implements Disposable {
  readonly requestAccess: AccessQuestions['require'];
  private readonly parts: AnswererParts;
  private readonly following: Disposable;
  private told = new Map<string, Told>();

  constructor(parts: AnswererParts) {
    this.parts = parts;
    this.requestAccess = (extension, reason) => parts.questions.require(extension, reason);
    this.following = parts.store.onDidChange(() => this.tellNews());
  }

  /**
   * Every address is a key of the answer. Throws without access, and for more than 50 addresses.
   */
  async getPresence(
    caller: Caller,
    addresses: readonly string[],
  ): Promise<ReadonlyMap<string, Availability>> {
    this.requireAllowed(caller);
    if (addresses.length > mostAtOnce) {
      throw new Error(`At most ${mostAtOnce} addresses can be asked about at once.`);
    }
    const { people, store } = this.parts;
    const found = await people.find(addresses);
    const userIds = [...found.values()].flatMap(each =>
      each.kind === 'person' ? each.userId : [],
    );
    await people.look(userIds);
    this.requireAllowed(caller);
    return new Map(
      addresses.map(address => {
        const entry = found.get(address);
        if (entry?.kind !== 'person') {
          return [address, { state: 'unknown' }];
        }
        const { userId } = entry;
        const availability = availabilityOf(store.get(userId));
        const until = Date.now() + newsMs;
        const told = { caller, address, userId, availability, until };
        this.told.set(`${caller.id} ${address}`, told);
        return [address, availability];
      }),
    );
  }

  dispose(): void {
    this.following.dispose();
  }

  private requireAllowed(caller: Caller): void {
    if (!this.parts.questions.isAllowed(caller)) {
      throw new Error('There is no access to Circuit Presence. Call requestAccess first.');
    }
  }

  /** A changed message, or a new answer from Circuit that says the same, isn't worth telling. */
  private tellNews(): void {
    const now = Date.now();
    this.told = new Map([...this.told].filter(([, { until }]) => now < until));
    const news = [...this.told].flatMap(([key, before]) => {
      const availability = availabilityOf(this.parts.store.get(before.userId));
      return isSame(before.availability, availability)
        ? []
        : [{ key, told: { ...before, availability } }];
    });
    news.forEach(({ key, told }) => this.told.set(key, told));
    for (const [caller, about] of Map.groupBy(news, ({ told }) => told.caller)) {
      if (this.parts.questions.isAllowed(caller)) {
        caller.tell(about.map(({ told }) => told.address));
      }
    }
  }
}

function isSame(one: Availability, other: Availability): boolean {
  return one.state === other.state && one.until === other.until;
}
