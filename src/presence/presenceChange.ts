import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError';
import type { Presence } from '../circuit/schemas';
import { type PresenceUpdate, updateThatSets } from '../circuit/types';

/** What a person asks for. What it leaves open stays as it is. `dndUntil` is epoch milliseconds. */
export interface PresenceChange {
  readonly state?: PresenceUpdate['state'] | undefined;
  readonly dndUntil?: number | undefined;
  readonly statusMessage?: string | undefined;
}

/** The part of a presence that can be set. */
export type Settable = Pick<Presence, 'state' | 'dndUntil' | 'statusMessage'>;

/** Both changes as one; where they disagree the later wins. */
export function joinChanges(earlier: PresenceChange, later: PresenceChange): PresenceChange {
  const { state, dndUntil } = later.state === undefined ? earlier : later;
  return {
    state,
    dndUntil: later.dndUntil ?? dndUntil,
    statusMessage: later.statusMessage ?? earlier.statusMessage,
  };
}

/** Whether `change` says it all, so that the current presence need not be known. */
export function isWhole(change: PresenceChange): boolean {
  const { state, dndUntil, statusMessage } = change;
  return (
    state !== undefined &&
    statusMessage !== undefined &&
    (state !== 'DND' || dndUntil !== undefined)
  );
}

/**
 * Fills in from `current` what `change` leaves open, the message above all, since Circuit may erase
 * what is not sent again. Throws a `UserError` when Do Not Disturb would have no end ahead of `now`, or
 * when there is no state to keep.
 */
export function completeUpdate(
  change: PresenceChange,
  current: Settable | undefined,
  now: number,
): PresenceUpdate {
  const state = change.state ?? keptState(current);
  const statusMessage = change.statusMessage ?? current?.statusMessage ?? '';
  if (state !== 'DND') {
    return { state, statusMessage };
  }
  const dndUntil = change.dndUntil ?? (current?.state === 'DND' ? current.dndUntil : undefined);
  if (dndUntil === undefined || !(dndUntil > now)) {
    throw new UserError(l10n.t('Do Not Disturb needs an end time in the future.'));
  }
  return { state, dndUntil, statusMessage };
}

/** How to get back to `before`, if that can be asked for at all. */
export function restoringChange(before: Settable, now: number): PresenceChange | undefined {
  const update = updateThatSets(before);
  return update?.state === 'DND' && update.dndUntil <= now ? undefined : update;
}

/** A state that can be asked for again. Offline cannot, and nobody becomes available by a message. */
function keptState(current: Settable | undefined): PresenceUpdate['state'] {
  switch (current?.state) {
    case 'AVAILABLE':
    case 'AWAY':
    case 'BUSY':
    case 'DND':
      return current.state;
    case 'OFFLINE':
    case 'UNKNOWN':
    case undefined:
      throw new UserError(
        l10n.t(
          "Circuit sets a message only together with a status, and the current one can't be set. Choose a status as well.",
        ),
      );
  }
}
