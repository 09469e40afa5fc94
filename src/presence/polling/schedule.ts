const focusedMs = 30_000;
const unfocusedMs = 300_000;
/** Time for Circuit to react to an end by itself. */
const settleMs = 1_000;

/** What decides when to poll next. Times are epoch milliseconds. */
export interface Outlook {
  readonly activity: 'focused' | 'unfocused' | 'inactive';
  /** When the least recently polled person was polled; `-Infinity` for never. */
  readonly oldestAt: number;
  /** When the user's presence was polled last. */
  readonly ownAt: number;
  /** Ends of Do Not Disturb at which to poll even without activity. */
  readonly dueTimes: readonly number[];
  /** No request before this time. */
  readonly notBefore: number;
  /** The delay after a due time, different in each window. 0 to 4,000 ms. */
  readonly dueSpreadMs: number;
}

/** When to poll next; `Infinity` without activity and due times. */
export function nextLook(outlook: Outlook): number {
  const { oldestAt, notBefore, dueSpreadMs } = outlook;
  const interval = intervalMs(outlook);
  const usual = interval === Infinity ? interval : oldestAt + interval;
  const dues = openDueTimes(outlook).map(due => due + settleMs + dueSpreadMs);
  return Math.max(notBefore, Math.min(usual, ...dues));
}

/** Answers requested at this time or before are too old at `now`. */
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

/** The due times since which Circuit was not asked. */
function openDueTimes({ dueTimes, ownAt }: Outlook): readonly number[] {
  return dueTimes.filter(due => ownAt < due + settleMs);
}
