import type { Presence } from '../../circuit/schemas';
import type { PresenceUpdate } from '../../circuit/types';
import { fulfils } from '../equality';
import type { LaterSet } from '../set/laterSet';
import type { OwnPresence } from '../set/ownPresence';
import { completeUpdate, restoringChange } from '../presenceChange';
import { type Arrangement, isOurs, latestEnd, LEASE_MS, leaseEnd } from './arrangement';
import type { ArrangementFile } from './arrangementFile';
import type { ThisWindow } from './thisWindow';

/** What carrying out an arrangement needs. */
export interface CarryOutParts {
  readonly ownPresence: Pick<OwnPresence, 'setUnlessChosen'>;
  readonly file: ArrangementFile;
  readonly thisWindow: ThisWindow;
}

/**
 * How it ended. `renewed`: it goes on. `putBack`: what was before is set again. `leftAlone`:
 * Circuit showed something else, or what was before can't be set. `chosen`: somebody chose
 * something else. `notNow`: to be tried again.
 */
export type CarriedOut = 'renewed' | 'putBack' | 'leftAlone' | 'chosen' | 'notNow';

/**
 * Sets a later end, if Circuit still shows what was set and this window still waits for the event.
 */
export async function renew(
  { ownPresence, file, thisWindow }: CarryOutParts,
  { id }: Arrangement,
): Promise<CarriedOut> {
  const noted: { sent?: Arrangement; isTooLate?: boolean } = {};
  const outcome = await ownPresence.setUnlessChosen(async shown => {
    const kept = await readKept(file, id);
    noted.isTooLate = !thisWindow.isWaiting;
    if (!kept || noted.isTooLate || !isOurs(kept, shown)) {
      return undefined;
    }
    // From now rather than from when it was due, because this may have waited for its turn.
    const dndUntil = Math.min(Date.now() + LEASE_MS, latestEnd(kept) ?? Infinity);
    const asked = { state: 'DND', dndUntil, statusMessage: kept.asked.statusMessage } as const;
    noted.sent = { ...kept, asked };
    await file.write(noted.sent);
    thisWindow.countPut();
    return asked;
  });
  if (outcome.kind !== 'set') {
    return withoutSetting(outcome.kind, noted.isTooLate);
  }
  const isConfirmed = noted.sent && (await confirm(file, noted.sent, outcome.answer));
  return isConfirmed ? 'renewed' : 'leftAlone';
}

/**
 * Writes down what Circuit answered. False if that isn't what it was asked for, because somebody
 * chose something else.
 */
export async function confirm(
  file: ArrangementFile,
  sent: Arrangement,
  answer: Presence,
): Promise<boolean> {
  if (!fulfils(answer, sent.asked)) {
    return false;
  }
  const { state, dndUntil, statusMessage } = answer;
  await file.write({ ...sent, shown: { state, dndUntil, statusMessage, at: Date.now() } });
  return true;
}

/** Sets what was before, if Circuit still shows what was set. */
export async function putBack(
  { ownPresence, file, thisWindow }: CarryOutParts,
  { id }: Arrangement,
): Promise<CarriedOut> {
  const noted: { isEarly?: boolean } = {};
  const outcome = await ownPresence.setUnlessChosen(async shown => {
    const kept = await readKept(file, id);
    const update = kept && updateAtEnd(kept, shown, Date.now());
    noted.isEarly = kept?.event.kind === 'dndEnd' && isOurs(kept, shown);
    if (update) {
      thisWindow.countPut();
    }
    return update;
  });
  return outcome.kind === 'set' ? 'putBack' : withoutSetting(outcome.kind, noted.isEarly);
}

function withoutSetting(kind: Exclude<LaterSet['kind'], 'set'>, isToTryAgain = false): CarriedOut {
  switch (kind) {
    case 'chosen':
      return 'chosen';
    case 'outOfTurn':
      return 'notNow';
    case 'left':
      return isToTryAgain ? 'notNow' : 'leftAlone';
  }
}

/** Undefined if nothing is to be changed. */
function updateAtEnd(kept: Arrangement, shown: Presence, now: number): PresenceUpdate | undefined {
  if (kept.event.kind === 'dndEnd') {
    return withoutMessage(kept, shown);
  }
  const change = isOurs(kept, shown) ? restoringChange(kept.before, now) : undefined;
  return change && completeUpdate(change, shown, now);
}

/** After Do Not Disturb has ended by itself, clears its message if that is still shown. */
function withoutMessage({ asked }: Arrangement, shown: Presence): PresenceUpdate | undefined {
  const { state } = shown;
  const isMessage = shown.statusMessage.trim() === asked.statusMessage.trim();
  const isToSet = state === 'AVAILABLE' || state === 'AWAY' || state === 'BUSY';
  return isMessage && isToSet ? { state, statusMessage: '' } : undefined;
}

async function readKept(file: ArrangementFile, id: string): Promise<Arrangement | undefined> {
  const kept = await file.read();
  return kept?.id === id ? kept : undefined;
}

/**
 * Whether it has ended by itself, so that Circuit may show another end than the one written down.
 */
export function hasRunOut(arrangement: Arrangement, now: number): boolean {
  return (leaseEnd(arrangement) ?? Infinity) <= now;
}
