import type { OwnState } from '../presence/store';

/** Circuit may need a moment to end it; the next poll tells. */
const GRACE_MS = 10_000;

/**
 * Follows the user's presence and gives the end (epoch milliseconds) of a Do Not Disturb that Circuit,
 * asked after that end, still shows. An end that Circuit no longer names is remembered.
 */
export function trackDnd(): (own: OwnState) => number | undefined {
  let end: number | undefined;
  return ({ known, pending }) => {
    if (known?.kind !== 'known' || known.presence.state !== 'DND') {
      end = undefined;
      return undefined;
    }
    end = known.presence.dndUntil ?? end;
    const isOverdue = end !== undefined && known.checkedAt > end + GRACE_MS;
    return isOverdue && !pending ? end : undefined;
  };
}
