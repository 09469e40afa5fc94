import type { Known } from './model';
import { shownState, type ShownState } from './stateWords';

/** What assistants and other extensions call a state. `unknown` is never `offline`. */
export type AvailabilityState =
  'available' | 'away' | 'busy' | 'doNotDisturb' | 'offline' | 'hidden' | 'unknown';

/** All that they are told of somebody's presence. Times are epoch milliseconds. */
export interface Availability {
  readonly state: AvailabilityState;
  /** When Do Not Disturb ends. */
  readonly until?: number;
  /** When Circuit was asked; missing if it was not, or does not know the person. */
  readonly checkedAt?: number;
}

const words: Readonly<Record<ShownState, AvailabilityState>> = {
  AVAILABLE: 'available',
  AWAY: 'away',
  BUSY: 'busy',
  DND: 'doNotDisturb',
  OFFLINE: 'offline',
  HIDDEN: 'hidden',
  UNKNOWN: 'unknown',
};

/** Leaves out the message, the device and whatever else was told. */
export function availabilityOf(known: Known | undefined): Availability {
  if (known?.kind !== 'known') {
    return { state: 'unknown' };
  }
  const state = words[shownState(known)];
  const until = state === 'doNotDisturb' ? known.presence.dndUntil : undefined;
  return { state, ...(until !== undefined && { until }), checkedAt: known.checkedAt };
}
