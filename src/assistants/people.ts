import type { Account } from '../account/account';
import { plainName } from '../base/plainText';
import { clockWords, type Moment } from '../base/timeWords';
import { availabilityOf, type AvailabilityState } from '../presence/availability';
import type { Known } from '../presence/model';
import type { Person } from '../people/personText';

/**
 * What a model is told about one person. Never a message, an address, a phone number or a location.
 */
export interface PersonAnswer {
  /** What the model asked for. */
  readonly asked?: string;
  readonly id?: string;
  readonly name?: string;
  readonly state: AvailabilityState;
  /**
   * A clock time, with the day unless that is today, in the person's own language and time zone.
   */
  readonly until?: string;
  readonly checkedSecondsAgo?: number;
  readonly why?: string;
}

/** The answer of every tool about people. */
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

/**
 * The ids that tools have given out, at most the latest 500. A model can ask again by these only.
 */
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

/** One account's ids mean nothing to another. */
export function givenIdsByAccount(): (account: Account) => GivenIds {
  const given = new WeakMap<Account, GivenIds>();
  return account => {
    const ids = given.get(account) ?? new GivenIds();
    given.set(account, ids);
    return ids;
  };
}
