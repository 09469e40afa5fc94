const quarantineMs = 60 * 60_000;

/** Ids unknown to Circuit, which are left out of requests for an hour. */
export interface Quarantine {
  has(userId: string): boolean;
}

/** Whether an id found unknown at `since` is still quarantined at `now` (epoch milliseconds). */
export function isQuarantined(since: number, now: number): boolean {
  return since <= now && now - since < quarantineMs;
}
