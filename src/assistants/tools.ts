import type { Account } from '../account/account';
import type { Moment } from '../base/timeWords';
import { isEmailAddress } from '../circuit/ids';
import type { User } from '../circuit/schemas';
import type { CodeContext } from '../code/context';
import type { PeopleByAddress } from '../code/peopleByAddress';
import { askableAddress } from '../code/whoCanIAsk/addressRules';
import type { Person } from '../people/personText';
import type { Poller } from '../presence/polling/poller';
import type { PresenceChange } from '../presence/presenceChange';
import type { PresenceStore } from '../presence/store';
import type { ToolInput } from './inputs';
import { describePerson, type GivenIds, type PeopleAnswer, type PersonAnswer } from './people';
import { notes } from './sentences';

const mostFound = 5;
const freshMs = 60_000;

/** What the tools use while somebody is signed in. */
export interface ToolSource {
  readonly store: PresenceStore;
  readonly poller: Pick<Poller, 'ask' | 'refresh'>;
  readonly account: () => Account | undefined;
  readonly people: PeopleByAddress;
  readonly code: CodeContext;
  readonly moment: () => Moment;
  /** Sets a status as if the person had chosen it in the status bar. */
  readonly setStatus: (change: PresenceChange) => Promise<void>;
}

/** The same, with the ids that tools have given out for this account. */
export interface ToolContext extends ToolSource {
  readonly given: GivenIds;
}

/** `circuit_get_presence` */
export async function tellPresence(
  { people }: ToolInput<'circuit_get_presence'>,
  context: ToolContext,
): Promise<PeopleAnswer> {
  await knowMe(context);
  const found = await context.people.find(people.filter(each => each.includes('@')));
  const rules = context.code.rules();
  const asked = [...new Set(people)].map(each => {
    const entry = found.get(each);
    const person =
      each === 'me' ? me(context) : entry?.kind === 'person' ? entry : context.given.get(each);
    if (person) {
      return { each, person };
    }
    const isAddress = isEmailAddress(each);
    const isAskable = isAddress && askableAddress(each, rules) !== undefined;
    const whyAddress = isAskable ? notes.notAsked : notes.domains([...rules.domains]);
    const why = entry ? notes.nobody : isAddress ? whyAddress : notes.noId;
    return { each, why };
  });
  const known = asked.flatMap(({ person }) => person ?? []);
  await bringUpToDate(known, context);
  return answer(
    asked.map(({ each, person, why }) =>
      person
        ? { asked: each, ...describe(person, context) }
        : { asked: each, state: 'unknown' as const, why },
    ),
    context,
  );
}

/** `circuit_find_people` */
export async function tellPeople(
  { name }: ToolInput<'circuit_find_people'>,
  context: ToolContext,
): Promise<PeopleAnswer> {
  await knowMe(context);
  const users = await context.poller.ask((client, signal) => client.searchUsers(name, signal));
  const inside = users.filter(user => isInside(user, context));
  const found = inside.slice(0, mostFound);
  await bringUpToDate(found, context);
  return answer(
    found.map(user => describe(user, context)),
    context,
    [
      ...(found.length === 0 ? [notes.nobody] : []),
      ...(inside.length > found.length ? [notes.morePeople] : []),
      ...(users.length > inside.length ? [notes.leftOut] : []),
    ],
  );
}

/** The allowed domains may depend on who is signed in. */
export async function knowMe({ store, poller }: ToolContext): Promise<void> {
  if (store.ownId === undefined) {
    await poller.refresh();
  }
}

function me({ store }: ToolContext): Person | undefined {
  return 'me' in store.connection ? store.connection.me : undefined;
}

/**
 * Somebody whose address Circuit doesn't tell may be a colleague; somebody with only foreign
 * addresses isn't.
 */
function isInside({ emailAddress, emailAddresses }: User, { code }: ToolContext): boolean {
  const { domains } = code.rules();
  const told = [emailAddress, ...emailAddresses].filter(address => address !== '');
  const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return told.length === 0 || told.some(address => domains.has(domainOf(address)));
}

/** Asks about everybody again if an answer about any of them is more than a minute old. */
export async function bringUpToDate(
  people: readonly Person[],
  context: ToolContext,
): Promise<void> {
  const { store, poller, given } = context;
  const ids = people.map(({ userId }) => userId);
  given.add(people.map(({ userId, displayName }) => ({ userId, displayName })));
  await context.people.look(ids);
  const isOld = (id: string) => Date.now() - (store.get(id)?.checkedAt ?? 0) > freshMs;
  if (ids.some(isOld)) {
    // On failure the last known presence is given, with its age.
    await poller.refresh().catch(() => undefined);
  }
}

/** One person as a model is told about them. */
export function describe(person: Person, { store, moment }: ToolContext): PersonAnswer {
  return describePerson(person, store.get(person.userId), moment());
}

/** Adds what a reader needs to know to understand the answer. */
export function answer(
  people: readonly PersonAnswer[],
  { store, account }: ToolContext,
  more: readonly string[] = [],
): PeopleAnswer {
  const all = [
    ...(account()?.kind === 'demo' ? [notes.demo] : []),
    ...(store.connection.kind === 'offline' ? [notes.offline] : []),
    ...more,
  ];
  return { people, ...(all.length > 0 && { note: all.join(' ') }) };
}
