/** Circuit's own addresses. None is a default: a domain may lapse into foreign hands. */
export const knownHosts = [
  { origin: 'https://eu.yourcircuit.com', place: 'eu' },
  { origin: 'https://na.yourcircuit.com', place: 'na' },
  { origin: 'https://circuitsandbox.net', place: 'sandbox' },
] as const;

/** Whether a person should look at this origin once before a token is bound to it. */
export function needsConfirmation(origin: string): boolean {
  const { protocol } = new URL(origin);
  // Plain http is for this machine alone: `parseOrigin` lets no other through.
  return protocol !== 'http:' && !knownHosts.some(known => known.origin === origin);
}
