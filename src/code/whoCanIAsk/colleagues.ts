import type { Person } from '../../people/personText';
import { addUp, type Contribution } from '../../git/contribution';
import { nameOfOwner, type Owner } from '../owners/owner';
import type { Entry } from './addressBook';
import { type AddressRules, askableAddress } from './addressRules';
import { type Expert, rankExperts } from './ranking';

/** What git and `CODEOWNERS` say about a place. Untrusted. */
export interface Found {
  readonly contributions: readonly Contribution[];
  readonly owners: readonly Owner[];
}

/** A Circuit user who may know this code as an author, as an owner, or both. */
export interface Colleague extends Person {
  readonly expert?: Expert;
  readonly isOwner: boolean;
}

const mostAsked = 50;
const mostOwners = 15;

/** The same, reduced to the people Circuit may be asked about, with the addresses to ask by. */
export interface Askable {
  readonly contributions: readonly Contribution[];
  readonly owners: readonly string[];
  /** The total of all contributions, including other people's; shares are relative to it. */
  readonly total: number;
}

export function keepAskable(found: Found, rules: AddressRules): Askable {
  const contributions = found.contributions.flatMap(each => {
    const emailAddress = askableAddress(each.emailAddress, rules, each.name);
    return emailAddress === undefined ? [] : [{ ...each, emailAddress }];
  });
  const owners = found.owners.flatMap(owner =>
    owner.kind === 'team' ? [] : (askableAddress(nameOfOwner(owner), rules) ?? []),
  );
  return {
    contributions: addUp(contributions),
    owners: [...new Set(owners)].slice(0, mostOwners),
    total: found.contributions.reduce((sum, { amount }) => sum + amount, 0),
  };
}

/** The at most 50 addresses worth looking up: owners and the most knowledgeable authors. */
export function addressesOf(
  { contributions, owners, total }: Askable,
  now: number,
): readonly string[] {
  const experts = rankExperts(contributions, { total, now, limit: mostAsked });
  const authors = experts.map(({ contribution }) => contribution.emailAddress);
  return [...new Set([...owners, ...authors])].slice(0, mostAsked);
}

/** The Circuit users among them, the most knowledgeable first, without the person who asks. */
export function knownColleagues(
  { contributions, owners, total }: Askable,
  who: {
    readonly get: (emailAddress: string) => Entry | undefined;
    readonly ownId: string | undefined;
  },
  options: { readonly now: number; readonly limit: number },
): readonly Colleague[] {
  const people = new Map<string, Person>();
  const idOf = (emailAddress: string): string | undefined => {
    const entry = who.get(emailAddress);
    if (entry?.kind !== 'person' || entry.userId === who.ownId) {
      return undefined;
    }
    people.set(entry.userId, entry);
    return entry.userId;
  };
  // One person may have several addresses; from here on the id replaces them.
  const byPerson = contributions.flatMap(each => {
    const emailAddress = idOf(each.emailAddress);
    return emailAddress === undefined ? [] : [{ ...each, emailAddress }];
  });
  const owning = new Set(owners.flatMap(address => idOf(address) ?? []));
  const experts = rankExperts(addUp(byPerson), { total, now: options.now, limit: options.limit });
  const byId = new Map(experts.map(expert => [expert.contribution.emailAddress, expert]));
  return [...new Set([...byId.keys(), ...owning])].flatMap(userId => {
    const person = people.get(userId);
    const expert = byId.get(userId);
    const isOwner = owning.has(userId);
    return person ? [{ ...toPerson(person), ...(expert && { expert }), isOwner }] : [];
  });
}

function toPerson({ userId, displayName }: Person): Person {
  return { userId, displayName };
}
