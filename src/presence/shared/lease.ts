const lifetimeMs = 60_000;
const clockSlackMs = 2_000;
const unreadableLifetimeMs = 5_000;

/** A claim's text: whose it is, and when it was made (epoch milliseconds). */
export function newLease(): string {
  return JSON.stringify({ owner: crypto.randomUUID(), at: Date.now() });
}

/**
 * Tells claims of windows that are gone: older than any round may last, or from a time still ahead.
 * An unreadable one may be in the middle of being written, so it has to stay so for a while.
 */
export function isExpiredLease(): (claim: string) => boolean {
  let unreadable: { readonly claim: string; readonly since: number } | undefined;
  return claim => {
    const now = Date.now();
    const at = readTime(claim);
    if (at !== undefined) {
      return at > now + clockSlackMs || now - at > lifetimeMs;
    }
    if (unreadable?.claim !== claim || unreadable.since > now) {
      unreadable = { claim, since: now };
    }
    return now - unreadable.since >= unreadableLifetimeMs;
  };
}

function readTime(claim: string): number | undefined {
  try {
    const parsed: unknown = JSON.parse(claim);
    const at = typeof parsed === 'object' && parsed && 'at' in parsed ? parsed.at : undefined;
    return typeof at === 'number' && Number.isFinite(at) ? at : undefined;
  } catch {
    return undefined;
  }
}
