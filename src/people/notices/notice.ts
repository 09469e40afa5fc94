import { fieldsOf, listOf } from '../../base/memento';
import { plainName } from '../../base/plainText';
import { isUserId } from '../../circuit/ids';
import type { Known } from '../../presence/model';
import { shownState } from '../../presence/stateWords';
import type { Person } from '../personText';

/** How many notices can wait at a time. */
export const noticeCap = 20;

/** An update to be told once: when all these people are available, or out of Do Not Disturb and there. */
export interface Notice {
  readonly noticeId: string;
  readonly condition: 'available' | 'dndOver';
  readonly people: readonly Person[];
  /** Epoch milliseconds; after that nobody wants to know any more. */
  readonly expiresAt: number;
}

type Presences = (userId: string) => Known | undefined;

/** What was kept, read anew. */
export function readNotices(kept: unknown): readonly Notice[] {
  return listOf(kept, readNotice).slice(0, noticeCap);
}

/** Whether what was waited for has come. Somebody who is not known is never what was waited for. */
export function isDue({ condition, people }: Notice, presence: Presences): boolean {
  return people.every(({ userId }) => {
    const state = shownState(presence(userId));
    const isThere = state === 'AVAILABLE' || state === 'AWAY' || state === 'BUSY';
    return condition === 'available' ? state === 'AVAILABLE' : isThere;
  });
}

/**
 * Whose Do Not Disturb ends when, in epoch milliseconds, among people waited for. That is the time
 * to look at them, whoever else looks.
 */
export function knownEnds(
  notices: readonly Notice[],
  presence: Presences,
): readonly { readonly userId: string; readonly endsAt: number }[] {
  const ids = new Set(notices.flatMap(({ people }) => people.map(({ userId }) => userId)));
  return [...ids].flatMap(userId => {
    const known = presence(userId);
    const endsAt = known?.kind === 'known' ? known.presence.dndUntil : undefined;
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
