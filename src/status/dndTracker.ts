import type { OwnState } from '../presence/store';

/** Circuit may need a moment to end it; the next poll shows. */
const GRACE_MS = 10_000;

/**
 * Follows the user's presence and returns the end (epoch milliseconds) of a Do Not Disturb that
 * Circuit still shows when polled after that end. Also remembers an end that Circuit no longer
 * sends.
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
