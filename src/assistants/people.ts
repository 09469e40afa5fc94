import type { Account } from '../account/account';
import { plainName } from '../base/plainText';
import { clockWords, type Moment } from '../base/timeWords';
import { availabilityOf, type AvailabilityState } from '../presence/availability';
import type { Known } from '../presence/model';
import type { Person } from '../people/personText';

/** What a model is told of one person. Never a message, an address, a phone or a place. */
export interface PersonAnswer {
  /** What the model asked by. */
  readonly asked?: string;
  readonly id?: string;
  readonly name?: string;
  readonly state: AvailabilityState;
  /** A clock time, with its day where that is not today, in the person's own language and zone. */
  readonly until?: string;
  readonly checkedSecondsAgo?: number;
  readonly why?: string;
}

/** What every tool about people answers. */
export interface PeopleAnswer {
  readonly people: readonly PersonAnswer[];
  readonly note?: string;
}

export function describePerson(
  person: Person,
  known: Known | undefined,
  moment: Moment,
): PersonAnswer {
  const { state, until, checkedAt } = availabilityOf(known);
  return {
    id: person.userId,
    name: plainName(person.displayName),
    state,
    ...(until !== undefined && { until: clockWords(until, moment) }),
    ...(checkedAt !== undefined && {
      checkedSecondsAgo: Math.max(0, Math.round((moment.now - checkedAt) / 1000)),
    }),
  };
}

/** Ids that tools gave out: only by these can a model ask again. At most 500, the latest. */
export class GivenIds {
  private people = new Map<string, Person>();

  get(userId: string): Person | undefined {
    return this.people.get(userId);
  }

  add(people: readonly Person[]): void {
    const all = [...this.people, ...people.map(person => [person.userId, person] as const)];
    this.people = new Map(all.slice(-500));
  }
}

/** Ids of one account mean nothing to another. */
export function givenIdsByAccount(): (account: Account) => GivenIds {
  const given = new WeakMap<Account, GivenIds>();
  return account => {
    const ids = given.get(account) ?? new GivenIds();
    given.set(account, ids);
    return ids;
  };
}
