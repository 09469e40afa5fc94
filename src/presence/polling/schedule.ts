const focusedMs = 30_000;
const unfocusedMs = 300_000;
/** A moment for Circuit to notice by itself that a time has come. */
const settleMs = 1_000;

/** What decides when to ask next. Times are epoch milliseconds. */
export interface Outlook {
  readonly activity: 'focused' | 'unfocused' | 'inactive';
  /** When the person least lately asked for was asked for; `-Infinity` for never. */
  readonly oldestAt: number;
  /** When the user's presence was asked for last. */
  readonly ownAt: number;
  /** When somebody's Do Not Disturb ends that matters even if nobody looks. */
  readonly dueTimes: readonly number[];
  /** No request before. */
  readonly notBefore: number;
  /** Up to how long after a due time to look; differs between windows. 0 to 4,000 ms. */
  readonly dueSpreadMs: number;
}

/** When to ask next: `Infinity` while nobody looks and nothing is due. */
export function nextLook(outlook: Outlook): number {
  const { oldestAt, notBefore, dueSpreadMs } = outlook;
  const interval = intervalMs(outlook);
  const usual = interval === Infinity ? interval : oldestAt + interval;
  const dues = openDueTimes(outlook).map(due => due + settleMs + dueSpreadMs);
  return Math.max(notBefore, Math.min(usual, ...dues));
}

/** Answers asked for at this time or before are too old at `now`. */
export function staleSince(outlook: Outlook, now: number): number {
  const dues = openDueTimes(outlook).filter(due => due + settleMs <= now);
  return Math.max(now - intervalMs(outlook), ...dues.map(due => due + settleMs - 1));
}

function intervalMs({ activity }: Outlook): number {
  switch (activity) {
    case 'focused':
      return focusedMs;
    case 'unfocused':
      return unfocusedMs;
    case 'inactive':
      return Infinity;
  }
}

/** Those that Circuit was not asked about since. */
function openDueTimes({ dueTimes, ownAt }: Outlook): readonly number[] {
  return dueTimes.filter(due => ownAt < due + settleMs);
}
