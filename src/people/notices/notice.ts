import { fieldsOf, listOf } from '../../base/memento';
import { plainName } from '../../base/plainText';
import { isUserId } from '../../circuit/ids';
import { type Known, presenceOf } from '../../presence/model';
import { shownState } from '../../presence/stateWords';
import type { PresenceStore } from '../../presence/store';
import type { Person } from '../personText';

/** How many notices can wait at a time. */
export const noticeCap = 20;

/**
 * A one-time notification for when all these people are available, or out of Do Not Disturb and
 * present.
 */
export interface Notice {
  readonly noticeId: string;
  readonly condition: 'available' | 'dndOver';
  readonly people: readonly Person[];
  /** Epoch milliseconds; after that the notification is no longer wanted. */
  readonly expiresAt: number;
}

type Presences = (userId: string) => Known | undefined;

/** Reads the stored notices. */
export function readNotices(kept: unknown): readonly Notice[] {
  return listOf(kept, readNotice).slice(0, noticeCap);
}

/** Whether the condition is met. Unknown presence never meets it. */
export function isDue({ condition, people }: Notice, presence: Presences): boolean {
  return people.every(({ userId }) => {
    const state = shownState(presence(userId));
    const isThere = state === 'AVAILABLE' || state === 'AWAY' || state === 'BUSY';
    return condition === 'available' ? state === 'AVAILABLE' : isThere;
  });
}

/** Whether there is nothing to wait for. What was known before Circuit was lost says nothing about now. */
export function isAvailableNow(
  userId: string,
  store: Pick<PresenceStore, 'connection' | 'get'>,
): boolean {
  return store.connection.kind === 'online' && shownState(store.get(userId)) === 'AVAILABLE';
}

/**
 * The known ends of Do Not Disturb (epoch milliseconds) among people waited for: the times at which
 * to poll them, even if nobody looks.
 */
export function knownEnds(
  notices: readonly Notice[],
  presence: Presences,
): readonly { readonly userId: string; readonly endsAt: number }[] {
  const ids = new Set(notices.flatMap(({ people }) => people.map(({ userId }) => userId)));
  return [...ids].flatMap(userId => {
    const known = presence(userId);
    const endsAt = presenceOf(known)?.dndUntil;
    return shownState(known) === 'DND' && endsAt !== undefined ? [{ userId, endsAt }] : [];
  });
}

function readNotice(item: unknown): Notice | undefined {
  const fields = fieldsOf(item);
  const noticeId = fields.get('noticeId');
  const condition = fields.get('condition');
  const expiresAt = fields.get('expiresAt');
  const people = listOf(fields.get('people'), readPerson);
  return typeof noticeId === 'string' &&
    isUserId(noticeId) &&
    (condition === 'available' || condition === 'dndOver') &&
    typeof expiresAt === 'number' &&
    people.length > 0
    ? { noticeId, condition, expiresAt, people }
    : undefined;
}

function readPerson(item: unknown): Person | undefined {
  const fields = fieldsOf(item);
  const userId = fields.get('userId');
  const name = fields.get('displayName');
  return typeof userId === 'string' && isUserId(userId)
    ? { userId, displayName: typeof name === 'string' ? plainName(name) : '' }
    : undefined;
}
