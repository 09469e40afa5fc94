import type { Presences, SetPresence } from '../company/presences';
import { presenceStates, WireError, type WirePresence, type WireState } from '../wire';
import type { UsersRequest, World } from '../world';
import { checkId, readBoolean, readIds, readOptionalText, readText, readTime } from './parameters';
import { findPerson, isCalled } from './users';

/** `GET /users/presence`: all or, with one unknown among them, nobody's. */
export function getPresences({ query }: UsersRequest, world: World): WirePresence[] {
  const { arrays } = world.readings;
  const ids = readIds(query, 'userIds', { arrays, maxLength: 6500 });
  const { people } = world.company;
  if (ids.some(id => !people.some(person => isCalled(person, id, false)))) {
    throw new WireError(world.readings.unknownAs, 'One or more user do not exist.');
  }
  return people
    .filter(person => ids.some(id => isCalled(person, id, false)))
    .map(person => write(world.presences.readShown(person), world));
}

/** `GET /users/{id}/presence` */
export function getPresence({ id }: UsersRequest, world: World): WirePresence {
  return write(world.presences.readShown(findPerson(world, checkId(id))), world);
}

/** `PUT /users/presence`: sets the presence of whoever's token it is. */
export function setPresence({ me, form }: UsersRequest, world: World): WirePresence {
  const current = world.presences.read(me);
  const keeps = world.readings.leftOutMessage === 'kept';
  const update = readUpdate(form, keeps ? (current.statusMessage ?? '') : '');
  const leaves = readBoolean(form, 'clearDND');
  const stays = current.state === 'DND' && update.state !== 'DND' && !leaves;
  world.presences.set(
    me,
    stays ? { ...update, state: 'DND', dndUntil: current.dndUntil ?? 0 } : update,
  );
  return write(world.presences.read(me), world);
}

function readUpdate(form: URLSearchParams, leftOutMessage: string): SetPresence {
  const state = readState(readText(form, 'state'));
  const statusMessage = readOptionalText(form, 'statusMessage') ?? leftOutMessage;
  if (state !== 'DND') {
    return { state, statusMessage };
  }
  const dndUntil = readTime(form, 'dndUntil');
  if (dndUntil === undefined) {
    throw new WireError(400, 'The presence state is DND and dndUntil is missing or no date-time.');
  }
  return { state, statusMessage, dndUntil };
}

function readState(text: string): WireState {
  const state = presenceStates.find(each => each === text);
  if (!state) {
    throw new WireError(400, 'The presence state is not one that exists.');
  }
  return state;
}

function write(presence: ReturnType<Presences['read']>, { readings }: World): WirePresence {
  return readings.dndUntilAs === 'iso' && presence.dndUntil !== undefined
    ? { ...presence, dndUntil: new Date(presence.dndUntil).toISOString() }
    : presence;
}
