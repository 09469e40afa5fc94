const quarantineMs = 60 * 60_000;

/** Ids Circuit was found not to know, which are left out of requests for an hour. */
export interface Quarantine {
  has(userId: string): boolean;
}

/** Whether an id found unknown at `since` is to be left alone at `now` (epoch milliseconds). */
export function isQuarantined(since: number, now: number): boolean {
  return since <= now && now - since < quarantineMs;
}
