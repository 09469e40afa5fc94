import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError';
import type { Presence } from '../circuit/schemas';
import { type PresenceUpdate, updateThatSets } from '../circuit/types';

/** A requested change; missing fields stay unchanged. `dndUntil` is epoch milliseconds. */
export interface PresenceChange {
  readonly state?: PresenceUpdate['state'] | undefined;
  readonly dndUntil?: number | undefined;
  readonly statusMessage?: string | undefined;
}

/** The part of a presence that can be set. */
export type Settable = Pick<Presence, 'state' | 'dndUntil' | 'statusMessage'>;

/** Both changes as one; the later wins where they differ. */
export function joinChanges(earlier: PresenceChange, later: PresenceChange): PresenceChange {
  const { state, dndUntil } = later.state === undefined ? earlier : later;
  return {
    state,
    dndUntil: later.dndUntil ?? dndUntil,
    statusMessage: later.statusMessage ?? earlier.statusMessage,
  };
}

/** Whether `change` is complete, so that the current presence need not be known. */
export function isWhole(change: PresenceChange): boolean {
  const { state, dndUntil, statusMessage } = change;
  return (
    state !== undefined &&
    statusMessage !== undefined &&
    (state !== 'DND' || dndUntil !== undefined)
  );
}

/**
 * Completes `change` from `current`, in particular the message, since Circuit may erase one that is
 * not sent again. Throws a `UserError` if Do Not Disturb would have no end after `now`, or if there
 * is no state to keep.
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

/** What Circuit would show after `changes`, as far as they can be carried out. */
export function shownAfter(
  changes: readonly PresenceChange[],
  shown: Presence,
  now: number,
): Presence {
  if (changes.length === 0) {
    return shown;
  }
  try {
    const update = completeUpdate(changes.reduce(joinChanges), shown, now);
    return { ...shown, dndUntil: undefined, ...update };
  } catch (error) {
    if (error instanceof UserError) {
      return shown;
    }
    throw error;
  }
}

/** The change that restores `before`, if that is possible. */
export function restoringChange(before: Settable, now: number): PresenceChange | undefined {
  const update = updateThatSets(before);
  return update?.state === 'DND' && update.dndUntil <= now ? undefined : update;
}

/**
 * The state to keep, if it can be set. *Offline* cannot, and a message must not make anybody
 * available.
 */
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
