import type { Presences } from '../company/presences';
import { WireError, type WirePresence } from '../wire';
import type { UsersRequest, World } from '../world';
import { checkId, readIds } from './parameters';
import { findPerson, isCalled, statusOfNobody } from './users';

/** `GET /users/presence`: all presences, or none if one id is unknown, unless read otherwise. */
export function getPresences({ query }: UsersRequest, world: World): WirePresence[] {
  const { arrays, unknownAs } = world.readings;
  const ids = readIds(query, 'userIds', { arrays, maxLength: 6500 });
  const { people } = world.company;
  const knowsAll = ids.every(id => people.some(person => isCalled(person, id, false)));
  if (!knowsAll && unknownAs !== 'known-only') {
    throw new WireError(statusOfNobody(world.readings), 'One or more user do not exist.');
  }
  return people
    .filter(person => ids.some(id => isCalled(person, id, false)))
    .map(person => writePresence(world.presences.readShown(person), world));
}

/** `GET /users/{id}/presence` */
export function getPresence({ id }: UsersRequest, world: World): WirePresence {
  return writePresence(world.presences.readShown(findPerson(world, checkId(id))), world);
}

/** A presence as it is sent. */
export function writePresence(
  presence: ReturnType<Presences['read']>,
  { readings }: World,
): WirePresence {
  return readings.dndUntilAs === 'iso' && presence.dndUntil !== undefined
    ? { ...presence, dndUntil: new Date(presence.dndUntil).toISOString() }
    : presence;
}
