import type { Employee } from '../company/company';
import { WireError, type WireLabel, type WireUser } from '../wire';
import type { UsersRequest, World } from '../world';
import { checkId, readBoolean, readIds, readLenientBoolean, readText } from './parameters';

/** `GET /users/labels` */
export function getLabels(_ask: UsersRequest, { company }: World): readonly WireLabel[] {
  return company.labels;
}

/** `GET /users/profile` */
export function getProfile({ me }: UsersRequest): WireUser {
  return me.user;
}

/** `GET /users/supportinfo`: the type is "a number" in the specification, a word in the SDK. */
export function getSupportInfo(_ask: UsersRequest, { company, readings }: World): object {
  return {
    supportEmailAddress: company.supportEmailAddress,
    supportType: readings.supportTypeAs === 'word' ? 'EMAIL' : 2,
  };
}

/** `GET /users`: people who have a word starting with each term, or exactly that email address. */
export function searchUsers({ query }: UsersRequest, { company, readings }: World): WireUser[] {
  const name = normalize(readText(query, 'name'));
  const terms = name.split(/\s+/).filter(Boolean);
  const found = company.people.filter(
    person =>
      addressesOf(person, true).includes(name) ||
      (terms.length > 0 && terms.every(term => hasWord(person, term))),
  );
  if (found.length === 0) {
    throw new WireError(statusOfNobody(readings), 'The search term matched nothing.');
  }
  return found.map(person => person.user);
}

/** `GET /users/list`: the known ones of several people, shortened unless full data is requested. */
export function listUsers(
  { query }: UsersRequest,
  { company, readings }: World,
): Partial<WireUser>[] {
  const full = readBoolean(query, 'returnFullUserInfo');
  const secondary = readBoolean(query, 'secondaryLookup');
  const ids = readIds(query, 'name', { arrays: readings.arrays, maxLength: 2048 });
  const found = company.people.filter(person => ids.some(id => isCalled(person, id, secondary)));
  if (found.length === 0) {
    throw new WireError(statusOfNobody(readings), 'No user was found.');
  }
  return found.map(({ user }) => (full ? user : shorten(user)));
}

/** `GET /users/{id}` */
export function getUser({ id }: UsersRequest, world: World): WireUser {
  return findPerson(world, checkId(id)).user;
}

/** `GET /users/{emailAddress}/getUserByEmail`, which documents no 400. */
export function getUserByEmail(
  { id, query }: UsersRequest,
  { company, readings }: World,
): WireUser {
  const secondary = readLenientBoolean(query, 'secondaryLookup');
  const address = normalize(id);
  const person = company.people.find(each => addressesOf(each, secondary).includes(address));
  if (!person) {
    throw new WireError(statusOfNobody(readings), 'User not found or not a session guest.');
  }
  return person.user;
}

/** The status if nobody is found. */
export function statusOfNobody({ unknownAs }: World['readings']): 404 | 400 {
  return unknownAs === 400 ? 400 : 404;
}

/** The person with this id or primary email address. */
export function findPerson({ company, readings }: World, id: string): Employee {
  const person = company.people.find(each => isCalled(each, id, false));
  if (!person) {
    throw new WireError(statusOfNobody(readings), 'The user does not exist.');
  }
  return person;
}

/** Whether an id or an email address belongs to this person. */
export function isCalled(person: Employee, id: string, secondary: boolean): boolean {
  const text = normalize(id);
  return text === person.user.userId || addressesOf(person, secondary).includes(text);
}

function addressesOf({ user }: Employee, secondary: boolean): string[] {
  const others = secondary ? (user.emailAddresses ?? []).map(each => each.address) : [];
  return [user.emailAddress, ...others];
}

function hasWord({ user }: Employee, term: string): boolean {
  const words = normalize(user.displayName).split(/[\s'-]+/);
  return words.some(word => word.startsWith(term)) || normalize(user.displayName).startsWith(term);
}

function normalize(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

/** A person without `returnFullUserInfo`; which fields remain is not documented. */
function shorten(user: WireUser): Partial<WireUser> {
  const { userId, displayName, firstName, lastName, emailAddress, userType, userState } = user;
  return { userId, displayName, firstName, lastName, emailAddress, userType, userState };
}
