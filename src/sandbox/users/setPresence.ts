import type { SetPresence } from '../company/presences';
import { presenceStates, WireError, type WirePresence, type WireState } from '../wire';
import type { UsersRequest, World } from '../world';
import { readBoolean, readOptionalText, readText, readTime } from './parameters';
import { writePresence } from './presence';

/** `PUT /users/presence`: sets the presence of the token's user. */
export function setPresence({ me, form }: UsersRequest, world: World): WirePresence {
  const { presences, readings } = world;
  const update = readUpdate(form, world);
  const current = presences.read(me);
  if (update.state !== 'OFFLINE' || readings.offline === 'taken') {
    presences.set(me, {
      ...update,
      ...stayInDnd(current, update, { leaves: readBoolean(form, 'clearDND'), readings }),
      statusMessage:
        update.statusMessage ??
        (readings.leftOutMessage === 'kept' ? (current.statusMessage ?? '') : ''),
    });
    if (readings.overwrittenAfterMs !== undefined) {
      presences.overwriteAfter(me, readings.overwrittenAfterMs, { state: 'AVAILABLE' });
    }
  }
  return writePresence(presences.read(me), world);
}

function readUpdate(form: URLSearchParams, { readings, now }: World): SetPresence {
  const state = readState(readText(form, 'state'));
  const message = readOptionalText(form, 'statusMessage');
  const statusMessage = message === undefined ? {} : { statusMessage: message };
  if (state === 'OFFLINE' && readings.offline === 'refused') {
    throw new WireError(400, 'Nobody can be set offline.');
  }
  if (state !== 'DND') {
    return { state, ...statusMessage };
  }
  const dndUntil = readTime(form, 'dndUntil');
  if (dndUntil === undefined) {
    throw new WireError(400, 'The presence state is DND and dndUntil is missing or no date-time.');
  }
  if (dndUntil <= now() && readings.pastDndUntil === 'refused') {
    throw new WireError(400, 'dndUntil is in the past.');
  }
  return { state, dndUntil, ...statusMessage };
}

/** The presence after another state is set during Do Not Disturb without `clearDND`. */
function stayInDnd(
  current: { readonly state: WireState; readonly dndUntil?: number },
  update: SetPresence,
  { leaves, readings }: { leaves: boolean; readings: World['readings'] },
): Partial<SetPresence> {
  if (current.state !== 'DND' || update.state === 'DND' || leaves) {
    return {};
  }
  switch (readings.leaveDnd) {
    case 'clearDND':
      return { state: 'DND', dndUntil: current.dndUntil ?? 0 };
    case 'anyState':
      return {};
    case 'refused':
      throw new WireError(400, 'Do Not Disturb is left with clearDND.');
  }
}

function readState(text: string): WireState {
  const state = presenceStates.find(each => each === text);
  if (!state) {
    throw new WireError(400, 'The presence state is not one that exists.');
  }
  return state;
}
