import type { PresenceWish } from '../circuit/client';
import type { Presence } from '../circuit/schemas';
import type { Connection, Known } from './known';

const roundingMs = 60_000;

/** Whether a person looks the same; when it was asked for does not matter. */
export function sameKnown(a: Known | undefined, b: Known | undefined): boolean {
  if (a?.kind === 'known' && b?.kind === 'known') {
    return samePresence(a.presence, b.presence);
  }
  return a?.kind === b?.kind;
}

export function samePresence(a: Presence, b: Presence): boolean {
  return (
    a.userId === b.userId &&
    a.state === b.state &&
    a.statusMessage === b.statusMessage &&
    a.dndUntil === b.dndUntil &&
    a.mobile === b.mobile &&
    a.isOptedOut === b.isOptedOut
  );
}

/** Whether Circuit shows what was wished for; it may round the end of Do Not Disturb. */
export function fulfils(presence: Presence, wish: PresenceWish): boolean {
  if (
    presence.state !== wish.state ||
    presence.statusMessage.trim() !== wish.statusMessage.trim()
  ) {
    return false;
  }
  return (
    wish.state !== 'DND' ||
    (presence.dndUntil !== undefined && Math.abs(presence.dndUntil - wish.dndUntil) < roundingMs)
  );
}

/** Whether a connection need not be told again. Each failure is told: the next try moved. */
export function sameConnection(a: Connection, b: Connection): boolean {
  switch (a.kind) {
    case 'signedOut':
    case 'connecting':
      return a.kind === b.kind;
    case 'online':
      return b.kind === 'online' && a.me === b.me;
    case 'offline':
      return false;
  }
}
