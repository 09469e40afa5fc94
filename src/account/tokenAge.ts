import type { Session } from './storedSession';

const earlyMs = 300_000;

/** When a token is to be refreshed, in epoch milliseconds: 5 minutes early, or a fifth of its life. */
export function dueAt({ issuedAt, expiresAt }: Session): number {
  const life = (expiresAt ?? 0) - issuedAt;
  // A token that ended before it began would be refreshed for ever: there a 401 alone decides.
  return expiresAt === undefined || life <= 0 ? Infinity : expiresAt - Math.min(earlyMs, life / 5);
}
