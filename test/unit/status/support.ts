import type { Presence } from '../../../src/circuit/schemas';

/** Somebody's own presence: available, without a message, unless told otherwise. */
export function ownPresence(told: Partial<Presence> = {}): Presence {
  return {
    userId: 'me',
    state: 'AVAILABLE',
    statusMessage: '',
    mobile: false,
    isOptedOut: false,
    ...told,
  };
}
