import { saysNobody } from '../answers';
import { formOf } from '../client';
import type { Schema } from '../fields';
import { isEmailAddress } from '../ids';
import { readItems, readOne } from '../request';
import {
  labelSchema,
  type Presence,
  presenceSchema,
  supportInfoSchema,
  type User,
  userSchema,
} from '../schemas';
import type { HttpAnswer } from '../transport';
import { updateThatSets } from '../types';
import type { Attempt, Try } from './types';

/** Runs the nine GETs, only about the signed-in person. */
export async function runGets(
  tryCall: Try,
): Promise<{ me: User | undefined; presence: Presence | undefined }> {
  const me = await tryCall(get('/users/profile'), one(userSchema));
  const id = me?.userId ?? '';
  const lacking = id === '';
  const emailAddress = me?.emailAddress ?? '';
  const name = me?.lastName || me?.displayName || '';
  const noEmail = !isEmailAddress(emailAddress);
  await tryCall(get('/users/labels'), list(labelSchema));
  await tryCall(get('/users/supportinfo'), one(supportInfoSchema));
  await tryCall(
    {
      ...get('/users/{emailAddress}/getUserByEmail'),
      id: emailAddress,
      query: { secondaryLookup: 'true' },
      lacking: noEmail,
    },
    one(userSchema),
  );
  await tryCall({ ...get('/users/{id}'), id, lacking }, one(userSchema));
  const presence = await tryCall(
    { ...get('/users/{id}/presence'), id, lacking },
    one(presenceSchema),
  );
  const ids = (under: string) => ({ name: under, values: [id] });
  await tryCall({ ...get('/users/presence'), ids: ids('userIds'), lacking }, list(presenceSchema));
  await tryCall({ ...get('/users'), query: { name }, lacking: name === '' }, listIfAny(userSchema));
  await tryCall({ ...get('/users/list'), ids: ids('name'), lacking }, listIfAny(userSchema));
  return { me, presence };
}

/**
 * Sets the current presence again. A state that cannot be set, such as *Offline*, is left alone.
 */
export async function runPut(tryCall: Try, presence: Presence | undefined): Promise<void> {
  const update = presence && updateThatSets(presence);
  await tryCall(
    {
      method: 'PUT',
      template: '/users/presence',
      ...(update ? { form: formOf(update) } : { lacking: true }),
    },
    one(presenceSchema),
  );
}

function get(template: string): Attempt {
  return { method: 'GET', template };
}

function one<T>(schema: Schema<T>) {
  return (answer: HttpAnswer) => readOne(schema, answer);
}

/** Throws unless the answer is a list of such items. They are not kept: only the shape is reported. */
function list<T>(item: Schema<T>) {
  return (answer: HttpAnswer) => {
    readItems(item, answer);
  };
}

/** The same, and Circuit may also answer that there is nobody. */
function listIfAny<T>(item: Schema<T>) {
  return (answer: HttpAnswer) => {
    if (!saysNobody(answer)) {
      readItems(item, answer);
    }
  };
}
